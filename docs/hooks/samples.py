"""Give the site the folder `examples` as one archive, for readers who have the package but no repository."""  # noqa: INP001 - a hook is one file

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from mkdocs.structure.files import File

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NAME = "examples.zip"


def archive() -> bytes:
    """The examples without what they wrote."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as packed:
        for path in sorted(EXAMPLES.rglob("*")):
            if path.is_file() and not {"output", "__pycache__", ".ipynb_checkpoints"} & set(path.parts):
                packed.write(path, Path("examples") / path.relative_to(EXAMPLES))
    return buffer.getvalue()


def on_files(files: Any, config: Any, **_: Any) -> Any:
    """Called by mkdocs with the files of the site."""
    files.append(File.generated(config, NAME, content=archive()))
    return files
