"""Addresses of the training of staff."""

from django.urls import path

from stegvis.portals.office.training import gatherings, own, supervision, team

urlpatterns = [
    path("", own.training_page, name="training"),
    path("certificate.pdf", own.certificate_file, name="certificate"),
    path("topics/<slug:training_topic>/", own.topic_page, name="training_topic"),
    path("topics/<slug:training_topic>/elsewhere/", own.elsewhere_page, name="taken_elsewhere"),
    path("gatherings/new/", gatherings.new_gathering_page, name="new_gathering"),
    path("gatherings/<uuid:gathering>/", gatherings.gathering_page, name="gathering"),
    path("gatherings/<uuid:gathering>/change/", gatherings.change_gathering_page, name="change_gathering"),
    path("team/", team.gap_map_page, name="gap_map"),
    path("people/<uuid:learner>/", team.learner_page, name="learner"),
    path("taken/<uuid:topic_taken>/confirm/", team.confirm_page, name="confirm_taken"),
    path("taken/<uuid:topic_taken>/withdraw/", team.withdraw_page, name="withdraw_taken"),
    path("supervision/", supervision.groups_page, name="supervision_groups"),
    path("supervision/new/", supervision.new_group_page, name="new_supervision_group"),
    path("supervision/<uuid:supervision_group>/", supervision.group_page, name="supervision_group"),
    path("supervision/<uuid:supervision_group>/meeting/", supervision.meeting_page, name="hold_meeting"),
    path("supervision/<uuid:supervision_group>/join/", supervision.join_page, name="join_group"),
    path("supervision/<uuid:supervision_group>/leave/<uuid:learner>/", supervision.leave_page, name="leave_group"),
    path("supervision/<uuid:supervision_group>/end/", supervision.end_page, name="end_group"),
]
