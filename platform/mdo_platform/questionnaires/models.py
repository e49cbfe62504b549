"""What came out of an instrument, and what is being filled in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mdo_foundation.common.versioned import VersionedModel
from mdo_platform.register.models import Patient

CODE_LENGTH, LABEL_LENGTH, SOURCE_LENGTH, REMARK_LENGTH = 60, 500, 200, 200


class How(models.TextChoices):
    FILLED_IN = "filled_in", _("hier ingevuld")
    ENTERED = "entered", _("score overgenomen")


class Result(VersionedModel):
    """A score of a patient (T-03), with the band as it was called then: it stays so when the plugin changes or goes.

    `items` are the answers to the questions: for a group that keeps them, while the patient is in the register.
    `answered` and `asked` count the questions; both None for a total that was taken elsewhere.
    """

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="results")
    tool = models.CharField(max_length=CODE_LENGTH)
    score = models.FloatField(_("score"))
    taken_on = models.DateField(_("afgenomen op"))
    how = models.CharField(max_length=10, choices=How.choices)
    band_label = models.CharField(max_length=LABEL_LENGTH, blank=True)
    band_source = models.CharField(max_length=SOURCE_LENGTH, blank=True)
    target_group = models.CharField(max_length=64)
    definition_version = models.CharField(max_length=32)
    answered = models.PositiveSmallIntegerField(null=True, blank=True)
    asked = models.PositiveSmallIntegerField(null=True, blank=True)
    items = models.JSONField(null=True, blank=True)
    # The last version of the draft that this was filled in with: the next draft counts on from there.
    draft_version = models.PositiveIntegerField(null=True, blank=True)
    remark = models.CharField(_("opmerking"), max_length=REMARK_LENGTH, blank=True)
    recorded_by_id = models.UUIDField()
    recorded_by_name = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by_name = models.CharField(max_length=200, blank=True)
    # Of a form that is sent twice; of what was filled in here the draft's own id.
    idempotency_key = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        verbose_name = _("uitslag")
        verbose_name_plural = _("uitslagen")
        indexes = (models.Index(fields=["patient", "tool", "-taken_on"], name="questionnaires_result_newest"),)


class Draft(VersionedModel):
    """Answers so far, shared by all who may change the patient: one per patient and tool.

    `marks` says per item at which version it was answered, by whom and when: two people in two items are no conflict.
    Versions count on from the draft before, so that a page of that one is known for what it is (`first_version`).
    Thrown away is kept for a day, to be taken back. Nothing of this gets into the history: these are item answers.
    """

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="drafts")
    tool = models.CharField(max_length=CODE_LENGTH)
    first_version = models.PositiveIntegerField(default=1)
    answers = models.JSONField(default=dict)
    marks = models.JSONField(default=dict)
    began_by_id = models.UUIDField()
    began_by_name = models.CharField(max_length=200)
    updated_by_name = models.CharField(max_length=200)
    discarded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("vragenlijst in bewerking")
        verbose_name_plural = _("vragenlijsten in bewerking")
        constraints = (
            models.UniqueConstraint(
                fields=["patient", "tool"],
                condition=models.Q(discarded_at=None),
                name="questionnaires_draft_one_per_tool",
            ),
        )
        indexes = (models.Index(fields=["updated_at"], name="questionnaires_draft_untouched"),)
