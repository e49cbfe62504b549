"""Whatever people do with a patient, in whatever order: no value is lost, no colour invented, nothing else touched."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule, run_state_machine_as_test

from mdo_platform.register import definitions, presenters, queries, rules, services
from mdo_platform.register.models import Enrolment, EnrolmentKind, PatientStatus
from mdo_tenants.groups.services import enable_target_group
from tests.register.helpers import KIEVIT, LINDEWAARD, Desk
from tests.register.lives import Acts, answer_key

PEOPLE = st.sampled_from(["gp", "gp", "gp", "chair", "chair", "nurse", "consultant"])
WRITERS = st.sampled_from(["gp", "chair"])
THEN = st.sampled_from(["", "undo", "readmit"])
PRIMARY = ["palliatief", "kwetsbare_ouderen", "psychogeriatrie"]
TARGET_GROUPS = st.sampled_from([*PRIMARY, "cultuursensitief"])
UNKNOWN = {"u_x", "pal_x", "ko_x", "pg_x", ""}
LEVELS = ["u1", "u2", "u3", "u4", "u_x", "pal_a", "pal_c", "pal_x", "ko_s", "ko_l", "ko_x", "pg_2", "pg_4", "u9", ""]
TEXTS = st.sampled_from(["", "Pijn", "Woont alleen", "’t Gaat wel", "أمل"])
ANSWERS = st.one_of(
    st.tuples(st.sampled_from(["som_problemen", "soc_krachtbronnen", "eva_goed"]), TEXTS, st.just("filled")),
    st.tuples(st.just("som_symptomen"), st.sampled_from([[], ["pijn"], ["pijn", "jeuk"]]), st.just("filled")),
    st.tuples(st.just("som_bloeddruk"), st.sampled_from(["120/80", "150/90"]), st.just("filled")),
    st.tuples(st.just("som_valangst"), st.sampled_from(["ja", "nee"]), st.just("filled")),
    st.tuples(st.just("pzp_reanimatie"), st.none(), st.sampled_from(["not_discussed", "no_choice", "unknown"])),
)
DETAIL_NAMES = st.sampled_from(["city", "phone", "last_name"])
DETAILS = st.sampled_from(["Veenwijk", "Şükran", "0612", ""])
CONSENTS = st.sampled_from(["agreed", "informed", "objects", "unknown"])
SCALES = st.sampled_from(["urgency", "prognosis"])
NUMBERS = st.integers(min_value=0, max_value=5)
KINDS = ("transfer", "close", "undo closing", "readmit", "put back", "second", "consent", "question")
LEAD_NAMES = st.sampled_from(["S. Vermeulen-Demo", "Ş. d'Ancona-van der Meer-Demo"])


class Life(Acts):
    """One patient beside another one that nobody touches."""

    watched = {
        "patient": ("city", "phone", "last_name"),
        "answer": (
            "som_problemen", "soc_krachtbronnen", "eva_goed", "som_symptomen", "som_bloeddruk", "som_valangst",
            "pzp_reanimatie",
        ),
        "enrolment": ("urgency", "prognosis", "question"),
    }  # fmt: skip
    acknowledged = {}

    @initialize(target_group=st.sampled_from(PRIMARY), nurse=st.booleans())
    def enter(self, target_group: str, nurse: bool) -> None:
        chair = self.people["chair"]
        other = self.desk.new_patient(by=chair, last_name="Boterbloem-Demo", organisation_ids=[KIEVIT])
        services.save_answer(other.pk, by=chair, field="som_problemen", value="Blijft staan", version=0)
        ids = [KIEVIT] if nurse else []
        patient = self.desk.new_patient(by=self.people["gp"], target_group=target_group, organisation_ids=ids)
        self.patient_id = patient.pk
        self._read()
        self.was_told("enter", "target_group", target_group)

    @rule(by=PEOPLE, name=DETAIL_NAMES, value=DETAILS, number=NUMBERS)
    def change_detail(self, by: str, name: str, value: str, number: int) -> None:
        view = self.view(self.patient_id, name, number=number)
        act = partial(services.update_patient, self.patient_id, version=view.version, changes={name: value})
        if self.attempt(partial(act, by=self.people[by]), allowed=self._of_patient(name)):
            self.was_told("detail", name, value, view=view)

    @rule(by=PEOPLE, answer=ANSWERS, number=NUMBERS)
    def answer(self, by: str, answer: tuple[str, Any, str], number: int) -> None:
        field, value, state = answer
        view = self.view(field, "value", number=number)
        act = partial(services.save_answer, self.patient_id, field=field, value=value, state=state)
        allowed = {answer_key(self.patient_id, field): ("value", "state", "field")}
        if self.attempt(partial(act, by=self.people[by], version=view.version), allowed=allowed):
            self.was_told("evaluation" if field == "eva_goed" else "answer", field, self.shown(field), view=view)

    @rule(
        by=PEOPLE,
        scale=SCALES,
        which=NUMBERS,
        level=st.integers(0, 9),
        number=NUMBERS,
    )
    def choose_level(self, by: str, scale: str, which: int, level: int, number: int) -> None:
        enrolment = self._enrolment(which)
        known = [code for code in LEVELS if code[:2] == getattr(enrolment, scale)[:2]] or LEVELS
        code = (known if level < 8 else LEVELS)[level % len(known)]
        view = self.view(enrolment.pk, scale, number=number)
        act = partial(getattr(services, f"set_{scale}"), enrolment.pk, by=self.people[by], level=code)
        if self.attempt(partial(act, version=view.version), allowed=_of(enrolment, scale)):
            self.chosen[str(enrolment.pk), scale] = code
            self.was_told(scale, scale, "" if code in UNKNOWN else code, view=view)

    @rule(by=PEOPLE, which=NUMBERS, text=TEXTS, number=NUMBERS)
    def ask(self, by: str, which: int, text: str, number: int) -> None:
        enrolment = self._enrolment(which)
        view = self.view(enrolment.pk, "question", number=number)
        act = partial(services.set_question, enrolment.pk, by=self.people[by], question=text, version=view.version)
        if self.attempt(act, allowed=_of(enrolment, "question")):
            self.was_told("question", "question", text, view=view)

    @rule(which=NUMBERS)
    def discuss(self, which: int) -> None:
        enrolment = self._enrolment(which)
        act = partial(services.mark_discussed, {enrolment.pk: enrolment.question}, by=self.people["chair"])
        self.attempt(partial(act, on=timezone.localdate()), allowed=_of(enrolment, "question", "last_discussed_on"))

    @rule(by=PEOPLE, target_group=TARGET_GROUPS)
    def enrol_second(self, by: str, target_group: str) -> None:
        act = partial(services.enrol, self.patient_id, by=self.people[by], target_group=target_group)
        if self.attempt(act, may_come=["enrolment"]):
            self.was_told("second", "target_group", target_group)

    @rule(by=PEOPLE, which=NUMBERS)
    def end_second(self, by: str, which: int) -> None:
        enrolment = self._enrolment(which)
        act = partial(services.end_thematic, enrolment.pk, by=self.people[by], version=None)
        if self.attempt(act, allowed=_of(enrolment, "ended_on", "end_reason")):
            assert enrolment.kind == EnrolmentKind.THEMATIC
            self.was_told("end of second", "end_reason", enrolment.end_reason or "care_ended")

    @rule(by=PEOPLE, which=NUMBERS, target_group=TARGET_GROUPS, consent=CONSENTS)
    def transfer(self, by: str, which: int, target_group: str, consent: str) -> None:
        """Prognosis, urgency and question start empty; what may change besides is consent (clinical §8)."""
        old, was, known = self._enrolment(which), self.patient().consent, self._count()
        act = partial(services.transfer_enrolment, old.pk, by=self.people[by], version=None, target_group=target_group)
        allowed = {**_of(old, "ended_on", "end_reason", "end_note"), **self._of_patient("consent")}
        act = partial(act, reason="Gaat snel achteruit", consent=consent)
        new = self.attempt(act, allowed=allowed, may_come=["enrolment", "consent"])
        if new and self._count() > known:
            assert (new.kind, new.question, new.transferred_from_id) == (EnrolmentKind.PRIMARY, "", old.pk)
            assert {new.prognosis, new.urgency} <= UNKNOWN
            assert self.patient().consent == ("objects" if (was, consent) == ("objects", "unknown") else consent)
            self.was_told("transfer", "target_group", target_group)

    @rule(by=PEOPLE, status=CONSENTS, given_by=st.sampled_from(["patient", "representative"]))
    def consent(self, by: str, status: str, given_by: str) -> None:
        act = partial(services.set_consent, self.patient_id, by=self.people[by], status=status, given_by=given_by)
        if self.attempt(act, allowed=self._of_patient("consent"), may_come=["consent"]):
            assert self.patient().consent == status
            self.was_told("consent", "consent", status)

    @rule(by=PEOPLE, organisation=st.sampled_from([KIEVIT, LINDEWAARD]))
    def involve(self, by: str, organisation: Any) -> None:
        act = partial(services.add_home_care, self.patient_id, by=self.people[by], organisation_id=organisation)
        self.attempt(act, may_come=["careinvolvement"])

    @rule(by=PEOPLE, which=NUMBERS)
    def end_care(self, by: str, which: int) -> None:
        if mine := self.mine("careinvolvement"):
            key, row = mine[which % len(mine)]
            act = partial(services.end_home_care, key, by=self.people[by], version=None)
            if self.attempt(act, allowed={("careinvolvement", key): ["ended_on"]}):
                self.was_told("end of care", "organisation", row["organisation_name"])

    @rule(by=PEOPLE, name=LEAD_NAMES, lead=st.booleans())
    def add_professional(self, by: str, name: str, lead: bool) -> None:
        act = partial(services.add_professional, self.patient_id, name=name, discipline="Apotheker", is_lead=lead)
        if self.attempt(partial(act, by=self.people[by]), allowed=self._leads(), may_come=["involvedprofessional"]):
            self.was_told("professional", "name", name)

    @rule(by=PEOPLE, which=NUMBERS, leaves=st.booleans())
    def lead_or_leave(self, by: str, which: int, leaves: bool) -> None:
        if people := self.mine("involvedprofessional"):
            key, row = people[which % len(people)]
            leave = partial(services.end_professional, key, by=self.people[by], version=None)
            lead = partial(services.set_lead, key, by=self.people[by])
            left = {("involvedprofessional", key): ["ended_on", "is_lead", "may_edit"]}
            if self.attempt(leave if leaves else lead, allowed=left if leaves else self._leads()):
                self.was_told("leave" if leaves else "lead", "name", row["name"])

    @rule(by=PEOPLE, title=st.sampled_from(["Hartfalen", "COPD"]))
    def diagnose(self, by: str, title: str) -> None:
        act = partial(services.add_diagnosis, self.patient_id, by=self.people[by], title=title)
        if self.attempt(act, may_come=["diagnosis"]):
            self.was_told("diagnosis", "title", title)

    @rule(by=PEOPLE, which=NUMBERS)
    def end_diagnosis(self, by: str, which: int) -> None:
        if known := self.mine("diagnosis"):
            key, row = known[which % len(known)]
            act = partial(services.end_diagnosis, key, by=self.people[by], version=None)
            if self.attempt(act, allowed={("diagnosis", key): ["ended_on"]}):
                self.was_told("end of diagnosis", "diagnosis", row["title"])

    @precondition(lambda self: len(self.said) > 3)
    @rule(
        by=PEOPLE, reason=st.sampled_from(["deceased", "moved", "care_ended", "transferred", ""]), text=TEXTS, then=THEN
    )
    def close(self, by: str, reason: str, text: str, then: str) -> None:
        """Everything ends, and what is said of the care is an answer like any other."""
        active = [key for key, _row in self.mine("enrolment")]
        ended = {("enrolment", key): ["ended_on", "end_reason"] for key in active}
        said = ("eva_goed", "eva_reden", "eva_datum")
        answers = {answer_key(self.patient_id, field): ["value", "state", "field"] for field in said}
        act = partial(services.close_patient, self.patient_id, by=self.people[by], version=None, reason=reason)
        act = partial(act, evaluation={"eva_goed": services.Evaluated(value=text)} if text else {})
        if self.attempt(act, allowed={**ended, **answers, **self._of_patient("status", "closed_on")}) and active:
            self.active_at_closing = active
            self.was_told("close", "end_reason", reason)
            self.was_told("evaluation at closing", "eva_goed", text)
            if then:
                self.come_back("gp", then == "readmit", self.now["enrolment", active[0]]["target_group"], "agreed")

    @rule(by=PEOPLE, anew=st.booleans(), target_group=TARGET_GROUPS, consent=CONSENTS)
    def reopen(self, by: str, anew: bool, target_group: str, consent: str) -> None:
        self.come_back(by, anew, target_group, consent)

    def come_back(self, by: str, anew: bool, target_group: str, consent: str) -> None:
        """Closed by mistake: what ended with it goes on as it was. In care again: a new enrolment, all unknown."""
        was_active = self.patient().status == PatientStatus.ACTIVE
        again = {("enrolment", key): ["ended_on", "end_reason"] for key in self.active_at_closing}
        of_patient = self._of_patient("status", "closed_on", *(["consent"] if anew else []))
        undo = partial(services.undo_closing, self.patient_id, by=self.people[by], version=None)
        admit = partial(services.readmit_patient, self.patient_id, by=self.people[by], version=None, consent=consent)
        act = partial(admit, target_group=target_group) if anew else undo
        allowed = of_patient if anew else {**again, **of_patient}
        if self.attempt(act, allowed=allowed, may_come=["enrolment", "consent"] if anew else []) and not was_active:
            active = self.mine("enrolment")
            if anew:
                assert {active[0][1][name] for name in ("prognosis", "urgency", "question")} <= UNKNOWN
            assert len(active) == 1 if anew else [key for key, _row in active] == self.active_at_closing
            self.was_told("readmit" if anew else "undo closing", "status", "active")

    @rule(by=WRITERS, number=st.integers(min_value=0, max_value=11))
    def put_back(self, by: str, number: int) -> None:
        """A change is taken back by one more change, of that value alone."""
        changes = queries.changes(self.people["gp"], self.patient_id)[0]
        change = changes[number % len(changes)]
        key = (change["record"], str(change["record_id"]))
        if change["record"] == "answer":
            key = answer_key(self.patient_id, change["field"])
        act = partial(services.put_back, change["id"], by=self.people[by])
        if self.attempt(act, allowed={key: [change["field"], "value", "state", "field"]}):
            if change["field"] in ("urgency", "prognosis"):
                self.chosen[str(change["record_id"]), change["field"]] = change["old"]
            self.was_told("put back", change["field"], change["old"])

    @rule(target_group=st.sampled_from(["", *PRIMARY, "cultuursensitief"]))
    def look_at_the_overview(self, target_group: str) -> None:
        found = queries.overview(self.people["gp"], queries.OverviewFilter(target_group=target_group)).rows
        mine = [row for row in found if row["id"] == self.patient_id]
        assert len(mine) <= (1 if self.patient().status == PatientStatus.ACTIVE else 0)
        for row in mine:
            level = definitions.level(row["shown__target_group"], "urgency", row["shown__urgency"])
            self.then_honest(row["shown__id"], "urgency", level)

    @invariant()
    def holds(self) -> None:
        """What is true after every act; a refused one changed nothing."""
        if self.looked_at is not self.now:
            self._then_one_primary()
            self._then_unknown_is_never_green()
            self._then_sees_who_may()
            self.looked_at = self.now

    def _then_one_primary(self) -> None:
        active = [row["kind"] for _key, row in self.mine("enrolment")]
        is_active = self.patient().status == PatientStatus.ACTIVE
        assert active.count(EnrolmentKind.PRIMARY) == (1 if is_active else 0)
        assert is_active or not active

    def _then_unknown_is_never_green(self) -> None:
        record = queries.patient_record(self.people["gp"], self.patient_id)
        for enrolment in (*record.enrolments, *record.history):
            self.then_honest(enrolment.pk, "urgency", presenters.urgency_of(enrolment))
            if enrolment.prognosis:
                own = presenters.prognosis_of(enrolment, None)
                assert own is not None
                self.then_honest(enrolment.pk, "prognosis", own)

    def _then_sees_who_may(self) -> None:
        """An objection hides, and the end of home care does, from the next look on."""
        shown = self.patient().consent != "objects"
        in_care = any(row["organisation_id"] == KIEVIT for _key, row in self.mine("careinvolvement"))
        expected = {"gp": True, "chair": shown, "consultant": shown, "nurse": in_care and shown}
        for name, sees in expected.items():
            assert rules.visible_patients(self.people[name]).filter(pk=self.patient_id).exists() is sees, name

    def _enrolment(self, which: int) -> Enrolment:
        """Mostly one of the newest."""
        keys = [key for key, _row in self.mine("enrolment", ended=True)]
        return Enrolment.objects.get(pk=keys[-1 - which % len(keys)])

    def _count(self) -> int:
        return len(self.mine("enrolment", ended=True))

    def _of_patient(self, *columns: str) -> dict[tuple[str, str], Any]:
        return {("patient", str(self.patient_id)): columns}

    def _leads(self) -> dict[tuple[str, str], Any]:
        return {("involvedprofessional", key): ["is_lead"] for key, _row in self.mine("involvedprofessional")}


def _of(enrolment: Enrolment, *columns: str) -> dict[tuple[str, str], Any]:
    return {("enrolment", str(enrolment.pk)): columns}


def test_no_order_of_acts_loses_or_invents_anything(desk: Desk) -> None:
    for code in ("cultuursensitief", "psychogeriatrie"):
        enable_target_group(group_id=desk.place.row.id, code=code)
    Life.acknowledged.clear()
    Life.desk = desk
    with desk.open():
        Life.people = {role: desk.acting(role) for role in ("gp", "chair", "consultant")}
        Life.people["nurse"] = desk.acting("nurse", organisation_id=KIEVIT)
        calm = settings(max_examples=25, stateful_step_count=50, derandomize=True, deadline=None, database=None)
        run_state_machine_as_test(Life, settings=settings(calm, suppress_health_check=list(HealthCheck)))
    assert min(Life.acknowledged.get(kind, 0) for kind in KINDS) > 0
