"""Addresses of the public portal."""

from django.urls import include, path

from stegvis.portals.public.views import about, ask, draft, programmes, results, teams

app_name = "public"
urlpatterns = [
    path("", teams.teams, name="teams"),
    path("", include("stegvis.portals.public.login.urls")),
    path("privacy/", about.privacy, name="privacy"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("left/", draft.left, name="left"),
    path("t/<slug:team>/", teams.team, name="team"),
    path("t/<slug:team>/is-this-for-me/", teams.for_me, name="for_me"),
    path("t/<slug:team>/who-else/", teams.elsewhere, name="elsewhere"),
    path("t/<slug:team>/results/", results.results, name="results"),
    path("t/<slug:team>/programmes/", programmes.programmes, name="programmes"),
    path("t/<slug:team>/programmes/<slug:slug>/", programmes.introduction, name="introduction"),
    path("t/<slug:team>/programmes/<slug:slug>/<int:number>/", programmes.introduction, name="introduction_step"),
    path("t/<slug:team>/programmes/<slug:slug>/<slug:block>.pdf", programmes.paper, name="introduction_paper"),
    path("t/<slug:team>/learn/", include("stegvis.portals.public.learn.urls")),
    path("t/<slug:team>/", include("stegvis.portals.public.network.urls")),
    path("t/<slug:team>/nearby/", include("stegvis.portals.public.nearby.urls")),
    path("t/<slug:team>/code/", programmes.code, name="access_code"),
    path("t/<slug:team>/ask/", ask.start, name="ask"),
    path("t/<slug:team>/ask/<int:number>/", ask.step, name="ask_step"),
    path("t/<slug:team>/ask/check/", ask.check, name="ask_check"),
    path("t/<slug:team>/ask/sent/", ask.sent, name="ask_sent"),
    path("t/<slug:team>/ask/resume/", draft.resume, name="ask_resume"),
    path("t/<slug:team>/ask/delete/", draft.delete, name="ask_delete"),
]
