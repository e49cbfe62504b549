"""The public contract of a target group: see docs/plugins in the portal's repository."""

from .hooks import ENTRY_POINTS, PROJECT, WRITTEN, Advice, Answers, FieldValue, RecordSnapshot, Severity, hookimpl
from .target_group import API_VERSION, Outcome, Pathway, Step, TargetGroup
from .tools import Band, Direction, Document, Intervention, Item, Licence, Link, Questionnaire, Score, Tool
from .values import Colour, Dimension, Field, FieldKind, Level, Option, Scale, Shape, State

__all__ = ["API_VERSION", "ENTRY_POINTS", "PROJECT", "WRITTEN", "hookimpl"]
__all__ += ["Advice", "Answers", "FieldValue", "RecordSnapshot", "Severity"]
__all__ += ["Outcome", "Pathway", "Step", "TargetGroup"]
__all__ += ["Band", "Direction", "Document", "Intervention", "Item", "Licence", "Link", "Questionnaire", "Score"]
__all__ += ["Colour", "Dimension", "Field", "FieldKind", "Level", "Option", "Scale", "Shape", "State", "Tool"]
