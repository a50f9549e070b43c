"""The routes of the page, and the bounds within which it takes files."""

from importlib.resources import files
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from medinsure_budget.errors import Error
from medinsure_budget.web import answers

MOST_BYTES = answers.LIMITS.max_bytes
_TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript"}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def application() -> Starlette:
    """The page as an ASGI application; it answers requests to this computer only."""
    routes = [
        Route("/", _static("index.html")),
        Route("/style.css", _static("style.css")),
        Route("/app.js", _static("app.js")),
        Route("/document", _document, methods=["POST"]),
        Route("/ledger", _ledger, methods=["POST"]),
    ]
    hosts = Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]"])
    return Starlette(routes=routes, middleware=[hosts])


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
    """Read the uploaded bytes within bounds and answer; what goes wrong is said in one Chinese sentence."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return _refused(403, "只接受本页发来的文件。")
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > MOST_BYTES:
            return _refused(413, f"文件超过 {MOST_BYTES // 1_000_000} MB，没有读取。")
    try:
        found = await run_in_threadpool(answers.answered, answer, bytes(data), dict(request.query_params))
    except Error as error:
        return _refused(422, str(error))
    return JSONResponse(found, headers=_HEADERS)


def _refused(status: int, message: str) -> Response:
    return JSONResponse({"error": message}, status_code=status, headers=_HEADERS)
