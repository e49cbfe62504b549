"""The changes; every one is logged, and what came out of an instrument is in the patient's history."""

from .cleaning import remove_answers_of, remove_item_answers, remove_old_drafts
from .drafts import discard_draft, restore_draft, save_answers
from .finishing import finish_draft
from .results import put_back_result, record_score, remove_result

__all__ = [
    "discard_draft",
    "finish_draft",
    "put_back_result",
    "record_score",
    "remove_answers_of",
    "remove_item_answers",
    "remove_old_drafts",
    "remove_result",
    "restore_draft",
    "save_answers",
]
