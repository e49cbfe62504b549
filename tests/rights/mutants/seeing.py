"""Faults by which somebody sees what is not for them."""

from __future__ import annotations

from tests.rights.mutants.seeds import ACCESSLOG, EXCHANGE, MEETINGS, REGISTER, RULES, fault

SIGHT = [
    fault(
        "An objection hides nobody",
        RULES,
        "Patient.objects.filter(~Q(consent=ConsentStatus.OBJECTS) | mine)",
        "Patient.objects.all()",
        asks="GET register/<uuid:patient_id>/vraag/",
    ),
    fault(
        "Own organisation is not asked for",
        RULES,
        "return patients.filter(in_care_at(actor.organisation_ids, on=timezone.localdate()))\n    return Patient",
        "return patients\n    return Patient",
        asks="GET register/<uuid:patient_id>/vraag/",
    ),
    fault(
        "The end of care is ignored",
        RULES,
        "Q(ended_on=None) | Q(ended_on__gt=on),",
        "",
        asks="GET register/<uuid:patient_id>/vraag/",
    ),
    fault(
        "A view gets a patient by its key alone",
        f"{REGISTER}/queries/records.py",
        "patient = rules.visible_patients(actor).filter(pk=patient_id).first()",
        "patient = Patient.objects.filter(pk=patient_id).first()",
        asks="GET register/<uuid:patient_id>/vraag/",
    ),
    fault(
        "The list and the search go over everybody",
        f"{REGISTER}/queries/overview.py",
        "return rules.visible_patients(actor).filter(status=PatientStatus.ACTIVE)",
        "return Patient.objects.filter(status=PatientStatus.ACTIVE)",
        asks="POST register/zoeken/",
    ),
    fault(
        "Closed patients are listed for everybody",
        f"{REGISTER}/queries/closed.py",
        "return rules.visible_patients(actor).filter(status=PatientStatus.CLOSED)",
        "return Patient.objects.filter(status=PatientStatus.CLOSED)",
        asks="POST register/afgesloten/zoeken/",
    ),
    fault(
        "The export goes over everybody",
        f"{EXCHANGE}/services/exporting.py",
        "in_view = rules.visible_patients(actor)",
        "in_view = Patient.objects.all()",
        asks="POST register/export/",
    ),
    fault(
        "What was said about consent is told to everybody",
        f"{REGISTER}/queries/consents.py",
        "    if not rules.visible_patients(actor).filter(pk=patient_id).exists():\n        raise NotFound\n",
        "",
        asks="GET api/v1/patients/<uuid:patient_id>/consents/",
    ),
    fault(
        "Figures are counted over everybody",
        "platform/mdo_platform/reports/queries.py",
        "visible = rules.visible_patients(actor)",
        "visible = Patient.objects.all()",
        asks="UNSEEN rapportages/",
    ),
    fault(
        "Agreements about anybody are shown",
        f"{MEETINGS}/queries/records.py",
        "| Q(item__patient__in=visible_patients(actor))",
        "| Q(item__isnull=False)",
        asks="GET afspraken/",
    ),
    fault(
        "The whole agenda for every member",
        f"{MEETINGS}/queries/agenda.py",
        "if not rules.sees_whole_agenda(actor, meeting):",
        "if False:",
        asks="GET vergaderingen/<uuid:meeting_id>/",
    ),
    fault(
        "Names of everybody in the log of the group",
        f"{ACCESSLOG}/queries/lines.py",
        "rows = Patient.objects.filter(pk__in=rules.nameable(actor, patient_ids))",
        "rows = Patient.objects.filter(pk__in=patient_ids)",
        asks="GET inzage/",
    ),
    fault(
        "The number is not masked",
        f"{REGISTER}/numbers.py",
        'return "•" * (len(digits) - _SHOWN_DIGITS) + digits[-_SHOWN_DIGITS:]',
        "return digits",
        asks="GET register/<uuid:patient_id>/bsn/",
    ),
    fault(
        "The import of a colleague is there too",
        f"{EXCHANGE}/queries.py",
        "PatientImport.objects.filter(pk=import_id, by_id=actor.user_id).first()",
        "PatientImport.objects.filter(pk=import_id).first()",
        asks="GET register/import/<uuid:import_id>/",
    ),
]
