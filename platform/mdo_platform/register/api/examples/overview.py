"""The list of patients and the search; everybody here is invented."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiExample

SEARCH = OpenApiExample(
    "By name, those with a question",
    value={"query": "van der appel", "target_group": "palliatief", "quick": ["question"], "sort": "name"},
    request_only=True,
)

PAGE = OpenApiExample(
    "One patient",
    value={
        "count": 1,
        "page": 1,
        "pages": 1,
        "total": 14,
        "target_groups": {"palliatief": 9, "kwetsbare_ouderen": 5},
        "quick": {"question": 4, "new": 2, "stale": 3, "changed": 1, "mine": 6},
        "results": [
            {
                "id": "6f1c2a34-0000-4000-8000-000000000001",
                "name": "Mw. A. van der Appelvink-Demo",
                "birth_date": "1942-03-14",
                "gp_name": "Bea Bosuil-Demo",
                "home_care": ["De Kievit"],
                "consent": "agreed",
                "enrolment_id": "6f1c2a34-0000-4000-8000-00000000e001",
                "target_group": "palliatief",
                "thematic_groups": [],
                "prognosis": "pal_c",
                "urgency": {
                    "code": "u3",
                    "label": "Intensief, complex",
                    "meaning": "",
                    "colour": "orange",
                    "shape": "diamond",
                    "letter": "3",
                    "unknown": False,
                },
                "urgency_before": "u2",
                "question": "Hoe regelen we nachtzorg?",
                "last_discussed_on": "2026-09-22",
                "is_new": False,
                "is_stale": False,
                "updated_at": "2026-11-20T10:12:00+01:00",
            }
        ],
    },
    response_only=True,
)
