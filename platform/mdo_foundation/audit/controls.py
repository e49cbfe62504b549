"""What the norm calls 'controles': by which right somebody came at a patient's data (NEN 7513).

The cellar knows no patients. Who keeps them registers here, while Django starts, how the two questions are answered:
does the actor treat this patient, and did this patient consent. Each answer costs a fixed number of queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mdo_foundation.common.actor import Actor


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the register says of some patients at this moment: whom the actor treats, and who consented."""

    treated: frozenset[UUID] = frozenset()
    consenting: frozenset[UUID] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Of all patients of a line together: 'T' when it holds for each of them; those for whom it does not are named."""

    without_relation: tuple[UUID, ...] = ()
    without_consent: tuple[UUID, ...] = ()

    @property
    def controls(self) -> str:
        """Authorisation, treatment relation, consent, emergency.

        The first is always T: a line is written after the rules allowed it, and what they refuse gives no answer. The
        last is always F: the portal has no emergency button.
        """
        return f"T{'F' if self.without_relation else 'T'}{'F' if self.without_consent else 'T'}F"

    def as_detail(self) -> dict[str, list[str]]:
        lacking = {"without_relation": self.without_relation, "without_consent": self.without_consent}
        return {name: [str(one) for one in ids] for name, ids in lacking.items() if ids}


Register = Callable[[Actor, Sequence[UUID]], Known]
Relation = Callable[[Actor, Sequence[UUID]], Iterable[UUID]]
_registers: list[Register] = []
_relations: list[Relation] = []


def use_register(register: Register) -> None:
    """Called once, by who keeps the patients."""
    _registers[:] = [register]


def add_relation(relation: Relation) -> None:
    """A further ground for a treatment relation; asked only about patients for whom there is none yet."""
    if relation not in _relations:
        _relations.append(relation)


def outcome_for(actor: Actor, patient_ids: Sequence[UUID]) -> Outcome:
    """The outcome for these patients at this moment. The portal itself treats nobody."""
    if not patient_ids:
        return Outcome()
    known = [register(actor, patient_ids) for register in _registers]
    treated = {one for found in known for one in found.treated}
    consenting = {one for found in known for one in found.consenting}
    for relation in _relations if actor.via != "system" else ():
        rest = [one for one in patient_ids if one not in treated]
        treated |= set(relation(actor, rest)) if rest else set()
    return Outcome(
        without_relation=tuple(one for one in patient_ids if one not in treated),
        without_consent=tuple(one for one in patient_ids if one not in consenting),
    )


def detail_of(actor: Actor, outcome: Outcome) -> dict[str, Any]:
    """What every line holds of itself: for which patients a check failed, and for which organisations somebody came."""
    organisations = [str(one) for one in sorted(actor.organisation_ids)]
    return outcome.as_detail() | ({"organisations": organisations} if organisations else {})
