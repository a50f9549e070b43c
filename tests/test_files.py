"""A written file is complete or absent."""

import pytest

from medinsure_budget.errors import UsageError
from medinsure_budget.files import write_text, write_whole


def test_a_file_is_replaced_only_when_the_new_one_is_complete(tmp_path):
    target = tmp_path / "table.txt"
    write_text(target, "旧")

    def fail(draft):
        draft.write_text("半")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_whole(target, fail)
    assert target.read_text(encoding="utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [target]


def test_a_path_that_cannot_be_written_is_misuse(tmp_path):
    with pytest.raises(UsageError, match="cannot be written"):
        write_text(tmp_path / "absent" / "table.txt", "字")
    with pytest.raises(UsageError, match=r"\.xlsx"):
        write_text(tmp_path / "table.txt", "字", suffix=".xlsx")


def test_a_published_file_can_be_read_by_others(tmp_path):
    plain, written = tmp_path / "plain", write_text(tmp_path / "written", "字")
    plain.touch()

    assert written.stat().st_mode == plain.stat().st_mode
