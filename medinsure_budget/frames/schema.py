"""The schema of tidy figures for files: of Parquet, and as a Frictionless description."""

from typing import Any, Final

from medinsure_budget.document import COLUMNS, SCHEMA_VERSION
from medinsure_budget.errors import UsageError, missing_extra

PARTITIONS: Final = ("year", "kind")
_FRICTIONLESS: Final = {"text": "string", "amount": "number", "integer": "integer", "truth": "boolean"}
_NAME, _TITLE = "medinsure-budget-figures", "部门预算、决算公开数据，一行一数"
# 30 digits before the point, and 元 of 亿元 printed with eight decimals behind it.
_DIGITS, _DECIMALS = 38, 8


def arrow() -> Any:
    """The pyarrow module.

    Raises:
        UsageError: when it (extra ``parquet``) is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError as error:
        raise UsageError(missing_extra("读写 Parquet ", "parquet")) from error
    return pa


def arrow_schema(*, partitioned: bool = True) -> Any:
    """The `pyarrow.Schema` of the figures; of a partitioned file, without the columns that its folders state."""
    pa = arrow()
    types = {"text": pa.string(), "amount": pa.decimal128(_DIGITS, _DECIMALS), "integer": pa.int32(), "truth": pa.bool_()}
    left_out = PARTITIONS if partitioned else ()
    fields = [pa.field(column.name, types[column.holds]) for column in COLUMNS if column.name not in left_out]
    return pa.schema(fields, metadata={"medinsure_budget": f"figures {SCHEMA_VERSION}"})


def table_schema() -> dict[str, Any]:
    """The columns as a Frictionless Table Schema."""
    fields = [
        {
            "name": column.name,
            "type": _FRICTIONLESS[column.holds],
            "title": column.title,
            "description": column.meaning,
        }
        for column in COLUMNS
    ]
    return {"version": SCHEMA_VERSION, "fields": fields, "missingValues": [""]}


def data_package() -> dict[str, Any]:
    """The folder as a Frictionless Data Package."""
    resource = {
        "name": "figures",
        "path": "figures",
        "title": _TITLE,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "partitions": list(PARTITIONS),
        "schema": "schema.json",
    }
    return {"name": _NAME, "version": str(SCHEMA_VERSION), "resources": [resource]}


def csv_package(path: str) -> dict[str, Any]:
    """A CSV file as a Frictionless Data Package."""
    resource = {
        "name": "figures", "path": path, "title": _TITLE, "type": "table", "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "schema": {key: value for key, value in table_schema().items() if key != "version"},
    }  # fmt: skip
    return {"name": _NAME, "version": str(SCHEMA_VERSION), "resources": [resource]}
