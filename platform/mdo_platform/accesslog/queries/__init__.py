"""Every read of the log. Each decides who may, and writes a line of its own before anything is returned."""

from .exports import nen_export
from .lines import LogFilter, LoggedLines, LogPage, log_page, people
from .looked import Look, who_looked
from .reviews import Month, MonthContent, is_signed, missed_months, month_content, months

__all__ = [
    "LogFilter",
    "LogPage",
    "LoggedLines",
    "Look",
    "Month",
    "MonthContent",
    "is_signed",
    "log_page",
    "missed_months",
    "month_content",
    "months",
    "nen_export",
    "people",
    "who_looked",
]
