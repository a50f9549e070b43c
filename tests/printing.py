"""Files printed as PDF by LibreOffice: all in one run, and what was printed once is kept for later tests and runs.

A print is found again by the content of the file and by the program, so that it is what the program would print now.
"""

import hashlib
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from medinsure_budget.files.packages import stamped

PROGRAM = shutil.which("soffice")
needs_office = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not here")
KEPT = Path(tempfile.gettempdir()) / "medinsure-budget-prints"


def _place(data, suffix):
    program = Path(PROGRAM).resolve().stat()
    key = hashlib.sha256(data + f"{suffix} {program.st_size} {program.st_mtime_ns}".encode()).hexdigest()
    return KEPT / f"{key}.pdf"


def to_pdf(files, suffix, folder):
    """Print files, name to bytes, as PDF, name to bytes."""
    packed = {name: stamped(data) for name, data in files.items()}
    missing = {name: data for name, data in packed.items() if not _place(data, suffix).exists()}
    if missing:
        folder.mkdir(parents=True, exist_ok=True)
        paths = {name: folder / f"{name}{suffix}" for name in missing}
        for name, path in paths.items():
            path.write_bytes(missing[name])
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [PROGRAM, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, paths.values())]
        subprocess.run(command, check=True, capture_output=True, timeout=600)  # noqa: S603 - a fixed program
        KEPT.mkdir(exist_ok=True)
        for name, path in paths.items():
            path.with_suffix(".pdf").replace(_place(missing[name], suffix))
    return {name: _place(data, suffix).read_bytes() for name, data in packed.items()}
