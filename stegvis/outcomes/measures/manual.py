"""The definitions as the first half of docs/measures.md, so that the manual and the count cannot differ."""

from collections.abc import Iterable, Sequence

from stegvis.definitions.instrument import Threshold
from stegvis.definitions.problems import ANXIETY_MEASURES
from stegvis.outcomes.measures.definition import EDITION, MEASURES, Measure
from stegvis.outcomes.measures.grouping import GROUPINGS
from stegvis.outcomes.measures.statement import RULE_SET, judged_instruments

# What a condition below may speak of, in plain words. The SQL is in episode_facts.sql and contact_facts.sql.
WORDS = {
    "received_on": "the day the referral was received",
    "source": "who brought the person to the service",
    "assessed_on": "the day of the first contact the client came to, on time or late, for an assessment or an "
    "assessment with treatment, whatever its date",
    "started_on": "the day of the first treatment contact",
    "attended_contacts": "contacts of any purpose that the client came to, on time or late",
    "treatment_contacts": "contacts the client came to, on time or late, for treatment, assessment with treatment or "
    "review with treatment, from the day of the referral to the day of discharge, both included; follow-ups and "
    "employment support never count, and two on one day are two",
    "discharged_on": "the day of discharge; an open episode has none",
    "discharge_reason": "why the episode ended",
    "finished": "discharged with at least two treatment contacts",
    "paired": "at least two scores on PHQ-9 and at least two on the anxiety measure, all answered on or before the day "
    "of discharge",
    "case_at_start": "the first PHQ-9 or the first anxiety score reaches caseness",
    "not_a_case_at_start": "both first scores are known, and neither reaches caseness",
    "case_at_end": "the last PHQ-9 or the last anxiety score reaches caseness",
    "improved": "on PHQ-9, the anxiety measure or both, the last score is lower than the first by at least the "
    "reliable change",
    "worsened": "on PHQ-9, the anxiety measure or both, the last score is higher than the first by at least the "
    "reliable change",
    "sick_pay_first": "had sick pay at the start",
    "sick_pay_last": "had sick pay at the end",
    "days_to_assessment": "calendar days from the day of the referral to the day of assessment",
    "days_to_treatment": "calendar days from the day of the referral to the day of the first treatment contact",
    "contact_on": "the day of the contact",
    "attendance": "whether the client came to the contact",
}

HEAD = f"""\
# The measures, edition {EDITION}

Written by `python -m tests.spec.manual`; a test compares. The definitions are in `stegvis/outcomes/measures/`: every
page, extract and command counts by them. The examples are the tests in `tests/spec/`.

A rate is numerator out of denominator, in percent with one decimal, halves rounded up. Medians (by linear
interpolation) and means have one decimal too. Where a denominator is empty, so is the value; it is never 0. A measure
has a row for every group in which its base is not empty. *Missing* are the finished whose answer is not known; they
stay in the denominator.

Groupings: {", ".join(GROUPINGS)}.

Month, quarter and year go by the measure's own date, and who has no such date is left out of that measure. What is
not known is a group of its own, with an empty name.
"""

SCORES = """\
The scores of an episode are those answered on or before the day of discharge, by the clock where the team is. First
and last go by the time they were answered, and at the same time by the id of the answer, byte by byte. The anxiety
measure goes by the problem; where the problem's own measure has fewer than two scores, it is GAD-7.
"""


def page() -> str:
    """What the definitions say; the examples of the spec tests follow it in the manual."""
    parts = [
        HEAD,
        "## The figures\n",
        _table(("measure", "what it says", "kind", "counted in the period of"), map(_sentence, MEASURES)),
        "## How they are counted\n",
        "The words are explained below.\n",
        _table(("measure", "numerator, or what is counted", "denominator", "base", "missing"), map(_parts, MEASURES)),
        "## The words\n",
        _table(("word", "means"), ((f"`{word}`", meaning) for word, meaning in WORDS.items())),
        f"## Scores and thresholds, rule set {RULE_SET}\n",
        SCORES,
        _table(("instrument", "a case", "reliable change", "anxiety measure of"), _thresholds()),
    ]
    return "\n".join(parts)


def _sentence(measure: Measure) -> Sequence[str]:
    return f"{measure.title['en']} (`{measure.name}`)", measure.sentence["en"], measure.kind, f"`{measure.period}`"


def _parts(measure: Measure) -> Sequence[str]:
    parts = (measure.numerator, measure.denominator, measure.base, measure.missing)
    return f"`{measure.name}`", *(f"`{part}`" if part else "" for part in parts)


def _thresholds() -> Iterable[Sequence[str]]:
    for each in judged_instruments():
        problems = [problem for problem, measure in ANXIETY_MEASURES.items() if measure == each.id]
        yield each.id, _limit(each.caseness), _limit(each.reliable_change), ", ".join(problems)


def _limit(threshold: Threshold | None) -> str:
    assert threshold is not None
    return f"{'above' if threshold.comparator == 'above' else 'from'} {threshold.value}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
