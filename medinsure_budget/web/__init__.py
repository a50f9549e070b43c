"""One page in the browser of this computer: drop a file, see what was read and what contradicts what, take the tables.

Needs the extra ``serve`` (starlette, uvicorn). Nothing is kept: a file is read in memory, the answer holds all there is.
"""

from medinsure_budget.web.routes import application

__all__ = ["application"]
