"""The way between the pages of training, and what a topic is called and how it stands, in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from stegvis.definitions.curriculum import Topic, topics
from stegvis.network.actions.training_checks import oversees
from stegvis.network.queries.training import Taken, Trained
from stegvis.portals.guard import StaffRequest
from stegvis.portals.wording import figure


@dataclass(frozen=True)
class TopicLine:
    """A topic with how it stands for somebody; `number` is its place among the twelve."""

    key: str
    number: int
    name: str
    taken: Taken | None
    share: int = 0

    @property
    def state(self) -> str:
        if self.taken is None:
            return _("Not yet")
        return _("Done") if self.taken.is_done else _("Waits to be confirmed")


@dataclass(frozen=True)
class TrainedFigure:
    """The figure beside the headlines: it counts staff, and is no measure of clients."""

    title: str
    value: str
    out_of: str
    sentence: str


def tabs(request: StaffRequest, here: str) -> list[tuple[str, str, bool]]:
    """The pages of training that the reader may open; `here` is the one being shown."""
    pages = [("training", _("My training"))]
    if oversees(request.actor):
        pages.append(("gap_map", _("The team")))
    pages.append(("supervision_groups", _("Supervision")))
    return [
        (label, reverse(f"office:{name}", kwargs={"team": request.team.slug}), name == here) for name, label in pages
    ]


def topic_name(key: str, language: str) -> str:
    """The name, or the key of a topic that is no longer among the twelve."""
    return topics()[key].names[language] if key in topics() else key


def topic_names(keys: Sequence[str], language: str) -> list[str]:
    return [topic_name(key, language) for key in keys]


def topic_choices(language: str) -> list[tuple[str, str]]:
    return [(topic.key, topic.names[language]) for topic in topics().values()]


def topic_lines(taken: dict[str, Taken], language: str, share: dict[str, int] | None = None) -> list[TopicLine]:
    """All twelve in their order."""
    return [
        TopicLine(key, number, topic.names[language], taken.get(key), (share or {}).get(key, 0))
        for number, (key, topic) in enumerate(topics().items(), start=1)
    ]


def topic_words(topic: Topic, language: str) -> dict[str, object]:
    return {
        "key": topic.key,
        "name": topic.names[language],
        "aim": topic.aims[language],
        "points": topic.points[language],
        "gathering": topic.gathering,
        "source": topic.source,
    }


def trained_figure(found: Trained) -> TrainedFigure:
    return TrainedFigure(
        title=_("Therapists trained"),
        value=figure(found.trained),
        out_of=figure(found.therapists),
        sentence=trained_sentence(),
    )


def trained_sentence() -> str:
    return _("Therapists and clinical leads who have all twelve topics of the training, confirmed.")
