"""An import of 5,000 patients from xlsx against openpyxl only reading the same file; each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from mdo_foundation.common.spreadsheet_reader.__main__ import MEMORY

ROWS, ROUNDS = 5_000, 3
HEADINGS = [
    "Voorletters", "Tussenvoegsel", "Achternaam", "Geboortedatum", "Geslacht", "Straat", "Huisnummer", "Postcode",
    "Woonplaats", "Telefoon", "Huisarts", "Doelgroep", "Prognose", "Urgentie", "Vraag aan het MDO", "Diagnosen",
    "Toestemming",
]  # fmt: skip


def run() -> list[tuple[str, str]]:
    from mdo_tenants.groups.models import Membership
    from tests.conftest import make_group, make_user

    user = make_user("Duizenden Demo")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "lijst.xlsx"
        file.write_bytes(_list())
        found: dict[str, list[dict[str, float]]] = {"openpyxl": [], "import": []}
        for number in range(ROUNDS):
            group = make_group(f"metingimport{number}", "Meting Import")
            Membership.objects.create(group=group, user=user, roles=["gp"])
            found["openpyxl"].append(_measured("openpyxl", str(file)))
            found["import"].append(_measured("import", str(file), str(group.pk), str(user.pk)))
    reading = min(found["openpyxl"], key=lambda one: one["seconds"])
    ours = min(found["import"], key=lambda one: one["seconds"])
    return _lines(reading, ours)


def _lines(reading: dict[str, float], ours: dict[str, float]) -> list[tuple[str, str]]:
    parts = (("stage", "Upload: read and put aside"), ("check", "Check every row"), ("enter", "Check again and enter"))
    return [
        (
            "openpyxl only reading the file (read-only mode)",
            f"{reading['seconds']:.2f} s, {reading['memory']:.0f} MB more",
        ),
        *((label, f"{ours[name]:.2f} s") for name, label in parts),
        (
            "The whole import",
            f"{ours['seconds']:.2f} s, {ours['memory']:.0f} MB more",
        ),
        ("Import / openpyxl reading", f"{ours['seconds'] / reading['seconds']:.1f} × the time"),
        ("Processor time of our own process / openpyxl's", f"{ours['processor'] / reading['processor']:.1f} ×"),
        ("What its reader may have, in a process of its own", f"{MEMORY // 1024 // 1024} MB"),
        ("Upload alone / openpyxl reading", f"{ours['stage'] / reading['seconds']:.2f} × the time"),
        ("Rows written: patients and all that belongs to them", f"{ours['rows']:.0f}"),
        ("Best of", f"{ROUNDS} rounds, by turns"),
    ]


def _list() -> bytes:
    from mdo_platform.exchange.writing import Sheet, xlsx_file

    rows = (
        ["A.B.", "van der", f"Meting{number}-Demo", f"{1 + number % 28:02d}-{1 + number % 12:02d}-1941", "v",
         "Dorpsstraat", str(number % 200), "1234 AB", "Elders", "0612345678", "Jansen-Demo", "Palliatief", "C",
         "oranje", "Hoe regelen we de zorg in de nacht?", "R84 longkanker", "akkoord"]
        for number in range(ROWS)
    )  # fmt: skip
    return xlsx_file(Sheet(name="Lijst", headings=HEADINGS, rows=rows))


def _measured(*arguments: str) -> dict[str, float]:
    code = "import sys; from tests.bench.importing import main; main(sys.argv[1:])"
    command = [sys.executable, "-W", "ignore", "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, check=True, text=True, env=os.environ | {"PYTHONPATH": "."})
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(arguments: list[str]) -> None:
    """In the process that is measured."""
    kind, file, *rest = arguments
    print(json.dumps(_read_only(Path(file)) if kind == "openpyxl" else _import(Path(file), *rest)))


def _read_only(file: Path) -> dict[str, float]:
    import openpyxl

    before, start, used = _peak(), time.perf_counter(), time.process_time()
    book = openpyxl.load_workbook(file, read_only=True)
    rows = list(book.active.iter_rows(values_only=True))
    assert len(rows) == ROWS + 1
    seconds, processor = time.perf_counter() - start, time.process_time() - used
    return {"seconds": seconds, "memory": _peak() - before, "processor": processor}


def _import(file: Path, group_id: str, user_id: str) -> dict[str, float]:
    import django

    django.setup()
    from mdo_foundation.common import outbox
    from mdo_foundation.common.groups import in_group
    from mdo_platform.exchange import services
    from mdo_platform.register.models import Change, Enrolment, Patient
    from mdo_tenants.groups.queries import active_group, actor_from, membership

    group: Any = active_group(group_id)
    actor = actor_from(membership(group_id=group.pk, user_id=user_id))  # type: ignore[arg-type]
    before, laps, used = _peak(), [time.perf_counter()], time.process_time()
    with in_group(group):
        found = services.start_import(file.read_bytes(), by=actor)
        laps.append(time.perf_counter())
        services.choose_columns(found.pk, by=actor, columns=found.columns, defaults={})
        services.confirm(found.pk, by=actor)
        laps.append(time.perf_counter())
    outbox.run_due()
    laps.append(time.perf_counter())
    processor = time.process_time() - used
    with in_group(group):
        assert Patient.objects.count() == ROWS
        rows = sum(model.objects.count() for model in (Patient, Enrolment, Change))
    parts = dict(zip(("stage", "check", "enter"), (after - lap for lap, after in pairwise(laps)), strict=True))
    return {"seconds": laps[-1] - laps[0], "memory": _peak() - before, "rows": rows, "processor": processor} | parts


def _peak() -> float:
    """The most memory in MB since this program started."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
