"""Addresses of the office portal: a team's results, its people and how it works."""

from django.urls import include, path

from stegvis.portals.office import comments, handbook, views
from stegvis.portals.office.among import among_page
from stegvis.portals.office.nation import views as national
from stegvis.portals.office.nation.shown import switch_page
from stegvis.portals.office.organisation import organisation_page
from stegvis.portals.office.planning import planning_page
from stegvis.portals.office.registration import complete_page, registration_page
from stegvis.portals.office.reports import public_results_page, report_file, reports_page
from stegvis.portals.office.research import views as research
from stegvis.portals.office.survey import survey_file, survey_page

app_name = "office"
urlpatterns = [
    path("<slug:team>/results/", views.results, name="results"),
    path("<slug:team>/results/by/<str:grouping>/", views.groups, name="groups"),
    path("<slug:team>/results/mine/", views.own, name="own"),
    path("<slug:team>/results/organisation/", organisation_page, name="organisation"),
    path("<slug:team>/results/organisation/among/", among_page, name="among"),
    path("<slug:team>/results/registration/", registration_page, name="registration"),
    path("<slug:team>/results/registration/<uuid:episode>/", complete_page, name="complete"),
    path("<slug:team>/reports/", reports_page, name="reports"),
    path("<slug:team>/reports/public/", public_results_page, name="public_results"),
    path("<slug:team>/reports/survey/<str:span>/", survey_page, name="survey"),
    path("<slug:team>/reports/survey/<str:span>/<str:file>", survey_file, name="survey_file"),
    path("<slug:team>/reports/<str:span>/<str:file>", report_file, name="report_file"),
    path("<slug:team>/library/", include("stegvis.portals.office.library.urls")),
    path("<slug:team>/library/", include("stegvis.portals.office.library.desk_urls")),
    path("<slug:team>/offers/", include("stegvis.portals.office.offers.urls")),
    path("<slug:team>/networks/", include("stegvis.portals.office.network.urls")),
    path("<slug:team>/our-team/", include("stegvis.portals.office.start_up.urls")),
    path("<slug:team>/training/", include("stegvis.portals.office.training.urls")),
    path("<slug:team>/planning/", planning_page, name="planning"),
    path("<slug:team>/nation/", national.nation, name="nation"),
    path("<slug:team>/nation/over-time/", national.nation_over_time, name="nation_over_time"),
    path("<slug:team>/nation/places/", national.places, name="nation_places"),
    path("<slug:team>/nation/comparison/", national.comparison, name="nation_funnel"),
    path("<slug:team>/nation/bundles/", national.bundles, name="nation_bundles"),
    path("<slug:team>/nation/shown/", switch_page, name="nation_switch"),
    path("<slug:team>/studies/", research.studies_page, name="studies"),
    path("<slug:team>/studies/new/", research.new_study_page, name="new_study"),
    path("<slug:team>/studies/<uuid:study>/close/", research.close_study_page, name="close_study"),
    path("<slug:team>/studies/clients/<uuid:episode>/", research.client_studies_page, name="client_studies"),
    path(
        "<slug:team>/studies/clients/<uuid:episode>/<uuid:study>/",
        research.withdraw_client_page,
        name="withdraw_client",
    ),
    path("<slug:team>/handbook/", handbook.handbook, name="handbook"),
    path("<slug:team>/handbook/<slug:slug>/", handbook.handbook_page, name="handbook_page"),
    path("<slug:team>/handbook/<slug:slug>/files/<str:file>", handbook.handbook_file, name="handbook_file"),
    path("<slug:team>/comments/", comments.comments, name="comments"),
    path("<slug:team>/comments/pages/", comments.taken, name="take_comments"),
    path("<slug:team>/comments/<uuid:comment>/", comments.settle, name="settle_comment"),
    path("<slug:team>/team/comparison/", national.taking_part, name="taking_part"),
    path("<slug:team>/team/", views.team, name="team"),
    path("<slug:team>/team/members/", views.add, name="add_member"),
    path("<slug:team>/team/members/<uuid:membership>/end/", views.end, name="end_member"),
]
