"""Addresses of what may be given to clients, below /clinic/<team>/."""

from django.urls import path

from stegvis.portals.clinic.reading import giving, looking

urlpatterns = [
    path("library/", looking.library_page, name="reading"),
    path("library/<slug:what>/<slug:thing>/", looking.thing_page, name="reading_thing"),
    path("clients/<uuid:episode>/reading/", giving.client_page, name="client_reading"),
    path("clients/<uuid:episode>/reading/give/", giving.give_page, name="client_reading_give"),
    path(
        "clients/<uuid:episode>/reading/<uuid:recommendation>/withdraw/",
        giving.withdraw_page,
        name="client_reading_withdraw",
    ),
]
