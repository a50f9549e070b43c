"""The routes of the page, and the bounds within which it takes files."""

import re
from asyncio import timeout
from importlib.resources import files
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from medinsure_budget.errors import Error, LimitExceededError
from medinsure_budget.files.characters import printable
from medinsure_budget.web import answers

MOST_BYTES = answers.LIMITS.max_bytes
# Uploads that wait for their turn at most, and the seconds that each has to arrive.
_MOST_AT_ONCE, _UPLOAD_SECONDS = 8, 60
_DIGITS = 18
_HOST = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{1,5})?")
_TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript"}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def application() -> Starlette:
    """The page as an ASGI application; it answers requests to this computer only, whatever goes wrong in Chinese."""
    routes = [
        Route("/", _static("index.html")),
        Route("/style.css", _static("style.css")),
        Route("/app.js", _static("app.js")),
        Route("/document", _document, methods=["POST"]),
        Route("/ledger", _ledger, methods=["POST"]),
    ]
    failures: dict[Any, Any] = {HTTPException: _unknown, Exception: _failed}
    return Starlette(routes=routes, middleware=[Middleware(_Here)], exception_handlers=failures)


class _Here:
    """Lets requests in that mean this computer and come from its own page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        if _HOST.fullmatch(host) is None:
            await _refused(400, "只回答发给本机的请求。")(scope, receive, send)
        elif headers.get("sec-fetch-site", "none") not in ("same-origin", "none") or origin not in (None, f"http://{host}"):
            await _refused(403, "只接受本页发来的文件。")(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _static(name: str) -> Any:
    body = (files(__package__) / "static" / name).read_bytes()
    media = _TYPES[name.rsplit(".", 1)[1]]

    async def respond(_: Request) -> Response:
        return Response(body, media_type=media, headers=_HEADERS)

    return respond


async def _document(request: Request) -> Response:
    return await _answer(request, answers.of_document)


async def _ledger(request: Request) -> Response:
    return await _answer(request, answers.of_ledger)


async def _answer(request: Request, answer: answers.Answer) -> Response:
    """Take the uploaded bytes within bounds and answer; what goes wrong is said in one Chinese sentence."""
    if not _places.taken(_MOST_AT_ONCE):
        return _refused(503, "正在处理的文件太多，请稍后再试。")
    try:
        async with timeout(_UPLOAD_SECONDS):
            data = await _received(request)
        found = await run_in_threadpool(answers.answered, answer, data, dict(request.query_params))
    except TimeoutError:
        return _refused(408, f"文件在 {_UPLOAD_SECONDS} 秒内没有传完，没有读取。")
    except ClientDisconnect:
        return _refused(400, "文件没有传完，没有读取。")
    except Error as error:
        return _refused(413 if isinstance(error, _TooLargeError) else 422, printable(str(error)))
    finally:
        _places.left()
    return JSONResponse(found, headers=_HEADERS)


async def _received(request: Request) -> bytes:
    stated = request.headers.get("content-length", "")
    data = bytearray()
    if not (stated.isdecimal() and int(stated[:_DIGITS]) > MOST_BYTES):
        async for chunk in request.stream():
            data += chunk
            if len(data) > MOST_BYTES:
                break
        else:
            return bytes(data)
    raise _TooLargeError(f"文件超过 {MOST_BYTES // 1_000_000} MB，没有读取。")


class _TooLargeError(LimitExceededError):
    """An upload of more bytes than are taken."""


class _Places:
    """How many uploads are at work."""

    def __init__(self) -> None:
        self.at_work = 0

    def taken(self, most: int) -> bool:
        if self.at_work >= most:
            return False
        self.at_work += 1
        return True

    def left(self) -> None:
        self.at_work -= 1


_places = _Places()


async def _unknown(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 400
    told = {404: "没有这个页面。", 405: "这个地址不接受这种请求。"}
    return _refused(status, told.get(status, "请求有误。"))


async def _failed(_: Request, error: Exception) -> Response:
    return _refused(500, f"处理时出了没有料到的错误（{type(error).__name__}），文件没有保留。")


def _refused(status: int, message: str) -> Response:
    return JSONResponse({"error": message}, status_code=status, headers=_HEADERS)
