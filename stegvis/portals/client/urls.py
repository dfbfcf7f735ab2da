"""Addresses of the client portal. Opaque ids only: an address tells nothing of its owner."""

from django.urls import include, path

from stegvis.portals.client.views import (
    access,
    curve,
    details,
    goals,
    help_now,
    home,
    leaving,
    questions,
    studies,
    whole_form,
)

app_name = "client"
urlpatterns = [
    path("", home.home, name="home"),
    path("questions/", questions.go_on, name="questions"),
    path("questions/done/", questions.done, name="done"),
    path("questions/all/", whole_form.whole_form, name="whole_form"),
    path("questions/<uuid:questionnaire>/end/", questions.end, name="end"),
    path("questions/<uuid:questionnaire>/<slug:item>/", questions.question, name="question"),
    path("help/", help_now.help_now, name="crisis"),
    path("curve/", curve.curve, name="curve"),
    path("goals/", goals.goals, name="goals"),
    path("goals/<uuid:goal>/", goals.goal, name="goal"),
    path("goals/<uuid:goal>/end/", goals.end, name="end_goal"),
    path("details/", details.details, name="details"),
    path("seen/", access.access_log, name="access_log"),
    path("programme/", include("stegvis.portals.client.programmes.urls")),
    path("studies/", studies.studies, name="studies"),
    path("studies/<uuid:study>/", studies.study, name="study"),
    path("tools/", include("stegvis.portals.client.tools.urls")),
    path("reading/", include("stegvis.portals.client.reading.urls")),
    path("exit/", leaving.leave, name="exit"),
]
