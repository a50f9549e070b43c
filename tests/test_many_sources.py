"""The verbs over many files take what `read` takes: paths, bytes, open files; what cannot be read is a result."""

import io

import pytest

import medinsure_budget as mb

VERBS = (mb.read_many, mb.check_many)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("executor", [None, 1], ids=["here", "worker"])
def test_bytes_and_open_files_are_read_as_paths_are(verb, executor, sample_budget):
    data = sample_budget.read_bytes()
    with sample_budget.open("rb") as file:
        by_path, by_bytes, by_file, by_buffer = verb([sample_budget, data, file, io.BytesIO(data)], executor)
    assert [r.error for r in (by_path, by_bytes, by_file, by_buffer)] == [""] * 4
    assert len({r.sha256 for r in (by_path, by_bytes, by_file, by_buffer)}) == 1
    assert by_file.path.name == sample_budget.name
    assert [str(r.path) for r in (by_bytes, by_buffer)] == ["(bytes 2)", "(bytes 4)"]
    if verb is mb.check_many:
        assert len({len(r.report.findings) for r in (by_path, by_bytes, by_file, by_buffer)}) == 1


@pytest.mark.parametrize("verb", VERBS)
def test_one_file_may_be_given_by_itself(verb, sample_budget):
    data = sample_budget.read_bytes()
    assert [r.ok for given in (data, io.BytesIO(data), sample_budget) for r in verb(given)] == [True] * 3


@pytest.mark.parametrize("verb", VERBS)
def test_what_cannot_be_read_is_a_result_and_stops_nothing(verb, sample_budget):
    spent = io.BytesIO(b"spent")
    spent.read()
    empty, number, used, good = verb([b"", 7, spent, sample_budget.read_bytes()])
    assert [r.ok for r in (empty, number, used, good)] == [False, False, False, True]
    assert (empty.error_class, number.error_class, used.error_class) == ("UnreadableFileError", "UsageError", "UnreadableFileError")
    assert all(r.cause for r in (empty, number, used))
