"""Show the examples in docstrings as code: outside of a section of their own they would be read as quotations."""  # noqa: INP001 - a hook is one file

import re
from typing import Any

import griffe

EXAMPLE = re.compile(r"(?m)^>>> .*\n?(?:.+\n?)*")


class Doctests(griffe.Extension):
    """Puts a fence around every block that begins with a prompt."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Called for each object that was collected."""
        if obj.docstring is not None:
            obj.docstring.value = EXAMPLE.sub(lambda found: f"```pycon\n{found[0].rstrip()}\n```\n", obj.docstring.value)
