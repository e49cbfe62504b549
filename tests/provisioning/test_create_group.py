"""`create_group`: a whole group at once, for operators."""

from __future__ import annotations

import pytest

from mdo_foundation.common.errors import Invalid
from mdo_foundation.common.groups import in_group
from mdo_tenants.groups.models import Group, Membership
from mdo_tenants.provisioning import building
from mdo_tenants.provisioning.services import create_group
from tests.conftest import make_user


def test_group_is_open_with_schema_and_chair(db):
    chair = make_user("Vera Voorzit-Demo")

    group = create_group(name="Rietveld-Demo", slug="rietveld", target_groups=["palliatief"], chair=chair)

    assert (group.status, group.schema_name) == ("active", "g_rietveld")
    assert group.schema_version > 0
    assert Membership.objects.get(group=group).roles == ["chair", "group_admin"]
    with in_group(group):
        from django.db import connection

        assert "register_patient" in connection.introspection.table_names()


def test_same_slug_again_is_refused(db):
    create_group(name="Rietveld-Demo", slug="rietveld")

    with pytest.raises(Invalid):
        create_group(name="Een Ander-Demo", slug="rietveld")


def test_interrupted_call_goes_on_when_repeated(db, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(building, "open_group", _fail)
        with pytest.raises(OSError, match="power"):
            create_group(name="Rietveld-Demo", slug="rietveld", target_groups=["palliatief"])
    assert Group.objects.get(slug="rietveld").status == "creating"

    group = create_group(name="Rietveld-Demo", slug="rietveld", target_groups=["palliatief"])

    assert group.status == "active"
    assert Group.objects.filter(slug="rietveld").count() == 1


def test_unknown_target_group_makes_nothing(db):
    with pytest.raises(Invalid):
        create_group(name="Rietveld-Demo", slug="rietveld", target_groups=["verzonnen"])

    assert not Group.objects.filter(slug="rietveld").exists()


def _fail(_group):
    raise OSError("power")
