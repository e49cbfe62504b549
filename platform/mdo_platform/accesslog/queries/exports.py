"""The log of a period in the words of NEN 7513, for an auditor or another system (L3)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid
from mdo_foundation.common.groups import GroupLike, current_group
from mdo_platform.accesslog import rules, words
from mdo_platform.accesslog.periods import Period
from mdo_platform.accesslog.queries.lines import in_period
from mdo_platform.accesslog.queries.looked import holds

STANDARD = "NEN 7513:2018"
MOST_LINES = 50_000
# RFC 3881, which the norm follows: what was done in the life of the data.
_LIFE_CYCLE = {"C": "1", "R": "6", "U": "3", "D": "14", "E": "10"}


def nen_export(actor: Actor, period: Period) -> dict[str, Any]:
    """Every line of the period, oldest first; patients by id only, whoever asks. The export is a line of its own."""
    rules.check_can_read_log(actor)
    group = current_group()
    lines = list(in_period(AccessLogEntry.objects.order_by("seq"), period)[: MOST_LINES + 1])
    if len(lines) > MOST_LINES:
        message = _("Dit zijn meer dan 50.000 regels. Kies een kortere periode.")
        raise Invalid(message, fields={"last": [message]})
    patients = list(dict.fromkeys(one for line in lines for one in line.patient_ids))
    detail = {"from": str(period.first), "until": str(period.last), "lines": len(lines)}
    record_access(actor, action="E", what="log.export", patient_ids=patients, detail=detail)
    return {
        "standard": STANDARD,
        "group": group.slug,
        "from": str(period.first),
        "until": str(period.last),
        "exportedAt": timezone.now().isoformat(timespec="seconds"),
        "exportedBy": str(actor.user_id),
        "events": [event(line, group) for line in lines],
    }


def event(line: AccessLogEntry, group: GroupLike) -> dict[str, Any]:
    """One line with the names of the norm, all of them; null where the portal has nothing of the kind."""
    return {
        "EventID": f"{group.id}:{line.seq}",
        "EventActionCode": line.action,
        "EventDateTime": line.at.isoformat(timespec="milliseconds"),
        "EventOutcomeIndicator": "0",
        "EventTypeCode": line.what,
        "userID": str(line.actor_id),
        "alternateUserID": None,
        "userName": line.actor_name,
        "userIsRequestor": True,
        "roleIDCode": list(line.roles),
        "purposeOfUse": "TREATMENT" if line.patient_ids else "OPERATIONS",
        "networkAccessPointTypeCode": "2" if line.address else None,
        "networkAccessPointID": line.address or None,
        "participantObjects": [_participant(line, one) for one in line.patient_ids],
        "AuditEnterpriseSiteID": group.slug,
        "AuditSourceID": "MDO-Portal",
        "AuditSourceTypeCode": "3",
        "autorisatieProtocol": "S-02",
        "behandelrelatieProtocol": "own-gp|involved|own-organisation|meeting",
        "toestemmingsProfiel": "R-17",
        "controles": line.controls,
    }


def _participant(line: AccessLogEntry, patient_id: UUID) -> dict[str, Any]:
    """A patient of the line. `controles` is that of the line as far as it is about this patient."""
    treats = holds(line, patient_id, position=1, lacking="without_relation")
    consented = holds(line, patient_id, position=2, lacking="without_consent")
    return {
        "participantObjectTypeCode": "1",
        "participantObjectTypeCodeRole": "1",
        "participantObjectDataLifeCycle": _LIFE_CYCLE[line.action],
        "participantObjectIDTypeCode": "2",
        "participantObjectPermissionPolicySet": "S-02",
        "participantObjectSensitivity": "N",
        "participantObjectID": str(patient_id),
        "participantObjectName": None,
        "participantObjectDetail": _detail(line),
        "participantObjectDescription": words.said(line.what, line.action, line.detail),
        "controles": f"{line.controls[0]}{'T' if treats else 'F'}{'T' if consented else 'F'}{line.controls[3]}",
    }


def _detail(line: AccessLogEntry) -> dict[str, Any]:
    """What was read or changed; who else is on the line belongs to the others."""
    return {name: value for name, value in line.detail.items() if not name.startswith("without_")}
