"""An invented example in the OpenAPI document."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiExample

DASHBOARD = OpenApiExample(
    "Palliative care in a small group",
    value={
        "target_group": "palliatief",
        "target_groups": {"palliatief": 9, "kwetsbare_ouderen": 5},
        "patients": 9,
        "with_question": 4,
        "urgency": {"u_x": 1, "u1": 2, "u2": 3, "u3": 2, "u4": 1},
        "prognosis": {"pal_x": 1, "pal_a": 2, "pal_b": 3, "pal_c": 2, "pal_d": 1},
        "dimensions": [
            {"dimension": "somatic", "problems": 7, "strengths": 3, "filled": 8},
            {"dimension": "shared_decisions", "problems": None, "strengths": None, "filled": 5},
        ],
        "subfields": [
            {
                "code": "pzp_plaats_overlijden",
                "label": "Gewenste plek van overlijden",
                "filled": 6,
                "options": {"thuis": 5, "hospice": 1},
                "of_ended": False,
            }
        ],
        "months": [{"month": "2026-11-01", "started": 2, "ended": 1}],
    },
    response_only=True,
)
