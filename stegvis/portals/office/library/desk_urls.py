"""Addresses of the editor's desk: pages, claims, and what user representatives say."""

from django.urls import path

from stegvis.portals.office.library import claims, desk, pages, voices

urlpatterns = [
    path("desk/", desk.desk_page, name="library"),
    path("desk/stock/", desk.stock, name="stock_library"),
    path("desk/languages/", desk.languages, name="library_languages"),
    path("pages/", pages.pages_page, name="library_pages"),
    path("pages/import/", pages.import_page, name="import_library_page"),
    path("pages/at/<slug:slug>/", pages.page_page, name="library_page"),
    path("pages/at/<slug:slug>/file/", pages.page_file, name="library_page_file"),
    path("pages/at/<slug:slug>/shelf/", pages.page_shelf, name="library_page_shelf"),
    path("claims/", claims.claims_page, name="claims"),
    path("claims/new/", claims.new_claim_page, name="new_claim"),
    path("claims/at/<slug:slug>/", claims.claim_page, name="claim"),
    path("claims/at/<slug:slug>/shelf/", claims.claim_shelf, name="claim_shelf"),
    path("voices/", voices.voices_page, name="voices"),
    path("voices/propose/", voices.propose_page, name="propose"),
    path("voices/object/", voices.object_page, name="object"),
    path("voices/<uuid:voice>/", voices.voice_page, name="voice"),
]
