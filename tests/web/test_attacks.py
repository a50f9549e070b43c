"""Whatever is sent, the answer is one Chinese sentence under the strict policy, and the page goes on."""

import json
import os
import re
import socket
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from medinsure_budget.errors import WorkerLostError
from medinsure_budget.sources.isolated import Keeper
from medinsure_budget.web import answers, routes

SAMPLE = "云溪市医疗保障局2024年部门预算\n\n单位：万元\n".encode()


@pytest.fixture
def sent(address):
    """Send raw bytes and give the status, the headers and the body of the answer."""

    def send(data, *, close=False):
        place = urlsplit(address)
        with socket.create_connection((place.hostname, place.port), timeout=60) as line:
            line.sendall(data)
            if close:
                line.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: line.recv(65536), b""))
        head, _, body = answer.partition(b"\r\n\r\n")
        status = int(head.split(b" ")[1]) if head else 0
        return status, head.decode("latin-1").lower(), body

    return send


def request(line, *headers, body=b""):
    return b"\r\n".join([line + b" HTTP/1.1", *headers, b"Connection: close", b"", body])


def upload(*headers, body=SAMPLE, name=b"a.md"):
    return request(b"POST /document?name=" + name, b"Host: localhost", *headers, b"Content-Length: %d" % len(body), body=body)


def refused(answer, status):
    """Whether an answer says in Chinese why it is none, under the strict policy."""
    found, head, body = answer
    assert (found, json.loads(body).keys()) == (status, {"error"})
    assert re.search("[一-鿿]", json.loads(body)["error"])
    assert "default-src 'none'" in head
    assert "nosniff" in head


def free():
    """Whether every place becomes free; one whose sender is gone does so a moment later."""
    return any(routes._places.at_work == 0 or time.sleep(0.05) for _ in range(200))


@pytest.mark.parametrize(
    ("line", "headers", "status"),
    [
        (b"GET /nothing", [b"Host: localhost"], 404),
        (b"GET /../../etc/passwd", [b"Host: localhost"], 404),
        (b"DELETE /document", [b"Host: localhost"], 405),
        (b"GET /document", [b"Host: localhost:8765"], 405),
        (b"GET /", [b"Host: evil.example"], 400),
        (b"GET /", [b"Host: localhost.evil.example"], 400),
        (b"GET /", [b"Host: localhost", b"Origin: http://evil.example"], 403),
        (b"POST /document", [b"Host: localhost", b"Sec-Fetch-Site: cross-site", b"Content-Length: 0"], 403),
        (b"POST /document", [b"Host: localhost", b"Content-Length: 99999999999999999999"], 413),
        (b"POST /document", [b"Host: localhost", b"Content-Length: 60000000"], 413),
        (b"POST /document", [b"Host: localhost", b"Content-Length: 0"], 422),
        (b"POST /ledger", [b"Host: localhost", b"Content-Length: 0"], 422),
    ],
)
def test_what_is_no_upload_of_the_page_is_refused(sent, line, headers, status):
    refused(sent(request(line, *headers)), status)


def test_a_host_of_six_is_this_computer(sent):
    assert sent(request(b"GET /", b"Host: [::1]:8765"))[0] == 200


def test_a_head_has_no_body(sent):
    assert sent(request(b"HEAD /", b"Host: localhost"))[::2] == (200, b"")


def test_an_upload_that_does_not_arrive_is_given_up(sent, monkeypatch):
    monkeypatch.setattr(routes, "_UPLOAD_SECONDS", 0.2)
    refused(sent(request(b"POST /document", b"Host: localhost", b"Content-Length: 100", body=b"x")), 408)
    sent(request(b"POST /document", b"Host: localhost", b"Content-Length: 100", body=b"x"), close=True)

    assert free()


@pytest.mark.parametrize("name", [b"a%0d%0aSet-Cookie:x=1", b"%3Cscript%3E", b"..%2f..%2fa", b"%00", b"%ff", b"x" * 9000])
def test_a_name_is_only_a_name(sent, name):
    status, head, body = sent(upload(name=name))

    assert status == 200
    assert "set-cookie" not in head
    assert {Path(file["name"]).name for file in json.loads(body)["files"]} == {"核对报告.html", "核对报告.xlsx"}


def test_a_form_of_several_parts_is_read_as_the_bytes_it_is(sent):
    body = b'--x\r\nContent-Disposition: form-data; name="f"; filename="../../a"\r\n\r\n1\r\n--x--\r\n'

    assert sent(upload(b"Content-Type: multipart/form-data; boundary=x", body=body))[0] in (200, 422)


def test_more_uploads_than_places_are_sent_away(sent, monkeypatch):
    monkeypatch.setattr(routes, "_MOST_AT_ONCE", 0)
    refused(sent(upload()), 503)


def test_what_nobody_expected_is_told_and_the_page_goes_on(sent, monkeypatch):
    def fails(*_):
        raise KeyError("x")

    monkeypatch.setattr(answers, "answered", fails)
    refused(sent(upload()), 500)
    monkeypatch.undo()
    keeper = answers._kept.keeper
    if keeper is not None:
        keeper.process.kill()
        keeper.process.wait()

    assert sent(upload())[0] == 200
    assert free()


def test_a_process_that_dies_leaves_nothing_on_the_disk():
    keeper = Keeper(0)
    left = Path(keeper.call(tempfile.mkdtemp, timeout=60))
    assert left.is_dir()
    with pytest.raises(WorkerLostError):
        keeper.call(os.abort, timeout=60)

    assert not left.exists()
    assert not Path(keeper.folder).exists()


def test_a_process_whose_owner_dies_leaves_nothing_on_the_disk():
    keeper = Keeper(0)
    left = Path(keeper.call(tempfile.mkdtemp, timeout=60))
    keeper.process.stdin.close()
    keeper.process.wait(60)

    assert not left.exists()
    keeper.end()
