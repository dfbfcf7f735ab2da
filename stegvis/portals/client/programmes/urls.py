"""Addresses of the client's programmes, inside the client portal. Opaque ids, and names of parts of a document."""

from django.urls import path

from stegvis.portals.client.programmes import copies, letters, linking, overview, printing, reminders, steps, thread

urlpatterns = [
    path("", overview.programmes, name="programmes"),
    path("reminders/", reminders.reminders, name="reminders"),
    path("letters/", letters.letter, name="letters"),
    path("code/", linking.link, name="link_code"),
    path("<uuid:assignment>/", overview.programme, name="programme"),
    path("<uuid:assignment>/files/<str:file>", printing.file, name="programme_file"),
    path("parts/<uuid:module>/", overview.module, name="module"),
    path("parts/<uuid:module>/steps/<slug:step>/", steps.step, name="step"),
    path("parts/<uuid:module>/homework/", steps.homework, name="homework"),
    path("parts/<uuid:module>/thread/", thread.thread, name="thread"),
    path("parts/<uuid:module>/print/", printing.whole, name="print_module"),
    path("parts/<uuid:module>/paper/<slug:block>.pdf", printing.paper, name="paper"),
    path("parts/<uuid:module>/texts/<uuid:copy>/", copies.choose, name="copy"),
]
