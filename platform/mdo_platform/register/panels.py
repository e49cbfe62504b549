"""Where floors above hang something into the register's pages, without the register knowing them.

A floor registers itself in AppConfig.ready: `mdo_platform.meetings` the strip with the next meeting, the column with
the agenda, what can be done with ticked patients, what stands in the tab with advice and agreements. Without it the
places stay empty. A floor with a page of its own about a patient adds a tab.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.utils.safestring import SafeString

from mdo_foundation.common.actor import Actor

Place = Literal["overview.top", "overview.bulk", "patient.banner", "patient.menu", "patient.meetings"]


@dataclass(frozen=True, kw_only=True)
class Fragment:
    """A template of the floor above and what it needs; it decides itself what the actor may see."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Column:
    """A last column of the overview; a patient without a cell gets an empty one."""

    title: str
    cells: Mapping[UUID, SafeString]


@dataclass(frozen=True, kw_only=True)
class MeetingFacts:
    """The last closed and the next planned meeting: what 'new' and 'not updated since' are measured by.

    `upcoming` is for the floor that gave these facts: with it that floor need not look the meeting up again.
    """

    last_on: date | None = None
    next_on: date | None = None
    upcoming: Any = None


@dataclass(frozen=True, kw_only=True)
class PatientTab:
    """A page of a floor above about one patient. `route` takes the patient's id; `is_shown` gets the PatientRecord."""

    name: str
    label: Any
    route: str
    is_shown: Callable[[Any], bool] = lambda _record: True


PanelProvider = Callable[[Actor, Mapping[str, Any]], Fragment | None]
ColumnProvider = Callable[[Actor, Sequence[UUID], "MeetingFacts"], Column | None]
FactsProvider = Callable[[], MeetingFacts]
OrderProvider = Callable[[Actor, "MeetingFacts"], Sequence[UUID]]


class Panels:
    """What is registered; one instance, `panels`, filled while Django starts."""

    def __init__(self) -> None:
        self._fragments: dict[Place, list[PanelProvider]] = {}
        self._tabs: list[PatientTab] = []
        self._tool_page: Callable[[UUID, str], str] = lambda _patient_id, _code: ""
        self._column: ColumnProvider | None = None
        self._facts: FactsProvider = MeetingFacts
        self._order: OrderProvider = lambda _actor, _facts: ()

    def register(self, place: Place, provider: PanelProvider) -> None:
        self._fragments.setdefault(place, []).append(provider)

    def register_tab(self, tab: PatientTab) -> None:
        """The tab stands before the timeline, after those that were registered earlier."""
        self._tabs.append(tab)

    def tabs(self, record: Any) -> list[PatientTab]:
        return [tab for tab in self._tabs if tab.is_shown(record)]

    def set_tool_page(self, page: Callable[[UUID, str], str]) -> None:
        """The page of a tool for a patient, by id and code; empty for a tool without one."""
        self._tool_page = page

    def tool_page(self, patient_id: UUID, code: str) -> str:
        return self._tool_page(patient_id, code)

    def set_overview_column(self, provider: ColumnProvider) -> None:
        """The number of queries of `provider` must not depend on the number of patients."""
        self._column = provider

    def set_agenda_order(self, provider: OrderProvider) -> None:
        """The patients of the next agenda in its order: what the last column is sorted by."""
        self._order = provider

    def set_meeting_facts(self, provider: FactsProvider) -> None:
        self._facts = provider

    def fragments(self, place: Place, actor: Actor, **context: Any) -> list[Fragment]:
        found = (provider(actor, context) for provider in self._fragments.get(place, ()))
        return [fragment for fragment in found if fragment is not None]

    def overview_column(self, actor: Actor, patient_ids: Sequence[UUID], facts: MeetingFacts) -> Column | None:
        return self._column(actor, patient_ids, facts) if self._column else None

    def agenda_order(self, actor: Actor, facts: MeetingFacts) -> Sequence[UUID]:
        return self._order(actor, facts)

    def meeting_facts(self) -> MeetingFacts:
        return self._facts()


panels = Panels()
register_panel = panels.register
register_tab = panels.register_tab
set_tool_page = panels.set_tool_page
set_overview_column = panels.set_overview_column
set_agenda_order = panels.set_agenda_order
set_meeting_facts = panels.set_meeting_facts
