from __future__ import annotations

from django.urls import path

from mdo_platform.meetings.views import agenda, closing, guests, notes, planning, records, room

app_name = "meetings"
MEETING = "vergaderingen/<uuid:meeting_id>/"
ROOM = f"{MEETING}zaal/"

urlpatterns = [
    path("vergaderingen/", planning.meeting_list, name="list"),
    path("vergaderingen/plannen/", planning.plan, name="plan"),
    path(MEETING, agenda.detail, name="detail"),
    path(f"{MEETING}agenda/erbij/", agenda.add, name="add"),
    path(f"{MEETING}agenda/gekozen/", agenda.add_chosen, name="add_chosen"),
    path(f"{MEETING}agenda/terug/", agenda.undo_chosen, name="undo_chosen"),
    path(f"{MEETING}agenda/afdrukken/", agenda.print_agenda, name="print"),
    path(f"{MEETING}agenda/<uuid:item_id>/bijlage/", agenda.attachment, name="attachment"),
    path(f"{MEETING}agenda/<uuid:item_id>/plek/", agenda.move, name="move"),
    path(f"{MEETING}agenda/<uuid:item_id>/minuten/", agenda.set_minutes, name="set_minutes"),
    path(f"{MEETING}agenda/<uuid:item_id>/eraf/", agenda.remove, name="remove"),
    path(f"{MEETING}gasten/", guests.guests, name="guests"),
    path(f"{MEETING}gasten/uitnodigen/", guests.invite, name="invite_guest"),
    path(f"{MEETING}gasten/<uuid:pass_id>/opnieuw/", guests.mail_again, name="mail_guest_again"),
    path(f"{MEETING}gasten/<uuid:pass_id>/intrekken/", guests.revoke, name="revoke_guest"),
    path("te-gast/<uuid:meeting_id>/", guests.agenda, name="guest_agenda"),
    path("te-gast/<uuid:meeting_id>/<uuid:item_id>/", guests.patient, name="guest_patient"),
    path(f"{MEETING}openen/", agenda.open_meeting, name="open"),
    path(ROOM, room.room, name="room"),
    path(f"{ROOM}stand/", room.state, name="state"),
    path(f"{ROOM}naar/", room.go_to, name="go_to"),
    path(f"{ROOM}volgende/", room.go_next, name="next"),
    path(f"{ROOM}vorige/", room.go_back, name="previous"),
    path(f"{ROOM}parkeren/", room.park, name="park"),
    path(f"{ROOM}overnemen/", room.take_over, name="take_over"),
    path(f"{ROOM}doelgroep/", room.narrow, name="narrow"),
    path(f"{ROOM}klok/", room.clock, name="clock"),
    path(f"{ROOM}minuten/", room.minutes, name="room_minutes"),
    path(f"{ROOM}aanwezig/", room.attendance, name="attendance"),
    path(f"{ROOM}gast/", room.guest, name="guest"),
    path(f"{ROOM}namen/", room.names, name="names"),
    path(f"{ROOM}gedaan/", room.done, name="done"),
    path(f"{ROOM}erbij/", room.choose, name="choose"),
    path(f"{ROOM}advies/<uuid:item_id>/", notes.advice, name="advice"),
    path(f"{ROOM}advies/<uuid:item_id>/hulp/", notes.attach, name="attach"),
    path(f"{ROOM}afspraak/", notes.agreement, name="agreement"),
    path(f"{ROOM}afspraak/eraf/", notes.remove_agreement, name="remove_agreement"),
    path(f"{ROOM}aandachtspunt/", notes.signal, name="signal"),
    path(f"{MEETING}sluiten/", closing.close, name="close"),
    path(f"{MEETING}verslag/", closing.report, name="report"),
    path(f"{MEETING}verslag/pdf/", closing.report_pdf, name="report_pdf"),
    path(f"{MEETING}presentielijst/pdf/", closing.attendance_pdf, name="attendance_pdf"),
    path("afspraken/", records.agreements, name="agreements"),
    path("afspraken/<uuid:agreement_id>/gedaan/", records.finish, name="finish"),
    path("aandachtspunten/", records.signals, name="signals"),
    path("aandachtspunten/<uuid:signal_id>/delen/", records.share, name="share"),
    path("aandachtspunten/<uuid:signal_id>/terughalen/", records.withdraw, name="withdraw"),
]
