"""Forms of building a team."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.network.actions import answer_self_check, ask_for_support, change_task
from stegvis.network.actions.change_paper import LONGEST
from stegvis.network.actions.say_staffing import StaffingFields
from stegvis.network.models import Staffing
from stegvis.portals.office.network.forms import CHOOSE, FILL, NOBODY
from stegvis.portals.office.start_up.words import ANSWER_WORDS, TASK_STATES

MOST_POSTS = 200  # a team of more full-time equivalents is a slip of the pen


def _day(label: Any, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the date as year, month and day.")},
    )


def _text(label: Any, rows: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), error_messages=FILL, **options)


class PlanForm(forms.Form):
    use_required_attribute = False
    opens_on = _day(_("When do you mean to open?"), _("The days of the tasks are counted from it. It can be moved."))


class ChangePlanForm(PlanForm):
    opened_on = _day(_("When did you open?"), _("Leave it empty until the door is open."))


class NewTaskForm(forms.Form):
    use_required_attribute = False
    title = forms.CharField(label=_("What is to be done?"), max_length=200, error_messages=FILL)
    due_on = _day(_("When should it be done?"))
    who = forms.CharField(label=_("Who does it?"), max_length=100, required=False)


class TaskForm(forms.Form):
    use_required_attribute = False
    state = forms.ChoiceField(
        label=_("How does it stand?"),
        choices=list(TASK_STATES.items()),
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    due_on = _day(_("When should it be done?"))
    who = forms.CharField(label=_("Who does it?"), max_length=change_task.LONGEST["who"], required=False)
    amount = forms.IntegerField(
        label=_("Amount, in whole kroner"), required=False, min_value=0, max_value=2_000_000_000
    )
    note = _text(_("Note"), 4, required=False, max_length=change_task.LONGEST["note"], help_text=NOBODY)

    def __init__(self, *args: Any, is_grant: bool, due_hint: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].help_text = due_hint
        if not is_grant:
            del self.fields["amount"]


class EvidenceForm(forms.Form):
    use_required_attribute = False
    title = forms.CharField(label=_("What does the paper show?"), max_length=150, error_messages=FILL)
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, PNG or JPEG, at most 12 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/png,image/jpeg"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )


def _posts(label: Any, hint: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, help_text=hint, min_value=0, max_value=MOST_POSTS, decimal_places=2, localize=True,
        error_messages={**FILL, "invalid": _("Write a number, such as 0.5.")},
    )  # fmt: skip


class StaffingForm(forms.Form):
    """In full-time equivalents; the rows hold hundredths."""

    use_required_attribute = False
    all = _posts(_("Full-time equivalents in the team"), _("Office staff too. A full post is 1, a half one 0.5."))
    psychologist = _posts(_("Of these, psychologist"))
    merkantil = _posts(_("Of these, office staff (merkantil)"))
    trained = _posts(_("Of these, with the twelve topics of the training"))
    all_have_three_years = forms.BooleanField(
        label=_("Everybody who treats has at least three years of health or social education"), required=False
    )
    all_treat_independently = forms.BooleanField(
        label=_("Everybody who treats does so on their own responsibility"), required=False
    )

    def said(self) -> StaffingFields:
        given = self.cleaned_data
        return StaffingFields(
            **{f"{name}_hundredths": int(given[name] * 100) for name in _PARTS},
            all_have_three_years=given["all_have_three_years"],
            all_treat_independently=given["all_treat_independently"],
        )


_PARTS = ("all", "psychologist", "merkantil", "trained")


def staffing_before(row: Staffing) -> dict[str, Any]:
    """What was said last, as the form shows it."""
    return {
        **{name: Decimal(getattr(row, f"{name}_hundredths")) / 100 for name in _PARTS},
        "all_have_three_years": row.all_have_three_years,
        "all_treat_independently": row.all_treat_independently,
    }


class QuestionForm(forms.Form):
    use_required_attribute = False
    answer = forms.ChoiceField(
        label=_("Your answer"), choices=list(ANSWER_WORDS.items()), widget=forms.RadioSelect, error_messages=CHOOSE
    )
    note = _text(_("Why, and what would you like to be different?"), 4, required=False,
                 max_length=answer_self_check.LONGEST["note"],                 help_text=NOBODY)  # fmt: skip


class AskForm(forms.Form):
    use_required_attribute = False
    title = forms.CharField(label=_("In a few words"), max_length=ask_for_support.LONGEST["title"], error_messages=FILL)
    text = _text(_("What do you wonder about?"), 8, max_length=ask_for_support.LONGEST["text"], help_text=NOBODY)


class WordsForm(forms.Form):
    use_required_attribute = False
    text = _text(_("Your answer"), 6, max_length=ask_for_support.LONGEST["text"], help_text=NOBODY)


class PaperForm(forms.Form):
    use_required_attribute = False
    title = forms.CharField(label=_("Title"), max_length=150, error_messages=FILL)
    text = _text(
        _("Text"), 24, max_length=LONGEST,
        help_text=_("## in front of a line makes a heading, - a point in a list. Fill in what stands in [brackets]."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)
