"""One's own training: what is next, what is done, what one took elsewhere, and the certificate at the end."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stegvis.definitions import clock
from stegvis.definitions.curriculum import Topic, topics
from stegvis.library.queries.pages import pages_named
from stegvis.library.queries.publications import publications_named
from stegvis.network.actions.say_taken import say_taken
from stegvis.network.actions.training_checks import LEARNERS, trains
from stegvis.network.queries.training import gatherings, my_progress
from stegvis.outcomes.reports import report_pdf
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.network.asked import asked
from stegvis.portals.office.training.certificate import certificate
from stegvis.portals.office.training.forms import ElsewhereForm
from stegvis.portals.office.training.words import tabs, topic_lines, topic_names, topic_words


@staff(*LEARNERS)
@require_safe
def training_page(request: StaffRequest) -> HttpResponse:
    actor = request.actor
    found = my_progress(actor)
    named = [(one, topic_names(one.topics, actor.language)) for one in gatherings(actor)]
    first = topics()[found.next[0]] if found.next else None
    shown = {
        "own": found.own,
        "share": found.share,
        "waiting": found.waiting,
        "total": len(topics()),
        "next": topic_words(first, actor.language) if first else None,
        "reading": _reading(actor, first) if first else [],
        "lines": topic_lines(found.own.taken, actor.language, found.share.by_topic),
        "coming": [each for each in named if not each[0].is_past],
        "past": [each for each in reversed(named) if each[0].is_past],
        "may_plan": trains(actor),
        "filters": tabs(request, "training"),
    }
    return render(request, "office/training/training.html", shown)


@staff(*LEARNERS)
@require_safe
def topic_page(request: StaffRequest, training_topic: str) -> HttpResponse:
    actor, topic = request.actor, _topic(training_topic)
    found = my_progress(actor)
    line = next(one for one in topic_lines(found.own.taken, actor.language) if one.key == topic.key)
    shown = {
        "topic": topic_words(topic, actor.language),
        "line": line,
        "reading": _reading(actor, topic),
        "coming": [one for one in gatherings(actor, since=clock.today(actor.zone)) if topic.key in one.topics],
    }
    return render(request, "office/training/topic.html", shown)


@staff(*LEARNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def elsewhere_page(request: StaffRequest, training_topic: str) -> HttpResponse:
    actor, topic = request.actor, _topic(training_topic)
    said = my_progress(actor).own.taken.get(topic.key)
    form = ElsewhereForm(request.POST or None, initial={"on": said.on, "how": said.how} if said else None)

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        say_taken(by=actor, topic=topic.key, **given)
        return "office:training", {}

    return asked(
        request, form, act, template="office/training/form.html", heading=_("Taken elsewhere"),
        lead=topic.names[actor.language], button=_("Save"),
        done=_("Saved. It counts when a clinical lead, a manager or an implementation supporter has confirmed it."),
    )  # fmt: skip


@staff(*LEARNERS)
@require_safe
def certificate_file(request: StaffRequest) -> HttpResponse:
    """Raises Denied with a sentence until all twelve are confirmed."""
    actor = request.actor
    own = my_progress(actor).own
    if not own.has_all:
        raise Denied(
            _("The certificate comes when all twelve topics are confirmed. You have %(n)s of them.") % {"n": own.done}
        )
    made = certificate(own, team=request.team.name, organisation=request.team.organisation, language=actor.language)
    headers = {"Content-Disposition": 'attachment; filename="certificate.pdf"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(report_pdf(made, made_at=clock.now()), content_type="application/pdf", headers=headers)


def _topic(key: str) -> Topic:
    if key not in topics():
        raise NotFound
    return topics()[key]


def _reading(viewer: Actor, topic: Topic) -> list[tuple[str, str, str, str]]:
    """(name of the page, slug, title, its language) of what the organisation's library has of it."""
    pages = [("public:learn_page", one.slug, one.title, one.language) for one in pages_named(viewer, topic.pages)]
    papers = [
        ("public:learn_publication", one.slug, one.title, one.title_language)
        for one in publications_named(viewer, topic.publications)
    ]
    return pages + papers
