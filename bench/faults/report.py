"""The figures of runs as a table, one column a run."""

from __future__ import annotations

from collections.abc import Sequence

from bench.faults.compare import KINDS
from bench.faults.run import Outcome

WAIT_GOAL, BACK_GOAL = 10.0, 15.0  # seconds (facts/safety.md §3, R1)
SENT_AGAIN = ("answer lost on the way", "sent in two windows at once", "sent again later")


def table(outcomes: Sequence[tuple[str, Outcome]]) -> str:
    """Markdown, so that it can stand in bench/RESULTS.md as it is."""
    columns = [["", "---", *(label for label, _ in _figures(outcomes[0][1]))]]
    columns += [[name, "---", *(figure for _, figure in _figures(outcome))] for name, outcome in outcomes]
    widths = [max(map(len, column)) for column in columns]
    lines = zip(*columns, strict=True)
    return "\n".join(
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))} |" for line in lines
    )


def wrong(outcome: Outcome, most: int = 5) -> list[str]:
    """What must not be, in words: a few examples of each kind."""
    said = [f"{kind}: {where}" for kind in KINDS for where in outcome.findings.found[kind][:most]]
    said += [f"differs: {where}" for where in outcome.differing[:most]]
    said += [f"not on the lead's page: {where}" for where in outcome.unseen[:most]]
    said += [f"refused when sent again: {where}" for where in outcome.tally.refused[:most]]
    return said + [f"a client met: {fault}" for fault in outcome.tally.faults[:most]]


def _figures(outcome: Outcome) -> list[tuple[str, str]]:
    findings, seen = outcome.findings, outcome.tally.seen
    parts = ", ".join(f"{number} {part}" for part, number in sorted(outcome.killed.parts.items()))
    return [
        ("killed with SIGKILL", f"{outcome.killed.total} ({parts})"),
        ("of these in the middle of an answer", f"{outcome.killed.aimed}"),
        ("forms acknowledged", f"{outcome.commands}"),
        ("answers acknowledged", f"{findings.answers}"),
        ("of these risk answers", f"{findings.risk_answers}"),
        *((f"forms: {what}", f"{seen[what]}") for what in SENT_AGAIN),
        *((kind, f"{findings.count(kind)}") for kind in KINDS),
        ("refused when sent again", f"{len(outcome.tally.refused)}"),
        ("pages that show something else", f"{len(outcome.differing)}"),
        ("alerts that no lead sees", f"{len(outcome.unseen)}"),
        ("children left by the supervisor", f"{outcome.children_left}"),
        (f"longest wait for an answer (goal {WAIT_GOAL:.0f} s)", f"{outcome.longest_wait:.1f} s"),
        ("longest time without a ready page", f"{outcome.away:.1f} s"),
        (f"whole again after the last kill (goal {BACK_GOAL:.0f} s)", f"{outcome.killed.whole_after:.1f} s"),
    ]
