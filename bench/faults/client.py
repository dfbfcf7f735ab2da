"""A client who answers in the real pages, item by item or all at once, over a network that loses answers.

Each form carries the command id the page gave it, and is sent again with the same id until it is answered.
"""

from __future__ import annotations

import random
import re
import threading
import time
import uuid
from collections import Counter

from bench.faults.browser import OK, SEE_OTHER, Broken, Browser, Fields, Page, Stuck
from bench.faults.journal import Command, Journal
from bench.faults.pool import Person, Pool

LOST = 0.3  # answers that never arrive, so that the form is sent again (facts/safety.md §3, R3)
TWICE = 0.1  # sent in two windows at once (R4)
AGAIN = 0.1  # sent again after it was answered (R4)
LATE = 0.15  # an older form sent again after newer ones (R4, R6)
CHANGED_MIND = 0.15
SKIPPED = 0.03
WHOLE_FORM = 0.5
GOAL = 0.3
RISK = 0.5
GOALS_ROOM = 8  # the product takes ten

QUESTION = re.compile(r"^/me/questions/([0-9a-f-]{36})/(\w+)/$")
END = re.compile(r"^/me/questions/([0-9a-f-]{36})/end/$")
RISK_ITEM = "9"  # of phq-9, the one instrument here with an item 9
Answers = dict[str, dict[str, int]]  # questionnaire -> item -> value


class Tally:
    """What the clients of a run saw, together."""

    def __init__(self) -> None:
        self.waits: list[float] = []  # seconds from the first try of a command to its answer
        self.seen: Counter[str] = Counter()
        self.pages: Counter[str] = Counter()  # person -> pages with the person's data that arrived
        self.refused: list[str] = []  # a form that was sent again, and was not answered as the first time
        self.faults: list[str] = []


class Client(threading.Thread):
    """Takes one person after the other from the pool until told to stop; finishes the form in hand."""

    def __init__(self, pool: Pool, journal: Journal, tally: Tally, stop: threading.Event, seed: str) -> None:
        super().__init__(name=f"client {seed}", daemon=True)
        self.pool, self.journal, self.tally, self.stop = pool, journal, tally, stop
        self.dice = random.Random(seed)
        self.browser = Browser(pool.site.port)
        self.older: list[tuple[str, Fields]] = []

    def run(self) -> None:
        try:
            while not self.stop.is_set():
                person = self.pool.take()
                if person is None:
                    time.sleep(0.1)
                    continue
                self.pool.give_back(person, is_finished=self._guarded(person))
        except Exception as fault:
            self.tally.faults.append(f"{self.name} gave up: {fault!r}")
            raise
        finally:
            self.browser.hang_up()

    def _guarded(self, person: Person) -> bool:
        try:
            return self._course(person)
        except Stuck as fault:
            self.tally.faults.append(f"{self.name}: {fault}")
            return False

    def _course(self, person: Person) -> bool:
        """Log in and answer everything that is asked; False when told to stop on the way."""
        self.browser.hang_up()
        self.browser = Browser(self.pool.site.port)
        self.older = []
        self.browser.get(person.log_in)
        if self.dice.random() < GOAL:
            self._goal(person)
        if self.dice.random() < WHOLE_FORM:
            self._item_by_item(person, most=self.dice.randrange(4))
            return not self.stop.is_set() and self._whole_form(person)
        return self._item_by_item(person)

    def _item_by_item(self, person: Person, most: int = 1000) -> bool:
        page = self._look(person, "/me/questions/")
        while most and not self.stop.is_set():
            most -= 1
            question, end = QUESTION.match(page.path), END.match(page.path)
            if end:
                page = self._hand_in(person, "end", page, [], {end[1]: {}})
            elif page.path == "/me/questions/done/":
                return True
            elif question is None:
                raise Stuck(f"{page.path} asks nothing.")
            elif self.dice.random() < SKIPPED:
                page = self._look(person, self._next(page, question[1], question[2]))
            else:
                page = self._answer(person, page, question[1], question[2])
        return False

    def _answer(self, person: Person, page: Page, questionnaire: str, item: str) -> Page:
        """Answer the question of the page, perhaps otherwise a moment later; the page that comes after."""
        value = self._value(item)
        after = self._hand_in(person, "item", page, [("value", str(value))], {questionnaire: {item: value}})
        if self.dice.random() < CHANGED_MIND:
            back = self._look(person, page.path)
            if back.path == page.path:  # elsewhere when the last answer has finished the questionnaire
                other = (value + 1) % 4
                after = self._hand_in(person, "item", back, [("value", str(other))], {questionnaire: {item: other}})
        return after

    def _whole_form(self, person: Person) -> bool:
        page = self._look(person, "/me/questions/all/")
        if page.path != "/me/questions/all/":
            return True
        asked = re.findall(r'name="asked" value="([^"]+)"', page.text)
        answers: Answers = {one: {} for one in asked}
        for one, item in re.findall(r'type="radio" name="([0-9a-f-]{36})\.(\w+)" value="0"', page.text):
            answers[one][item] = self._value(item)
        fields = [("asked", one) for one in asked]
        fields += [(f"{one}.{item}", str(value)) for one in asked for item, value in answers[one].items()]
        after = self._hand_in(person, "form", page, fields, answers)
        return after.path == "/me/questions/done/"

    def _goal(self, person: Person) -> None:
        page = self.browser.get("/me/goals/")
        if page.text.count("/end/") < GOALS_ROOM:
            self._hand_in(person, "goal", page, [("text", f"Prøve igjen, {uuid.uuid4()}")], {})

    def _hand_in(
        self,
        person: Person,
        kind: str,
        page: Page,
        fields: Fields,
        answers: Answers,
    ) -> Page:
        """Send a form until it is answered, write that down, and follow where it leads."""
        command = Command(page.hidden("command"), person.id, kind, answers)
        form = [("csrfmiddlewaretoken", page.hidden("csrfmiddlewaretoken")), ("command", command.id), *fields]
        self.journal.sent(command)
        began = time.monotonic()
        answered = self._deliver(page.path, form)
        if answered.status != SEE_OTHER:
            self.tally.refused.append(f"{kind}: {answered.status}")
            return self._look(person, "/me/questions/")
        self.journal.acknowledged(command)
        self.tally.waits.append(time.monotonic() - began)
        self._send_again(page.path, form)
        if answered.location == "/me/help/":
            self._look(person, "/me/help/")
            return self._look(person, "/me/questions/")
        return self._look(person, answered.location)

    def _deliver(self, path: str, form: Fields) -> Page:
        """Some answers are lost on the way, and some forms go out in two windows at once."""
        chance = self.dice.random()
        if chance < LOST:
            self.tally.seen["answer lost on the way"] += 1
            self._try(self.browser, path, form)
            time.sleep(self.dice.random() * 0.03)
            self.browser.hang_up()
        elif chance < LOST + TWICE:
            self.tally.seen["sent in two windows at once"] += 1
            other = self.browser.twin()
            if self._try(self.browser, path, form) and self._try(other, path, form):
                self._expect_the_same(other, path)
            other.hang_up()
            try:
                return self.browser.receive(path)
            except Broken:
                pass
        return self.browser.insist("POST", path, form)

    def _try(self, browser: Browser, path: str, form: Fields) -> bool:
        try:
            browser.send("POST", path, form)
        except Broken:
            return False
        return True

    def _expect_the_same(self, browser: Browser, path: str) -> None:
        try:
            page = browser.receive(path)
        except Broken:  # killed under it; the other window insists
            return
        if page.status != SEE_OTHER:
            self.tally.refused.append(f"sent again: {page.status}")

    def _send_again(self, path: str, form: Fields) -> None:
        """The form just answered, or an older one of this person: nothing may change, and nothing be refused."""
        chance = self.dice.random()
        again = (path, form)
        if chance > AGAIN:
            if chance > AGAIN + LATE or not self.older:
                self.older.append((path, form))
                return
            again = self.dice.choice(self.older)
        self.tally.seen["sent again later"] += 1
        if self._try(self.browser, *again):
            self._expect_the_same(self.browser, again[0])
        self.older.append((path, form))

    def _look(self, person: Person, path: str) -> Page:
        """A page that shows the person's own; each that arrives must stand in the access log."""
        page = self.browser.get(path)
        if page.status != OK:
            raise Stuck(f"{path} was answered with {page.status}.")
        if page.path != "/me/questions/done/":
            self.tally.pages[person.id] += 1
        return page

    def _next(self, page: Page, questionnaire: str, item: str) -> str:
        """Where the page's link for skipping leads."""
        links = re.findall(rf'href="(/me/questions/{questionnaire}/\w+/)"', page.text)
        if not links:
            raise Stuck(f"Item {item} cannot be skipped.")
        return str(links[0])

    def _value(self, item: str) -> int:
        if item == RISK_ITEM and self.dice.random() > RISK:
            return 0
        return self.dice.randrange(1, 4) if item == RISK_ITEM else self.dice.randrange(4)
