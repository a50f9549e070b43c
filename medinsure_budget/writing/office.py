"""LibreOffice, which converts files where it is installed."""

import shutil
import subprocess
from pathlib import Path

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 180


def office_program() -> str | None:
    """The command of LibreOffice, ``None`` where it is not installed."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def convert(program: str, source: Path, form: str, folder: Path) -> tuple[Path | None, str]:
    """Convert a file into a folder, in a profile of its own there; a colon parts the form from how it is to be written.

    Returns:
        The file, ``None`` when none was made, and what LibreOffice said.
    """
    command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form]
    try:
        done = subprocess.run(  # noqa: S603 - the program that was found, on a file of the caller's
            [*command, "--outdir", str(folder), str(source)], capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError) as error:
        return None, str(error)
    made = folder / f"{source.stem}.{form.partition(':')[0]}"
    return (made if made.exists() else None), done.stderr.decode(errors="replace").strip()[:200]
