"""All commands, and what becomes of errors: one Chinese line and an exit code."""

import os
import re
import sys
from typing import Annotated, Any

import typer
import typer.main
import typer.rich_utils

from medinsure_budget.cli import checking, comparing, compiling, console, reading, serving, subjects
from medinsure_budget.cli.console import MISUSE
from medinsure_budget.errors import Error

app = typer.Typer(
    name="medinsure-budget",
    help="读取、核对、编制、发布部门预算和决算公开文件。",
    epilog="退出码：0 完成且无错误；1 有文件读不了、有错误或没有查到；2 输入或用法有误。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for room in (reading, checking, comparing, compiling, subjects, serving):
    room.add_to(app)

# typer keeps the words of its help pages in its module, for programs in other languages to replace.
typer.rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
typer.rich_utils.OPTIONS_PANEL_TITLE = "选项"
typer.rich_utils.COMMANDS_PANEL_TITLE = "命令"
typer.rich_utils.DEFAULT_STRING = "[默认：{}]"
typer.rich_utils.REQUIRED_LONG_STRING = "[必填]"

_MISUSES = {
    "NoSuchOption": "没有 {option_name} 这个选项",
    "NoArgsIsHelpError": "",
    "MissingParameter": "缺少参数 {param}",
    "BadOptionUsage": "选项 {option_name} 用法有误",
    "BadParameter": "参数 {param} 的值有误：{message}",
}


# An error names the argument that would help; here it is an option.
_OPTIONS = {"overwrite": "--force", "insist": "--insist", "sheets": "--sheet ", "year": "--year 或 --catalogue-year"}
_ARGUMENT = re.compile(r"\b([a-z]+)=(?:True\b)?")


_QUIET = ("--quiet", "-q")


@app.callback()
def _whole(
    *,
    version: Annotated[bool, typer.Option("--version", is_eager=True, help="显示版本。")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="只写文件和退出码，不在屏幕上显示。")] = False,
) -> None:
    console.set_quiet(quiet)
    if version:
        from importlib.metadata import version as installed

        console.say(f"medinsure-budget {installed('medinsure-budget')}")
        raise typer.Exit


def run(argv: list[str]) -> int:
    """Run one command and answer with the exit code; see `medinsure_budget.cli.main`."""
    command: Any = typer.main.get_command(app)
    quiet = [word for word in argv if word in _QUIET]
    argv = [*quiet[:1], *(word for word in argv if word not in _QUIET)]
    _speak_chinese(command)
    try:
        code = command.main(args=argv, prog_name="medinsure-budget", standalone_mode=False)
    except Error as error:
        return _complain(str(error))
    except BrokenPipeError:
        # The reader of a pipe has seen enough; nothing may be flushed into it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except typer.Abort:
        return _complain("已中止")
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        return _complain(_misuse(error))
    return code if isinstance(code, int) else 0


def _complain(message: str) -> int:
    console.complain(_ARGUMENT.sub(lambda found: _OPTIONS.get(found[1], found[0]), message))
    return MISUSE


def _misuse(error: Any) -> str:
    words = _MISUSES.get(type(error).__name__, "用法有误：{message}")
    param = getattr(error, "param", None)
    name = (param.metavar or param.name) if param is not None else ""
    said = words.format(option_name=getattr(error, "option_name", ""), param=name, message=error.format_message())
    where = getattr(error, "ctx", None)
    return f"{said}（{where.command_path} --help 查看用法）" if said and where else said


def _speak_chinese(command: Any) -> None:
    for part in (command, *getattr(command, "commands", {}).values()):
        part.context_settings["help_option_names"] = ["-h", "--help"]
        option = part.get_help_option(part.make_context("", [], resilient_parsing=True))
        if option is not None:
            option.help = "显示本帮助。"
        if hasattr(part, "commands") and part is not command:
            _speak_chinese(part)
