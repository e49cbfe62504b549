"""Faults by which somebody changes what is not for them, and roles with another's column."""

from __future__ import annotations

from tests.rights.mutants.seeds import ACCESSLOG, GROUPS, MEETINGS, REGISTER, RIGHTS, RULES, fault

CHANGES = [
    fault(
        "Seeing is changing",
        f"{REGISTER}/services/history.py",
        "locked_patient(patient_id) if rules.can_change_patient(by, patient_id) else None",
        "locked_patient(patient_id) if rules.visible_patients(by).filter(pk=patient_id).exists() else None",
        asks="POST register/<uuid:patient_id>/gegevens/<slug:name>/",
    ),
    fault(
        "A closed record is changed",
        RULES,
        "return could_change_patients(actor).filter(status=PatientStatus.ACTIVE)",
        "return could_change_patients(actor)",
        asks="POST register/<uuid:patient_id>/gegevens/<slug:name>/",
    ),
    fault(
        "Every consultant changes every patient when the group lets consultants",
        RULES,
        'patient=OuterRef("pk"), user_id=actor.user_id, may_edit=True, ended_on=None',
        'patient=OuterRef("pk"), user_id=actor.user_id, ended_on=None',
        asks="POST register/<uuid:patient_id>/gegevens/<slug:name>/",
    ),
    fault(
        "Not allowed instead of not there",
        RULES,
        "if patient is None:\n        raise NotFound",
        "if patient is None:\n        raise NotAllowed",
        asks="POST register/<uuid:patient_id>/gegevens/<slug:name>/",
    ),
    fault(
        "A nurse lets a consultant change",
        RULES,
        "if not can_grant_editing(actor):",
        "if False:",
        asks="POST register/betrokkenen/<uuid:professional_id>/wijzigen/",
    ),
    fault(
        "Everybody decides what is kept",
        RULES,
        "if not can_manage_retention(actor):",
        "if False:",
        asks="POST register/<uuid:patient_id>/bewaren/",
    ),
    fault(
        "Who only sees the patient is told who looked",
        f"{ACCESSLOG}/rules.py",
        "    check_could_change_patient(actor, patient_id)",
        "    pass",
        asks="GET inzage/patient/<uuid:patient_id>/",
    ),
    fault(
        "The number is for who sees the patient",
        RULES,
        "        raise NotFound\n    check_can_change_patient(actor, patient_id)\n    if actor.via",
        "        raise NotFound\n    if actor.via",
        asks="POST register/<uuid:patient_id>/bsn/tonen/",
    ),
    fault(
        "Anybody runs a meeting",
        f"{MEETINGS}/rules.py",
        "if not can_run_meeting(actor, meeting):",
        "if False:",
        asks="POST vergaderingen/<uuid:meeting_id>/zaal/klok/",
    ),
    fault(
        "Appointed for one meeting, appointed for all",
        f"{MEETINGS}/rules.py",
        "return appointed and has_right(actor, Right.RUN_APPOINTED_MEETINGS)",
        "return has_right(actor, Right.RUN_APPOINTED_MEETINGS)",
        asks="POST vergaderingen/<uuid:meeting_id>/zaal/klok/",
    ),
    fault(
        "Anybody is the administrator",
        f"{GROUPS}/rules.py",
        "if not has_right(actor, Right.ADMINISTER):",
        "if False:",
        asks="GET beheer/leden/",
    ),
]

ROLES = [
    fault(
        "A consultant has the column of the GP",
        RIGHTS,
        "Role.CONSULTANT: frozenset({Right.SEE_ALL_PATIENTS, Right.READ_REPORTS}),",
        "Role.CONSULTANT: frozenset(_GP),",
        asks="POST register/<uuid:patient_id>/gegevens/<slug:name>/",
    ),
    fault(
        "Home care has the column of the nurse",
        RIGHTS,
        "Role.HOME_CARE: frozenset(_HOME_CARE),",
        "Role.HOME_CARE: frozenset({*_HOME_CARE, Right.CHANGE_OWN_PATIENTS}),",
        asks="POST register/<uuid:patient_id>/gegevens/<slug:name>/",
    ),
    fault(
        "The administrator sees patients",
        RIGHTS,
        "Role.GROUP_ADMIN: frozenset({Right.ADMINISTER, Right.READ_LOG}),",
        "Role.GROUP_ADMIN: frozenset({Right.ADMINISTER, Right.READ_LOG, Right.SEE_ALL_PATIENTS}),",
        asks="GET register/<uuid:patient_id>/vraag/",
    ),
    fault(
        "A GP plans meetings",
        RIGHTS,
        "_GP = {\n    Right.SEE_ALL_PATIENTS,",
        "_GP = {\n    Right.RUN_MEETINGS,\n    Right.SEE_ALL_PATIENTS,",
        asks="GET vergaderingen/plannen/",
    ),
    fault(
        "Nurses keep their rights though the group made them home care",
        RIGHTS,
        "Role.HOME_CARE if role == Role.NURSE and NURSES_AS_HOME_CARE in actor.switches else role",
        "role",
        asks="POST register/<uuid:patient_id>/gegevens/<slug:name>/",
    ),
    fault(
        "A consultant who was asked changes though the group does not let consultants",
        RIGHTS,
        "if role == Role.CONSULTANT and CONSULTANTS_MAY_EDIT in actor.switches:",
        "if role == Role.CONSULTANT:",
        asks="POST register/<uuid:patient_id>/gegevens/<slug:name>/",
    ),
]
