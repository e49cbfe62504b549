"""Faults at the doors: of a group, of staff, of a program; and in what is left behind."""

from __future__ import annotations

from tests.rights.mutants.seeds import ACCESS, ACCOUNTS, GROUPS, NETWORKS, REGISTER, Edit, Fault, fault

DOORS = [
    fault(
        "A former member comes in",
        f"{GROUPS}/queries.py",
        "AND m.ended_at IS NULL AND g.status",
        "AND g.status",
        asks="GET register/<uuid:patient_id>/vraag/",
    ),
    fault(
        "A member of any group comes in",
        f"{GROUPS}/queries.py",
        "WHERE m.group_id = %s AND",
        "WHERE %s::uuid IS NOT NULL AND",
        asks="GET register/<uuid:patient_id>/vraag/",
    ),
    fault(
        "One group is kept under the name of every group",
        f"{GROUPS}/middleware.py",
        "        now = time.monotonic()\n        kept",
        '        slug, now = "wilgendal", time.monotonic()\n        kept',
        asks="GET register/<uuid:patient_id>/vraag/",
    ),
    Fault(
        "The password alone opens the door",
        (
            Edit(
                f"{ACCOUNTS}/services/sessions.py",
                "    request.session[PENDING] = {",
                "    login(request, user, backend=BACKEND)\n"
                "    request.session[CREATED] = request.session[SEEN] = int(time.time())\n"
                "    request.session[PENDING] = {",
            ),
            Edit(
                ACCESS,
                "return request.user.is_authenticated and SECOND_FACTOR in request.session",
                "return request.user.is_authenticated",
            ),
        ),
        "GET register/<uuid:patient_id>/vraag/",
        logs_in_again=("password_only",),
    ),
    fault(
        "A code is fresh for ever",
        ACCESS,
        "return is_verified(request) and time.time() - request.session[SECOND_FACTOR] <= STEP_UP_FOR.total_seconds()",
        "return is_verified(request)",
        asks="GET beheer/keuzes/",
    ),
    fault(
        "Whoever is logged in is staff",
        ACCESS,
        "if not request.user.is_staff_member:",
        "if False:",
        asks="GET beheer/",
    ),
    fault(
        "A coordinator has every network",
        f"{NETWORKS}/rules.py",
        "return Network.objects.filter(coordinators__user_id=actor.user_id)",
        "return Network.objects.all()",
        asks="GET netwerk/<uuid:network_id>/thuiszorg/",
    ),
]

PROGRAMS = [
    fault(
        "The scope of a token is not looked at",
        "platform/mdo_foundation/common/api.py",
        "if needed and needed not in self.actor.scopes:",
        "if False:",
        asks="GET api/v1/target-groups/",
    ),
    fault(
        "A revoked token still works",
        f"{ACCOUNTS}/services/tokens.py",
        "group_id=group_id, revoked_at=None, expires_at__gt=now",
        "group_id=group_id, expires_at__gt=now",
        asks="GET api/v1/target-groups/",
    ),
    fault(
        "A token opens every group",
        f"{ACCOUNTS}/services/tokens.py",
        "group_id=group_id, revoked_at=None, expires_at__gt=now",
        "revoked_at=None, expires_at__gt=now",
        asks="GET api/v1/target-groups/",
    ),
]

TRACES = [
    fault(
        "Opening a patient leaves no line in the log",
        f"{REGISTER}/queries/records.py",
        '    record_access(actor, action="R", what="patient.read", patient_ids=[patient_id], detail={"page": page})\n',
        "",
        asks="GET register/<uuid:patient_id>/vraag/",
    ),
    fault(
        "The list is logged without its patients",
        f"{REGISTER}/queries/overview.py",
        'record_access(actor, action="R", what=what, patient_ids=ids, detail=_said(chosen))',
        'record_access(actor, action="R", what=what, detail=_said(chosen))',
        asks="POST register/zoeken/",
    ),
    fault(
        "Looking changes the record",
        f"{REGISTER}/queries/records.py",
        "    record = _records([patient])[patient_id]\n",
        '    record = _records([patient])[patient_id]\n    Patient.objects.filter(pk=patient_id).update(phone="")\n',
        asks="GET register/<uuid:patient_id>/vraag/",
    ),
    fault(
        "Who is refused has written something already",
        f"{REGISTER}/services/history.py",
        "    if patient is None or patient.status == PatientStatus.CLOSED:\n",
        "    if patient is None or patient.status == PatientStatus.CLOSED:\n"
        '        Patient.objects.filter(pk=patient_id).update(phone="")\n',
        asks="POST register/<uuid:patient_id>/gegevens/<slug:name>/",
    ),
]
