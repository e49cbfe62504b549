"""The register's door to the target groups: which are enabled, which levels and fields count, how answers are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.errors import Invalid, NotFound
from mdo_foundation.common.groups import current_group
from mdo_foundation.targetgroups.answers import Answer, clean, restore
from mdo_foundation.targetgroups.archive import ScaleName, get_archive
from mdo_foundation.targetgroups.presenters import not_active
from mdo_foundation.targetgroups.registry import get_registry
from mdo_plugin_api import Colour, Dimension, Field, FieldKind, Level, Scale, Shape, TargetGroup
from mdo_tenants.groups.queries import enabled_target_groups as enabled_codes

from .text import check_characters


def enabled_target_groups(*, thematic: bool | None = None) -> list[TargetGroup]:
    """The target groups that this group uses today, in the registry's order."""
    codes = set(enabled_codes(current_group().id, on=timezone.localdate()))
    found = [group for group in get_registry().target_groups if group.code in codes]
    return [group for group in found if thematic is None or group.thematic is thematic]


def used_target_groups() -> list[TargetGroup]:
    """To show: the enabled ones, and as they were stored those whose module is not active."""
    codes, archive = enabled_codes(current_group().id, on=timezone.localdate()), get_archive()
    return [group for group in archive.target_groups if group.code in codes]


def enabled_target_group(code: str) -> TargetGroup:
    """Raises Invalid for a target group that is unknown, switched off, or not installed."""
    found = next((group for group in enabled_target_groups() if group.code == code), None)
    if found is None:
        sentence = _("Kies een doelgroep die bij deze groep aan staat.")
        raise Invalid(sentence, fields={"target_group": [sentence]})
    return found


def version_of(code: str) -> str:
    """The version of the installed definition; empty when its module is not active."""
    group = get_registry().get(code)
    return group.version if group else ""


def is_active(target_group: str) -> bool:
    """Whether its module is installed: without it what was recorded can be read, and nothing can be changed."""
    return get_registry().get(target_group) is not None


def check_active(target_group: str) -> None:
    """Raises Invalid for a target group whose module is gone."""
    if not is_active(target_group):
        raise Invalid(_("De module van deze doelgroep is niet actief. Je kunt alles nog lezen, maar niets wijzigen."))


def scale_of(target_group: str, scale: ScaleName) -> Scale | None:
    """To show: with the levels that are gone, which are retired."""
    group = get_archive().target_group(target_group)
    return getattr(group, scale) if group else None


def level(target_group: str, scale: ScaleName, code: str) -> Level:
    """The level with word, colour and shape: unknown if nothing was chosen, a grey stand-in if nobody knows it."""
    found = get_archive().level(target_group, scale, code)
    if found is not None:
        return found
    declared = scale_of(target_group, scale)
    unknown = next((one for one in declared.levels if one.unknown), None) if declared else None
    if unknown is not None and not code:
        return unknown
    label = not_active(code or target_group)
    return Level(
        code=code or "none", label=label, meaning="", colour=Colour.GREY, shape=Shape.RING, letter="?", unknown=True
    )


def check_level(target_group: str, scale: ScaleName, code: str) -> None:
    """Raises Invalid for a level that cannot be chosen (any more)."""
    check_active(target_group)
    found = scale_of(target_group, scale)
    levels = found.levels if found else ()
    if not any(level.code == code and not level.retired for level in levels):
        sentence = _("Kies een van de mogelijkheden.")
        raise Invalid(sentence, fields={scale: [sentence]})


def fields_of(codes: Iterable[str]) -> dict[str, Field]:
    """The fields that these target groups have now, by code, evaluation included, each once."""
    registry, archive, groups = get_registry(), get_archive(), tuple(codes)
    fields = (*registry.fields_for(groups), *registry.evaluation_for(groups))
    return {field.code: archive.field(field.code) or field for field in fields}


def recorded_fields_of(codes: Iterable[str]) -> list[Field]:
    """To show, also of a target group whose module is not active: the fields that it has, or had in the end."""
    groups = [group for code in codes if (group := get_archive().target_group(code))]
    fields = {field.code: field for group in groups for field in (*group.fields, *group.evaluation)}
    return [get_archive().field(code) or field for code, field in fields.items()]


def known_field(code: str) -> Field:
    """A field to show, whoever declared it and when; a stand-in with the code when nobody knows it."""
    known = get_archive().field(code)
    return known or Field(code=code, label=not_active(code), dimension=Dimension.SOMATIC, kind=FieldKind.TEXT)


def is_evaluation(code: str) -> bool:
    """Whether the field is part of the evaluation at the end of care."""
    field = get_registry().field(code)
    return field is not None and field.dimension is Dimension.EVALUATION


def field_of(code: str, *, codes: Sequence[str]) -> Field:
    """Raises NotFound for a field that these target groups don't have."""
    field = fields_of(codes).get(code)
    if field is None:
        raise NotFound
    return field


def clean_answer(
    code: str, *, codes: Sequence[str], value: Any, state: str, stored: Any = None
) -> dict[str, Any] | None:
    """An answer as it is stored ({'state', 'value'}), None when it was emptied; Invalid is under the field's code.

    `stored`: the value that is there; a retired option in it may stay.
    """
    field = _with_chosen(field_of(code, codes=codes), stored)
    if isinstance(value, str):
        check_characters(value, field=code)
    answer = clean(field, state=state, value=value)
    return answer.model_dump(mode="json") if answer else None


def _with_chosen(field: Field, stored: Any) -> Field:
    chosen = stored if isinstance(stored, list) else [stored]
    if not any(option.retired and option.code in chosen for option in field.options):
        return field
    kept = (one.model_copy(update={"retired": one.retired and one.code not in chosen}) for one in field.options)
    return field.model_copy(update={"options": tuple(kept)})


def restored_answer(code: str, *, value: Any, state: str) -> Answer:
    """A stored answer as plugins see it."""
    return restore(get_registry().field(code), {"value": value, "state": state})
