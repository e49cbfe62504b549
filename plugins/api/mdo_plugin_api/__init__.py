"""The public contract of a target group: see docs/plugins in the portal's repository."""

from .hooks import ENTRY_POINTS, PROJECT, WRITTEN, Advice, Answers, FieldValue, RecordSnapshot, Severity, hookimpl
from .target_group import API_VERSION, Outcome, Pathway, Step, TargetGroup
from .tools import Band, Direction, Document, Intervention, Item, Licence, Link, Questionnaire, Score, Tool
from .values import Colour, Dimension, Field, FieldKind, Level, Option, Scale, Shape, State

# fmt: off
__all__ = [
    "API_VERSION",
    "ENTRY_POINTS",
    "PROJECT",
    "WRITTEN",
    "Advice",
    "Answers",
    "Band",
    "Colour",
    "Dimension",
    "Direction",
    "Document",
    "Field",
    "FieldKind",
    "FieldValue",
    "Intervention",
    "Item",
    "Level",
    "Licence",
    "Link",
    "Option",
    "Outcome",
    "Pathway",
    "Questionnaire",
    "RecordSnapshot",
    "Scale",
    "Score",
    "Severity",
    "Shape",
    "State",
    "Step",
    "TargetGroup",
    "Tool",
    "hookimpl",
]
