"""What no tracked file may hold: the name of a registry's host, a folder of somebody's machine."""

import re
from pathlib import Path

# In pieces, so that this file does not name them either.
HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("files", "python" + "hosted", "org"),
        ("registry", "npm" + "js", "org"),
        ("deb", "debian", "org"),
        ("proxy", "golang", "org"),
    )
]
FOLDERS = "|".join(["wo" + "rk", "ro" + "ot", r"ho" + r"me/[a-z][\w-]*", r"Us" + r"ers/\w+"])
MACHINE_PATH = re.compile(rf"""(?:^|[\s"'`(=:])/(?:{FOLDERS})(?![\w-])""", re.MULTILINE)


def test_no_file_names_a_registry(texts: dict[Path, str]) -> None:
    assert [(str(path), host) for path, text in texts.items() for host in HOSTS if host in text] == []


def test_no_file_names_a_folder_of_a_machine(texts: dict[Path, str]) -> None:
    found = {str(path): MACHINE_PATH.search(text) for path, text in texts.items()}
    assert {path: match[0].strip() for path, match in found.items() if match} == {}
