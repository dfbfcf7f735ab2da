"""Addresses of diaries and tools, below /me/tools/."""

from django.urls import path

from stegvis.portals.client.tools import entries, overview, plans, training, window

urlpatterns = [
    path("", overview.tools_page, name="tools"),
    path("sleep_window/", window.window_page, name="sleep_window"),
    path("training/", training.training_page, name="training"),
    path("training/done/", training.done, name="training_done"),
    path("<slug:tool>/", entries.tool_page, name="tool"),
    path("<slug:tool>/paper/", plans.paper_page, name="tool_paper"),
    path("<slug:tool>/plan/", plans.plan_page, name="tool_plan"),
    path("<slug:tool>/<uuid:entry>/", entries.entry_page, name="tool_entry"),
]
