"""What a yearly report says: its title, its chapters and their tables, in the reader's words. Counts nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from stegvis.network.queries.training import Trained
from stegvis.outcomes.measures import EDITION
from stegvis.outcomes.queries.results import Figure
from stegvis.outcomes.queries.yearly import Span, YearFigures
from stegvis.outcomes.reports import Picture, Report, Section, Table
from stegvis.portals.figures import figure_cells
from stegvis.portals.office.reports_picture import lengths
from stegvis.portals.office.results import HEADLINES, finding
from stegvis.portals.office.told import Told, number_of
from stegvis.portals.wording import day_full

CAME = ("referrals", "self_referred", "assessed", "started", "finished", "seen_not_treated", "treated_once")
STAYED = ("dropped_out", "did_not_attend", "contacts_per_finished")
WAITED = ("wait_assessment", "wait_treatment", "waited_6_weeks", "waited_18_weeks")
FEWEST_THERAPISTS = 3
DRAWN = ("referrals", "assessed", "started", "finished")


def span_words(span: Span) -> str:
    """ "2025", or the first and the last day of four other quarters."""
    return span.code if len(span.code) == 4 else f"{day_full(span.first)} – {day_full(span.last)}"


def year_report(
    year: YearFigures, *, trained: Trained, about: str, organisation: str, language: str, made_on: date
) -> Report:
    """The report of a team or, without a team's name (`about` empty), of the organisation."""
    name = about or organisation
    facts = [
        (_("Team"), about),
        (_("Organisation"), organisation),
        (_("Period"), f"{day_full(year.span.first)} – {day_full(year.span.last)}"),
        (_("Made"), day_full(made_on)),
    ]
    told = {one.name: one for one in year.figures}
    return Report(
        title=_("Yearly report %(year)s: %(name)s") % {"year": span_words(year.span), "name": name},
        language=language,
        facts=tuple((word, value) for word, value in facts if value),
        paragraphs=(_finding(told), counts_words(is_published=year.is_published)),
        sections=tuple(_sections(year, trained)),
        foot=_("Edition %(edition)s of the measures") % {"edition": EDITION},
        page_words=_("Page"),
    )


def counts_words(*, is_published: bool) -> str:
    """Whether the figures are true counts, and what stands in place of those that are not shown."""
    if not is_published:
        return _(
            "The counts are true ones, for those who treat. Do not pass this report on; the manager's report is the "
            "one for others."
        )
    return _(
        "So that nobody can be recognised, counts are rounded to the nearest 5, and those from 1 to 7 are hidden. "
        "A share is shown only where at least 20 are counted. Where a hidden count could be worked out from "
        "others, one more is hidden."
    )


def _finding(told: dict[str, Figure]) -> str:
    best = told.get("reliable_improvement")
    return f"{finding(Told.of(best) if best else None)}."


def _sections(year: YearFigures, trained: Trained) -> Iterator[Section]:
    outcome = [one.name for one in year.figures if one.name not in (*CAME, *STAYED, *WAITED)]
    if not year.figures:
        yield Section(_("No figures yet"), (_("Nobody asked for help in this period, or all figures are hidden."),))
        return
    yield _chapter(_("Those who came, and the help they got"), year, (*CAME, *STAYED), drawn=DRAWN)
    yield _chapter(_("How long people waited"), year, WAITED)
    shares = [one.name for one in year.figures if one.name in outcome and one.kind == "rate"]
    yield _chapter(_("How it went for those who finished"), year, outcome, drawn=shares, highest=100)
    if len(year.teams) > 1:
        yield Section(
            _("Team by team"),
            (_("By name, and not in an order of merit. What was counted in each stands in its own report."),),
            table=_teams(year),
        )
    yield Section(_("Therapists trained"), (_trained(trained, is_published=year.is_published),))
    yield Section(_("How it is counted"), tuple(_method()))


def _trained(found: Trained, *, is_published: bool) -> str:
    """Counts staff and no client, so nothing is rounded; docs/adr/0014 says why the smallest teams are left out."""
    if is_published and found.therapists < FEWEST_THERAPISTS:
        return _("It is told of three therapists or more, so that it says nothing of one of them.")
    return _(
        "Of the %(therapists)s therapists and clinical leads on %(day)s, %(trained)s had all twelve topics of the "
        "training, confirmed. This counts staff and not clients, so it is a true count."
    ) % {"therapists": found.therapists, "trained": found.trained, "day": day_full(found.on)}


def _chapter(
    heading: str, year: YearFigures, names: Sequence[str], *, drawn: Sequence[str] | None = None, highest: int = 0
) -> Section:
    known = {one.name: one for one in year.figures}
    before = {one.name: one for one in year.before}
    shown = [known[name] for name in names if name in known]
    heads = [_("Measure"), _("Value"), _("Counted"), _("Out of"), _("Missing")]
    rows: list[tuple[str, ...]] = [(one.title, *figure_cells(one)) for one in shown]
    if before:
        heads.append(_("Year before"))
        rows = [(*row, figure_cells(before.get(one.name))[0]) for row, one in zip(rows, shown, strict=True)]
    return Section(
        heading,
        picture=_picture(heading, [known[name] for name in drawn or () if name in known], highest),
        table=Table(tuple(heads), tuple(rows), tuple(one.sentence for one in shown)),
    )


def _picture(title: str, shown: Sequence[Figure], highest: int) -> Picture | None:
    """Nothing where fewer than two have a length: one bar says no more than its number."""
    if len([one for one in shown if number_of(one)]) < 2:
        return None
    rows = [(one.title, number_of(one), figure_cells(one)[0]) for one in shown]
    words = "; ".join(f"{name}: {said}" for name, _length, said in rows)
    return Picture(lengths(rows, highest=highest), f"{title}. {words}.")


def _teams(year: YearFigures) -> Table:
    titles = {one.name: one.title for one in year.figures}
    shown = [name for name in HEADLINES if name in titles]
    rows = []
    for name, figures in year.teams:
        of = {one.name: one for one in figures}
        rows.append((name, *(figure_cells(of.get(measure))[0] for measure in shown)))
    return Table((_("Team"), *(titles[measure] for measure in shown)), tuple(rows))


def _method() -> Iterator[str]:
    yield _(
        "Each figure stands with the sentence that says what it counts, how many were counted, out of how many, and "
        "how many answers are missing."
    )
    yield _(
        "Those who are not measured both first and last count as not improved. The limits for change are those of NHS "
        "Talking Therapies, version 2.1."
    )
