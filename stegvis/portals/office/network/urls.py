"""Addresses of the network pages of staff and members."""

from django.urls import path

from stegvis.portals.office.network import arranging, coordinating, joining, planning, reading, writing

urlpatterns = [
    path("", reading.networks_page, name="networks"),
    path("new/", coordinating.new_network_page, name="new_network"),
    path("events/new/", planning.new_event_page, name="new_event"),
    path("events/material/<uuid:material>/", reading.material_file, name="event_material"),
    path("events/<slug:event>/", arranging.event_page, name="event"),
    path("events/<slug:event>/sign-up/", joining.join_event_page, name="join_event"),
    path("events/<slug:event>/change/", planning.change_event_page, name="change_event"),
    path("events/<slug:event>/cancel/", planning.cancel_event_page, name="cancel_event"),
    path("events/<slug:event>/attendance/", arranging.attendance_page, name="attendance"),
    path("events/<slug:event>/material/", arranging.add_material_page, name="add_material"),
    path("posts/<uuid:post>/answer/", writing.answer_page, name="answer_post"),
    path("posts/<uuid:post>/hide/", coordinating.hide_post_page, name="hide_post"),
    path("files/<uuid:shared>/", reading.shared_file_page, name="shared_file"),
    path("files/<uuid:shared>/comment/", writing.comment_page, name="comment_file"),
    path("files/<uuid:shared>/hide/", coordinating.hide_file_page, name="hide_file"),
    path("members/<uuid:network_member>/end/", coordinating.end_member_page, name="end_network_member"),
    path("<slug:network>/", reading.network_page, name="network"),
    path("<slug:network>/change/", coordinating.change_network_page, name="change_network"),
    path("<slug:network>/members/", coordinating.add_member_page, name="add_network_member"),
    path("<slug:network>/posts/", writing.post_page, name="write_post"),
    path("<slug:network>/files/", writing.share_page, name="share_file"),
]
