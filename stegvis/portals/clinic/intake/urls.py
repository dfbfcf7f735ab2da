"""Addresses of intake and assessment, below /clinic/<team>/intake/."""

from django.urls import path

from stegvis.portals.clinic.intake.views.assessment import assessment_page, begin_page, complete_page, draft_page
from stegvis.portals.clinic.intake.views.board import board_page, type_referral_page
from stegvis.portals.clinic.intake.views.booking import book_page, cancel_page, move_page
from stegvis.portals.clinic.intake.views.goals import end_goal_page, goals_page
from stegvis.portals.clinic.intake.views.level import level_page
from stegvis.portals.clinic.intake.views.onward import refer_on_page
from stegvis.portals.clinic.intake.views.referral import assign_page, referral_page

urlpatterns = [
    path("", board_page, name="intake"),
    path("new/", type_referral_page, name="type_referral"),
    path("<uuid:episode>/", referral_page, name="referral"),
    path("<uuid:episode>/responsible/", assign_page, name="assign"),
    path("<uuid:episode>/book/", book_page, name="book"),
    path("<uuid:episode>/appointments/<uuid:appointment>/", move_page, name="move_appointment"),
    path("<uuid:episode>/appointments/<uuid:appointment>/cancel/", cancel_page, name="cancel_appointment"),
    path("<uuid:episode>/assessment/", assessment_page, name="assessment"),
    path("<uuid:episode>/assessment/begin/", begin_page, name="begin_assessment"),
    path("<uuid:episode>/assessment/draft/", draft_page, name="assessment_draft"),
    path("<uuid:episode>/assessment/complete/", complete_page, name="complete_assessment"),
    path("<uuid:episode>/goals/", goals_page, name="goals"),
    path("<uuid:episode>/goals/<uuid:goal>/", end_goal_page, name="end_goal"),
    path("<uuid:episode>/level/", level_page, name="level"),
    path("<uuid:episode>/refer-on/", refer_on_page, name="refer_on"),
]
