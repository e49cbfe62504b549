"""Files that go out: made in memory, so that nothing of a patient is on a disk, full or not."""

from .sheets import Sheet, csv_file, xlsx_file

__all__ = ["Sheet", "csv_file", "xlsx_file"]
