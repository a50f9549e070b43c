"""A full disk and folders that nobody may write to: a named error, and what was there stays as it was."""

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from medinsure_budget import publish, read, write_html, write_parquet, write_xlsx
from medinsure_budget.errors import UsageError

TABLE = (
    "云溪市医疗保障局2024年部门预算\n\n部门支出总表\n单位：万元\n\n"
    "|科目编码|科目名称|合计|\n|-|-|-|\n||合计|1.00|\n|210|卫生健康支出|1.00|\n"
)


@pytest.fixture
def document():
    return read(TABLE.encode(), name="文.md")


@pytest.fixture
def small_disk(tmp_path):
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    if mount is None or os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:  # noqa: S603 - a program that was found
        pytest.skip("a disk of one's own can only be mounted by root")
    yield place
    subprocess.run([shutil.which("umount"), str(place)], check=True)  # noqa: S603 - as above


@pytest.mark.parametrize("write", [write_html, write_xlsx, publish, lambda document, path: write_parquet([document], path)])
def test_a_full_disk_is_a_named_error_and_leaves_what_was_there(document, small_disk, write):
    (small_disk / "old.html").write_text("旧")
    with (small_disk / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    with pytest.raises(UsageError):
        write(document, small_disk / {write_html: "new.html", write_xlsx: "new.xlsx"}.get(write, "new"))
    files = {path.name for path in small_disk.rglob("*") if path.is_file() and path.stat().st_size}

    assert (small_disk / "old.html").read_text() == "旧"
    assert files == {"old.html", "filler"}


@pytest.mark.skipif(os.name == "nt", reason="rights are others there")
def test_a_folder_without_the_right_to_write_is_a_named_error(document, tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    places = [closed] if os.geteuid() else []
    for folder in (*places, Path("/proc/self")):
        with pytest.raises(UsageError, match="写不了"):
            write_html(document, folder / "page.html")
