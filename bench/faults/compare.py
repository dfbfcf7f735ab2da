"""The journal against the record: what was acknowledged and is gone, what was done twice, what risk was told to nobody.

Every change of a questionnaire adds one to its version, so that the version counts the commands that had an effect.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from bench.faults.journal import Command
from bench.faults.pool import Opened
from bench.faults.record import Record, Row, Signal
from stegvis.definitions.instrument import instrument

KINDS = (
    "lost", "doubled", "risk answers without alert", "risk answers without history", "risk answers without notice",
    "pages without a line in the access log",
)  # fmt: skip


@dataclass
class Findings:
    """What is wrong, by kind, with the opaque ids where it is. Empty: nothing."""

    found: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    answers: int = 0  # acknowledged
    risk_answers: int = 0

    def add(self, kind: str, where: str, times: int = 1) -> None:
        self.found[kind] += [where] * times

    def count(self, kind: str) -> int:
        return len(self.found[kind])

    @property
    def total(self) -> int:
        return sum(map(len, self.found.values()))


@dataclass
class _Wanted:
    """What one questionnaire must hold. A set: it may be any of these."""

    opened: Opened
    answers: list[set[int | None]]
    fewest: int
    most: int


def compare(
    done: list[Command],
    unknown: list[Command],
    opened: Mapping[str, Opened],
    record: Record,
    pages: Mapping[str, int],
) -> Findings:
    """Judge the record by what was acknowledged (`done`, in order) and what may or may not have arrived (`unknown`)."""
    findings = Findings()
    wanted = _wanted(done, unknown, opened)
    for id, want in wanted.items():
        _compare_row(findings, record.rows[id], want)
    _compare_goals(findings, done, unknown, record)
    _compare_counts(findings, record)
    risks = _risks(done, opened)
    findings.answers = sum(len(given) for command in done for given in command.answers.values())
    findings.risk_answers = sum(map(len, risks.values()))
    _compare_alerts(findings, risks, record)
    _compare_notices(findings, risks, record)
    for person, number in pages.items():
        missing = max(0, number - record.shown.get(person, 0))
        findings.add("pages without a line in the access log", f"person {person}", missing)
    return findings


def _wanted(done: list[Command], unknown: list[Command], opened: Mapping[str, Opened]) -> dict[str, _Wanted]:
    wanted = {
        id: _Wanted(one, [{value} for value in one.answers], one.version, one.version) for id, one in opened.items()
    }
    certain = [(command, True) for command in done] + [(command, False) for command in unknown]
    for command, is_done in certain:
        for id, given in command.answers.items():
            want = wanted[id]
            want.most += 1
            want.fewest += is_done
            for item, value in given.items():
                place = instrument(want.opened.instrument).codes.index(item)
                want.answers[place] = {value} if is_done else {value, *want.answers[place]}
    return wanted


def _compare_row(findings: Findings, row: Row, want: _Wanted) -> None:
    where = f"questionnaire {row.id}"
    wrong = sum(value not in allowed for value, allowed in zip(row.answers, want.answers, strict=True))
    findings.add("lost", f"{where}: another answer stands", wrong)
    findings.add("lost", f"{where}: a command had no effect", max(0, want.fewest - row.version))
    findings.add("doubled", f"{where}: a command had an effect twice", max(0, row.version - want.most))
    if row.submitted_at is not None:
        findings.add("doubled", f"{where}: finished twice", max(0, row.submissions - 1))
        if row.submissions == 0:
            findings.add("lost", f"{where}: finished without history")


def _compare_goals(findings: Findings, done: list[Command], unknown: list[Command], record: Record) -> None:
    fewest = Counter(command.person for command in done if command.kind == "goal")
    most = fewest + Counter(command.person for command in unknown if command.kind == "goal")
    for person in most.keys() | record.goals.keys():
        has = record.goals.get(person, 0)
        findings.add("lost", f"person {person}: a goal", max(0, fewest[person] - has))
        findings.add("doubled", f"person {person}: a goal", max(0, has - most[person]))


def _compare_counts(findings: Findings, record: Record) -> None:
    for person, name, kept, counted in record.counts:
        kind = "doubled" if kept > counted else "lost"
        findings.add(kind, f"person {person}: the course counts {kept} of {counted} {name}", abs(kept - counted))


Risk = tuple[str, str, int]  # questionnaire, item, value


def _risks(done: list[Command], opened: Mapping[str, Opened]) -> dict[Risk, list[str]]:
    """The acknowledged risk answers, and the commands that gave each."""
    risks: dict[Risk, list[str]] = {}
    for command in done:
        for id, given in command.answers.items():
            of = instrument(opened[id].instrument)
            for item, value in given.items():
                if of.is_risk(item, value):
                    risks.setdefault((id, item, value), []).append(command.id)
    return risks


def _compare_alerts(findings: Findings, risks: Mapping[Risk, list[str]], record: Record) -> None:
    told = Counter((signal.questionnaire, signal.item, signal.value) for signal in record.signals)
    for risk, commands in risks.items():
        if not told[risk]:
            findings.add("risk answers without alert", f"questionnaire {risk[0]}", len(commands))
    for risk, times in told.items():
        findings.add("doubled", f"questionnaire {risk[0]}: a risk answer told twice", times - 1)
    # Nobody was answered for these, and still what is kept must be told of.
    for row in record.rows.values():
        if row.has_risk and not any(questionnaire == row.id for questionnaire, _, _ in told):
            findings.add("risk answers without alert", f"questionnaire {row.id}: kept")
    for person, times in Counter(alert.person for alert in record.alerts).items():
        findings.add("doubled", f"person {person}: an alert", times - 1)
    for alert in record.alerts:
        if alert.begun == 0:
            findings.add("risk answers without history", f"alert {alert.id}")
        findings.add("doubled", f"alert {alert.id}: in history", max(0, alert.begun - 1))


def _compare_notices(findings: Findings, risks: Mapping[Risk, list[str]], record: Record) -> None:
    """Who must read it is told when an alert is raised, and when an answer is higher than those before it."""
    highest: dict[tuple[str, str, str], int] = {}
    alerts = set[str]()
    told = set[str]()
    for signal in record.signals:
        line = (signal.alert, signal.instrument, signal.item)
        is_news = signal.alert not in alerts or signal.value > highest.get(line, -1)
        alerts.add(signal.alert)
        highest[line] = max(signal.value, highest.get(line, -1))
        commands = risks.get(_risk(signal), [])
        if is_news and commands:
            by = next((command for command in commands if command in record.notices), None)
            if by is None:
                findings.add("risk answers without notice", f"alert {signal.alert}")
            else:
                told.add(by)
    for command, users in record.notices.items():
        if command not in told:
            findings.add("doubled", f"command {command}: told of what was told before")
        findings.add("doubled", f"command {command}: somebody was told twice", sum(users.values()) - len(users))


def _risk(signal: Signal) -> Risk:
    return signal.questionnaire, signal.item, signal.value
