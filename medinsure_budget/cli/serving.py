"""The command ``serve``: one page in the browser of this computer."""

from typing import Annotated

import typer

from medinsure_budget.cli import console
from medinsure_budget.errors import UsageError, missing_extra

PORT = 8765


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(help="在本机浏览器里使用：拖入文件，看读取和核对结果，下载报表。")(serve)


def serve(*, port: Annotated[int, typer.Option(min=1, max=65535, help="端口。")] = PORT) -> None:
    """Serve the page on this computer only."""
    try:
        import uvicorn

        from medinsure_budget.web import application
    except ImportError as error:
        raise UsageError(missing_extra("网页服务", "serve")) from error
    console.say(f"请在浏览器中打开 http://127.0.0.1:{port}/ ，按 Ctrl+C 结束。")
    uvicorn.run(application(), host="127.0.0.1", port=port, log_level="warning")
