"""A published disclosure as typed data: its statements in printed order, its text, and what the reader noted."""

from collections.abc import Iterator
from typing import Any, ClassVar, Literal, Self, TypeVar, overload

from attrs import Factory, evolve, field, frozen

from medinsure_budget.document import views
