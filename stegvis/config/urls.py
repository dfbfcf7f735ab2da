"""Where each portal is mounted. An address that is in no portal, or whose view has no guard, does not exist."""

from django.conf import settings
from django.urls import include, path

from stegvis.config.health import healthz, readyz
from stegvis.portals.public.language import set_language

urlpatterns = [
    path("", include("stegvis.portals.public.urls")),
    path("me/", include("stegvis.portals.client.urls")),
    path("clinic/", include("stegvis.portals.clinic.urls")),
    path("office/", include("stegvis.portals.office.urls")),
    path("nation/", include("stegvis.portals.office.nation.urls")),
    path("editor/", include("stegvis.portals.editor.urls")),
    path("account/", include("allauth.urls")),
    path("language/", set_language, name="set_language"),
    path("healthz", healthz),
    path("readyz", readyz),
]
if settings.STEGVIS_DEMO:
    urlpatterns.append(path("demo/", include("stegvis.portals.demo.urls")))
