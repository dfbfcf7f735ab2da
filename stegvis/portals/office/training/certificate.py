"""The certificate of somebody who has all twelve topics: what it says, in the reader's words. Counts nothing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.definitions.curriculum import topics
from stegvis.network.queries.training import Learner
from stegvis.outcomes.reports import Report, Section, Table
from stegvis.portals.wording import day_full


def certificate(own: Learner, *, team: str, organisation: str, language: str) -> Report:
    """For a learner with all topics; the last day is when the last of them was taken."""
    taken = [own.taken[key] for key in topics()]
    last = max(one.on for one in taken)
    heads = (_("Topic"), _("Taken"), _("Confirmed by"))
    rows = tuple((topics()[one.topic].names[language], day_full(one.on), one.confirmed_by) for one in taken)
    return Report(
        title=_("Certificate of training"),
        language=language,
        facts=(
            (_("Name"), own.name),
            (_("Team"), team),
            (_("Organisation"), organisation),
            (_("All topics taken"), day_full(last)),
        ),
        paragraphs=(
            _("%(name)s has taken all twelve topics of the training for Rask psykisk helsehjelp.") % {"name": own.name},
        ),
        sections=(
            Section(_("The twelve topics"), table=Table(heads, rows, tuple(one.gathering or one.how for one in taken))),
        ),
        foot=_("The topics follow the announcement of the service: %(source)s.")
        % {"source": topics()[taken[0].topic].source.text},
        page_words=_("Page"),
    )
