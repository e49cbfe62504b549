import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from mdo_platform.project.embedded import Engines


@pytest.fixture
def engines(tmp_path: Path) -> Iterator[Engines]:
    """Not started; removed afterwards with its data, wherever that is."""
    engines = Engines(tmp_path / "engines", durable=False)
    yield engines
    engines.remove()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    engines = Engines(tmp_path_factory.mktemp("running") / "engines", durable=False)
    engines.start()
    yield engines
    engines.remove()


@pytest.fixture
def data(engines: Engines) -> Path:
    """Where the data will lie: a link to follow, so that a test can put something there before the first start."""
    place = engines.root / "data"
    if os.geteuid() == 0:
        engines.start(redis=False)
        engines.stop()
    else:
        place.mkdir(parents=True, mode=0o700)
    return place.resolve()
