"""Addresses of the directory of offers, for those who look after it."""

from django.urls import path

from stegvis.portals.office.offers import views

urlpatterns = [
    path("", views.offers_page, name="offers"),
    path("new/", views.new_offer_page, name="new_offer"),
    path("<uuid:local_offer>/", views.change_offer_page, name="change_offer"),
    path("<uuid:local_offer>/check/", views.check_offer_page, name="check_offer"),
    path("<uuid:local_offer>/withdraw/", views.withdraw_offer_page, name="withdraw_offer"),
]
