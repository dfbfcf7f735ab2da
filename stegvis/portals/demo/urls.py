"""Log-in paths of the demo. Mounted only by `up --demo`."""

from django.urls import path

from stegvis.portals.demo.views import enter

app_name = "demo"
urlpatterns = [path("in/<slug:organisation>/<uuid:somebody>/", enter, name="enter")]
