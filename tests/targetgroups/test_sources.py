"""The sources of a plugin are read before any of it runs: what it may know, and what it may use."""

from __future__ import annotations

from importlib.metadata import entry_points

import pytest

from mdo_foundation.targetgroups.loading import RegistryError, load_plugins
from mdo_foundation.targetgroups.sources import problem_of
from mdo_plugin_api import ENTRY_POINTS
from mdo_plugin_api.testing import PluginError

IMPORTED = {
    "a socket": ("import socket", "socket"),
    "the system": ("import os.path as p", "os.path"),
    "settings": ("from django.conf import settings", "django.conf"),
    "threads": ("from concurrent.futures import ThreadPoolExecutor", "concurrent.futures"),
    "what changes things for everybody": ("import warnings, locale", "warnings"),
    "another distribution": ("import pydantic", "pydantic"),
    "a module inside one that is allowed": ("from dataclasses import sys", "sys"),
    "the loader of plugins": ("from mdo_plugin_api import testing", "mdo_plugin_api.testing"),
    "the loader of plugins, by its name": ("import mdo_plugin_api.testing", "mdo_plugin_api.testing"),
    "inside a function of a class": (
        "class A:\n    def b(self):\n        if 0:\n            from os import system",
        "os",
    ),
    "under try": ("try:\n    import ctypes\nexcept ImportError: pass", "ctypes"),
}
USED = {
    "a file": ("open('/etc/passwd')", "open"),
    "code from text": ("eval('1')", "eval"),
    "compiled code": ("compile('1', 'x', 'eval')", "compile"),
    "an import by name": ("__import__('os')", "__import__"),
    "the built-ins": ("__builtins__['open']", "__builtins__"),
    "the globals of a function": ("(lambda: 0).__globals__", "__globals__"),
    "every class there is": ("().__class__.__base__.__subclasses__()", "__subclasses__"),
    "an attribute by name": ("getattr(Scale, '__in' + 'it__')", "getattr"),
    "an attribute by a format": ("'{0.__class__}'.format(SCALE)", "__class__"),
    "an attribute by an operator": ("from operator import attrgetter", "attrgetter"),
    "an attribute by a pattern": ("match SCALE:\n    case object(__class__=x): pass", "__class__"),
    "a module through another": ("import dataclasses; dataclasses.sys.modules", "modules"),
    "a module that a library keeps for itself": ("import statistics; statistics.random._os.system('x')", "_os"),
    "the built-ins through a library": ("import enum; X = enum.bltns", "bltns"),
    "a file of somebody else": (
        "from importlib.resources import files; (files('mdo_proef') / '../../x').unlink()",
        "unlink",
    ),
    "a module by its name": ("import importlib.resources; importlib.import_module('os')", "import_module"),
    "a file beside its own": (
        "from importlib.resources import files; (files('mdo_proef') / 'x').write_text('')",
        "write_text",
    ),
    "the place where its modules are looked for": ("__path__.append('/tmp')", "__path__"),
    "the screen": ("print('hello')", "print"),
    "how everybody counts": ("import decimal; decimal.DefaultContext.prec", "DefaultContext"),
}
CHANGED = {
    "a class of the contract": ("RecordSnapshot.value = lambda self, code: None", "value"),
    "a module": ("import math; math.floor = max", "floor"),
    "what was there": ("del Advice.text", "text"),
}


@pytest.mark.parametrize(("body", "module"), IMPORTED.values(), ids=IMPORTED)
def test_what_a_plugin_may_not_know_is_refused_before_it_runs(on_disk, body, module):
    with pytest.raises(RegistryError, match=rf"^plugin 'proef': plugin.py line \d+ imports {module}; .*take it out$"):
        load_plugins([on_disk("proef", f"{body}\nraise SystemError('it ran')")])


@pytest.mark.parametrize(("body", "word"), USED.values(), ids=USED)
def test_what_a_plugin_may_not_use_is_refused_before_it_runs(on_disk, body, word):
    with pytest.raises(RegistryError, match=rf"^plugin 'proef': plugin.py line \d+ uses {word}; .*take it out$"):
        load_plugins([on_disk("proef", f"{body}\nraise SystemError('it ran')")])


@pytest.mark.parametrize(("body", "name"), CHANGED.values(), ids=CHANGED)
def test_what_belongs_to_others_is_not_changed(on_disk, body, name):
    with pytest.raises(RegistryError, match=rf"plugin.py line \d+ changes {name} of something; .*make a new value"):
        load_plugins([on_disk("proef", f"{body}\nraise SystemError('it ran')")])


def test_what_a_plugin_needs_is_open_to_it(on_disk):
    body = """
    from __future__ import annotations
    import re
    from collections.abc import Mapping
    from dataclasses import dataclass
    from datetime import date, datetime, timedelta
    from decimal import Decimal
    from importlib.resources import files
    from mdo_plugin_api.fieldsets import read_fields
    from mdo_plugin_api.instruments import instrument
    from . import plugin

    @dataclass
    class Count:
        number: int = 0

        def __str__(self):
            return f"{self.number} {__name__}"

        def more(self):
            self.number += 1

    PATTERN = re.compile("a+")
    HELP = SCALE.help.format() + str(Count())
    """
    (plugin,) = load_plugins([on_disk("proef", body.replace("from __future__ import annotations", ""))])
    assert plugin.target_group.code == "proef"


def test_every_file_of_it_is_read(on_disk, tmp_path):
    point = on_disk("proef")
    inner = tmp_path / "mdo_proef" / "deep" / "deeper"
    inner.mkdir(parents=True)
    (inner / "late.py").write_text("from ...deep import x\nimport socket", "utf-8")

    with pytest.raises(RegistryError, match=r"deep/deeper/late.py line 2 imports socket"):
        load_plugins([point])


def test_a_single_file_is_read_too(tmp_path, monkeypatch):
    (tmp_path / "mdo_los.py").write_text("import socket", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    assert problem_of("mdo_los").startswith("mdo_los.py line 1 imports socket;")


@pytest.mark.parametrize("name", ["native.so", "old.pyc"])
def test_what_cannot_be_read_is_refused(on_disk, tmp_path, name):
    point = on_disk("proef")
    (tmp_path / "mdo_proef" / name).write_bytes(b"\x7fELF")

    with pytest.raises(RegistryError, match=rf"holds {name}, which cannot be read as source; leave it out"):
        load_plugins([point])


def test_a_folder_elsewhere_is_refused(on_disk, tmp_path):
    point = on_disk("proef")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "mdo_proef" / "inside").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(RegistryError, match="holds inside, which cannot be read"):
        load_plugins([point])


@pytest.mark.parametrize("source", ["def (", "x = 1\x00", "(" * 5000])
def test_a_source_that_is_no_python_is_named(on_disk, tmp_path, source):
    point = on_disk("proef")
    (tmp_path / "mdo_proef" / "broken.py").write_text(source, "utf-8")

    with pytest.raises(RegistryError, match=r"plugin 'proef': broken.py cannot be read \(\w+\); mend it"):
        load_plugins([point])


def test_sources_in_an_archive_are_not_taken_on_trust(tmp_path, monkeypatch):
    import zipfile

    with zipfile.ZipFile(tmp_path / "packed.zip", "w") as archive:
        archive.writestr("mdo_ingepakt/__init__.py", "import socket")
    monkeypatch.syspath_prepend(tmp_path / "packed.zip")

    assert "has no sources" in problem_of("mdo_ingepakt")


@pytest.mark.parametrize("point", entry_points(group=ENTRY_POINTS), ids=lambda point: point.name)
def test_the_target_groups_that_are_installed_pass(point):
    assert problem_of(point.module.partition(".")[0]) == ""


def test_an_import_that_never_ends_ends_the_start_in_one_line(on_disk):
    from mdo_foundation.targetgroups.loading import load_plugin

    point = on_disk("proef", "while GIVEN: pass")
    plugin = on_disk("ander")
    try:
        with pytest.raises(PluginError, match=r"^plugin 'proef': does not load within 0.2 seconds; take out"):
            load_plugin(point, seconds=0.2)
        assert load_plugin(plugin).target_group.code == "ander"
    finally:
        import sys

        sys.modules["mdo_proef.plugin"].GIVEN.clear()  # lets the thread that was left behind go
