"""Many rows at once by COPY: for what is inserted by the thousands, where one INSERT per row takes minutes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import NOT_PROVIDED, Field, JSONField, Model


def copy_rows(model: type[Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert `rows`, which all have the same columns; the others get what the model says, as `create` would do."""
    if not rows:
        return
    fields = {field.attname: field for field in model._meta.concrete_fields}
    given = list(rows[0])
    rest = [field for name, field in fields.items() if name not in rows[0] and _needs_value(field)]
    as_json = [place for place, name in enumerate(given) if isinstance(fields[name], JSONField)]
    columns = [fields[name].column for name in given] + [field.column for field in rest]
    quoted = ", ".join(connection.ops.quote_name(column) for column in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    values_of = itemgetter(*given)
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy,
    ):
        for row in rows:
            values = [*values_of(row), *(field.get_default() for field in rest)]
            for place in as_json:
                values[place] = None if values[place] is None else json.dumps(values[place], ensure_ascii=False)
            copy.write_row(values)


def _needs_value(field: Field[Any, Any]) -> bool:
    """Whether the database cannot fill the column by itself."""
    filled_by_database = getattr(field, "db_default", NOT_PROVIDED) is not NOT_PROVIDED
    return field.has_default() or not (field.null or filled_by_database)
