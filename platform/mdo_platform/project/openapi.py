"""The OpenAPI document: generated from the views, committed, and compared in every check."""

from __future__ import annotations

import json

from django.conf import settings
from drf_spectacular.generators import SchemaGenerator


def openapi_document() -> str:
    """The document of a group's API as JSON text with a final newline."""
    generator = SchemaGenerator(urlconf=settings.GROUP_URLCONF)  # type: ignore[no-untyped-call]
    schema = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
