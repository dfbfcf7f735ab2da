"""The demo's one job: the bundles of the national body, counted after the start so that the start is quick."""

from __future__ import annotations

from procrastinate.contrib.django import app

from stegvis.config.demo.nation import take_in_bundles


@app.task(name="demo.take_in_bundles", queueing_lock="demo.take_in_bundles")
def take_in() -> None:
    take_in_bundles()
