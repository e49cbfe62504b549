from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuestionnairesConfig(AppConfig):
    name = "mdo_platform.questionnaires"
    label = "questionnaires"
    verbose_name = _("Meetinstrumenten")

    def ready(self) -> None:
        """Hang into the register: a tab, words for the timeline, scores for plugins, what a closing takes along."""
        from mdo_platform.questionnaires import tasks  # noqa: F401, PLC0415 - they need the models of every app
        from mdo_platform.questionnaires.panels import register_panels  # noqa: PLC0415
        from mdo_platform.questionnaires.queries.results import scores_of  # noqa: PLC0415
        from mdo_platform.questionnaires.services.cleaning import remove_answers_of  # noqa: PLC0415
        from mdo_platform.register.erasure import on_close  # noqa: PLC0415
        from mdo_platform.register.scores import use_scores  # noqa: PLC0415

        register_panels()
        use_scores(scores_of)
        on_close(remove_answers_of)
