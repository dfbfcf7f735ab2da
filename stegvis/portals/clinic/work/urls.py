"""Addresses of the therapist's day, below /clinic/<team>/."""

from django.urls import path

from stegvis.portals.clinic.work.views.answers import answers_page, correct_answers_page, type_answers_page
from stegvis.portals.clinic.work.views.blocks import blocks_page, unblock_page
from stegvis.portals.clinic.work.views.caseload import caseload_page
from stegvis.portals.clinic.work.views.contact import contact_page, correct_contact_page
from stegvis.portals.clinic.work.views.discharge import discharge_page
from stegvis.portals.clinic.work.views.duty import duty_page, duty_stretch_page
from stegvis.portals.clinic.work.views.emergency import emergencies_page, emergency_page, review_page
from stegvis.portals.clinic.work.views.invite import invite_page, spoken_code_page
from stegvis.portals.clinic.work.views.moves import follow_up_page, reopen_page, resume_page
from stegvis.portals.clinic.work.views.note import correct_note_page, draft_page, note_page
from stegvis.portals.clinic.work.views.record import record_page
from stegvis.portals.clinic.work.views.supervision import supervision_page, take_up_page
from stegvis.portals.clinic.work.views.today import today_page

urlpatterns = [
    path("today/", today_page, name="today"),
    path("clients/", caseload_page, name="caseload"),
    path("clients/<uuid:episode>/", record_page, name="record"),
    path("supervision/", supervision_page, name="supervision"),
    path("clients/<uuid:episode>/supervision/", take_up_page, name="take_up"),
    path("clients/<uuid:episode>/contact/", contact_page, name="contact"),
    path("clients/<uuid:episode>/contact/<uuid:contact>/", correct_contact_page, name="correct_contact"),
    path("clients/<uuid:episode>/note/", note_page, name="note"),
    path("clients/<uuid:episode>/note/<uuid:note>/", draft_page, name="draft"),
    path("clients/<uuid:episode>/note/<uuid:note>/correction/", correct_note_page, name="correct_note"),
    path("clients/<uuid:episode>/follow-up/", follow_up_page, name="follow_up"),
    path("clients/<uuid:episode>/resume/", resume_page, name="resume_treatment"),
    path("clients/<uuid:episode>/reopen/", reopen_page, name="reopen"),
    path("clients/<uuid:episode>/discharge/", discharge_page, name="discharge"),
    path("clients/<uuid:episode>/answers/", type_answers_page, name="type_answers"),
    path("clients/<uuid:episode>/answers/<uuid:questionnaire>/", answers_page, name="answers"),
    path("clients/<uuid:episode>/answers/<uuid:questionnaire>/correct/", correct_answers_page, name="correct_answers"),
    path("clients/<uuid:episode>/invite/", invite_page, name="invite"),
    path("clients/<uuid:episode>/invite/code/", spoken_code_page, name="spoken_code"),
    path("clients/<uuid:episode>/blocks/", blocks_page, name="blocks"),
    path("clients/<uuid:episode>/blocks/<uuid:block>/", unblock_page, name="unblock"),
    path("emergency/", emergency_page, name="emergency"),
    path("emergency/review/", emergencies_page, name="emergencies"),
    path("emergency/<uuid:emergency>/", review_page, name="review_emergency"),
    path("duty/", duty_page, name="duty"),
    path("duty/stretch/", duty_stretch_page, name="duty_stretch"),
]
