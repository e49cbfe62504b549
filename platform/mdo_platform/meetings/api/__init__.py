"""The REST API of meetings (I-04), mounted by the project under `/groep/<slug>/api/v1/`."""

from __future__ import annotations

from django.urls import path

from mdo_platform.meetings.api import agenda, calendar, guests, meetings, records, sharing

MEETING = "meetings/<uuid:meeting_id>/"
ITEM = f"{MEETING}items/<uuid:item_id>/"

api_urlpatterns = [
    path("meetings/", meetings.MeetingsApi.as_view(), name="meetings"),
    path("meetings/year-plan/", calendar.YearPlanApi.as_view(), name="year-plan"),
    path("meetings/year-plan/preview/", calendar.YearPlanPreviewApi.as_view(), name="year-plan-preview"),
    path("calendar-feed/", calendar.FeedApi.as_view(), name="calendar-feed"),
    path("mails/", calendar.MailsApi.as_view(), name="mails"),
    path("mails/<uuid:entry_id>/send-again/", calendar.SendAgainApi.as_view(), name="mail-send-again"),
    path(f"{MEETING}cancel/", calendar.CancelApi.as_view(), name="meeting-cancel"),
    path(f"{MEETING}carry-over/", calendar.CarryOverApi.as_view(), name="meeting-carry-over"),
    path(f"{MEETING}answers/", calendar.AnswersApi.as_view(), name="meeting-answers"),
    path(f"{MEETING}answer/", calendar.OwnAnswerApi.as_view(), name="meeting-answer"),
    path(MEETING, meetings.MeetingApi.as_view(), name="meeting"),
    path(f"{MEETING}open/", meetings.OpenApi.as_view(), name="meeting-open"),
    path(f"{MEETING}close/", meetings.CloseApi.as_view(), name="meeting-close"),
    path(f"{MEETING}take-over/", meetings.TakeOverApi.as_view(), name="meeting-take-over"),
    path(f"{MEETING}turn/", meetings.TurnApi.as_view(), name="meeting-turn"),
    path(f"{MEETING}clock/", meetings.ClockApi.as_view(), name="meeting-clock"),
    path(f"{MEETING}items/", agenda.ItemsApi.as_view(), name="meeting-items"),
    path(f"{MEETING}items/chosen/", agenda.ChosenApi.as_view(), name="meeting-items-chosen"),
    path(f"{MEETING}proposals/", agenda.ProposalsApi.as_view(), name="meeting-proposals"),
    path(f"{ITEM}attachments/", agenda.AttachmentsApi.as_view(), name="meeting-attachments"),
    path(ITEM, agenda.ItemApi.as_view(), name="meeting-item"),
    path(f"{ITEM}advice/", records.AdviceApi.as_view(), name="meeting-advice"),
    path(f"{MEETING}attendance/", records.AttendanceApi.as_view(), name="meeting-attendance"),
    path(f"{MEETING}guests/", records.GuestsApi.as_view(), name="meeting-guests"),
    path(f"{MEETING}guest-passes/", guests.GuestPassesApi.as_view(), name="guest-passes"),
    path(f"{MEETING}guest-passes/<uuid:pass_id>/", guests.GuestPassApi.as_view(), name="guest-pass"),
    path(f"{MEETING}guest-passes/<uuid:pass_id>/mail/", guests.GuestMailApi.as_view(), name="guest-mail"),
    path("guest/meetings/<uuid:meeting_id>/items/", guests.GuestAgendaApi.as_view(), name="guest-agenda"),
    path(
        "guest/meetings/<uuid:meeting_id>/items/<uuid:item_id>/", guests.GuestPatientApi.as_view(), name="guest-patient"
    ),
    path(f"{MEETING}agreements/", records.MeetingAgreementsApi.as_view(), name="meeting-agreements"),
    path(f"{MEETING}signals/", records.MeetingSignalsApi.as_view(), name="meeting-signals"),
    path(f"{MEETING}report/", records.ReportApi.as_view(), name="meeting-report"),
    path(f"{MEETING}report/preview/", records.PreviewApi.as_view(), name="meeting-report-preview"),
    path(f"{MEETING}report/pdf/", records.ReportPdfApi.as_view(), name="meeting-report-pdf"),
    path(f"{MEETING}attendance/pdf/", records.AttendancePdfApi.as_view(), name="meeting-attendance-pdf"),
    path("agreements/", records.AgreementsApi.as_view(), name="agreements"),
    path("agreements/<uuid:agreement_id>/", records.AgreementApi.as_view(), name="agreement"),
    path("signals/<uuid:signal_id>/share/", sharing.ShareApi.as_view(), name="signal-share"),
    path("signals/", records.SignalsApi.as_view(), name="signals"),
]
