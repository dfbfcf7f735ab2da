"""Addresses of the programmes, below /clinic/<team>/."""

from django.urls import path

from stegvis.portals.clinic.programmes.views.answering import client_module_page
from stegvis.portals.clinic.programmes.views.arranging import client_programme_page
from stegvis.portals.clinic.programmes.views.codes import codes_page, shipped_page, waiting_page
from stegvis.portals.clinic.programmes.views.giving import client_programmes_page, give_programme_page
from stegvis.portals.clinic.programmes.views.guiding import guiding_page, settle_page
from stegvis.portals.clinic.programmes.views.preview import programme_page, programme_part_page, programme_time_page
from stegvis.portals.clinic.programmes.views.shelf import (
    approve_page,
    file_page,
    import_page,
    programmes_page,
    use_page,
)

urlpatterns = [
    path("programmes/", programmes_page, name="programmes"),
    path("programmes/import/", import_page, name="import_programme"),
    path("programmes/codes/", codes_page, name="codes"),
    path("programmes/waiting/", waiting_page, name="waiting_programme"),
    path("programmes/shipped/<slug:slug>/", shipped_page, name="shipped_programme"),
    path("programmes/<uuid:version>/", programme_page, name="programme"),
    path("programmes/<uuid:version>/time/", programme_time_page, name="programme_time"),
    path("programmes/<uuid:version>/file/", file_page, name="programme_file"),
    path("programmes/<uuid:version>/approve/", approve_page, name="approve_programme"),
    path("programmes/<uuid:version>/use/", use_page, name="use_programme"),
    path("programmes/<uuid:version>/parts/<slug:part>/", programme_part_page, name="programme_part"),
    path("guiding/", guiding_page, name="guiding"),
    path("guiding/<uuid:outreach>/", settle_page, name="settle_outreach"),
    path("clients/<uuid:episode>/programmes/", client_programmes_page, name="client_programmes"),
    path("clients/<uuid:episode>/programmes/give/", give_programme_page, name="give_programme"),
    path("clients/<uuid:episode>/programmes/<uuid:assignment>/", client_programme_page, name="client_programme"),
    path("clients/<uuid:episode>/programmes/parts/<uuid:module>/", client_module_page, name="client_module"),
]
