"""`mdo audit …` and the mark of direct access, as an operator sees them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection

from mdo_foundation.audit import anchoring
from mdo_foundation.audit.anchors import add_anchor, anchor_file
from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import system_actor
from mdo_foundation.common.groups import in_group
from mdo_platform.project import cli


@pytest.fixture(autouse=True)
def kept(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MDO_AUDIT_ANCHOR_DIR = str(tmp_path)
    monkeypatch.setattr(anchoring, "_asked", {})


def test_a_whole_log_is_told_and_answers_zero(wilgendal: Any, zandplaat: Any, capsys: Any) -> None:
    with in_group(wilgendal.row):
        record_access(system_actor(), action="R", what="patient.read")
    assert cli.main(["audit", "verify", "--group", "wilgendal"]) == 0
    assert capsys.readouterr().out == "wilgendal: whole, 1 lines, anchored until 0\n"
    assert cli.main(["audit", "verify", "--all"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "zandplaat: whole, 0 lines, anchored until 0" in said


def test_a_log_that_was_cut_is_told_and_answers_one(wilgendal: Any, capsys: Any) -> None:
    add_anchor("day", group="wilgendal", schema=wilgendal.row.schema_name, day="2026-11-21", seq=4, hash="a" * 64)
    assert cli.main(["audit", "verify", "--group", "wilgendal"]) == 1
    assert "LINE 4 IS NOT THE ONE THAT WAS ANCHORED" in capsys.readouterr().out


@pytest.mark.parametrize("command", [["verify"], ["purge", "--before", "2000-01-01"]])
def test_an_unknown_group_is_told(db: None, command: list[str], capsys: Any) -> None:
    assert cli.main(["audit", *command, "--group", "nergens"]) == 1
    assert capsys.readouterr().err == "There is no group nergens.\n"


def test_a_purge_within_five_years_is_refused(wilgendal: Any, capsys: Any) -> None:
    assert cli.main(["audit", "purge", "--group", "wilgendal", "--before", "2026-11-22"]) == 1
    assert "5 years" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["shell", "dbshell"])
def test_a_shell_on_the_data_leaves_a_line(db: None, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.core.management.execute_from_command_line", lambda arguments: None)
    monkeypatch.setattr("os.getlogin", lambda: "hans")
    assert cli.main(["manage", command]) == 0
    (line,) = [json.loads(raw) for raw in anchor_file().read_text().splitlines()]
    assert (line["kind"], line["command"], line["who"]) == ("direct", command, "hans")
    assert cli.main(["manage", "check"]) == 0
    assert len(anchor_file().read_text().splitlines()) == 1


def test_nothing_of_it_stays_in_a_group(wilgendal: Any) -> None:
    cli.main(["audit", "verify", "--all"])
    assert connection.schema_name == "public"
