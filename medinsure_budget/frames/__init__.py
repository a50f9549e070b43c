"""Frames: the figures of many documents as one tidy table, in memory or in a folder of Parquet files."""

from medinsure_budget.frames.manifest import Done, Manifest
from medinsure_budget.frames.outcome import Result
from medinsure_budget.frames.package import write_package
from medinsure_budget.frames.schema import arrow_schema, table_schema
from medinsure_budget.frames.store import Store, write_parquet
from medinsure_budget.frames.tidy import frame, load

__all__ = ["Done", "Manifest", "Result", "Store", "arrow_schema", "frame", "load", "table_schema", "write_package", "write_parquet"]
