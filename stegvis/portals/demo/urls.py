"""Log-in paths and letters of the demo. Mounted only by `up --demo`."""

from django.urls import path

from stegvis.portals.demo.letters import letters_page
from stegvis.portals.demo.views import enter

app_name = "demo"
urlpatterns = [
    path("in/<slug:organisation>/<uuid:somebody>/", enter, name="enter"),
    path("letters/", letters_page, name="letters"),
]
