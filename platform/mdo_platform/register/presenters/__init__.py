"""Records as the screens and the API show them: words, colours and shapes instead of codes."""

from mdo_platform.register.definitions import level

from .labels import full_name_of, group_label, prognosis_of, short_name_of, urgency_of

__all__ = ["full_name_of", "group_label", "level", "prognosis_of", "short_name_of", "urgency_of"]
