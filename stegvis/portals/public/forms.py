"""The forms of the public pages: the four parts of a request as its steps, the self-check, and the code."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stegvis.definitions.problems import problem_words
from stegvis.definitions.registration import Problem
from stegvis.portals.fields import GivenCode
from stegvis.portals.referral_form import AboutThePerson, AboutTheProblem, WaysToReach, WhatIsNeeded


class AboutYou(AboutThePerson):
    labels = {
        "name": _("What is your name?"),
        "birth_date": _("When were you born?"),
        "gender": _("What is your gender?"),
        "language": _("Which language do you want to speak with us?"),
        "national_number": _("National identity number"),
    }
    hints = {
        "national_number": _(
            "You need not give it. If you do, we can be sure that we have the right person. "
            "A D-number or another number from the health service is fine too."
        ),
    }


class ReachYou(WaysToReach):
    labels = {"municipality": _("Where do you live?")}
    hints = {
        "may_text": _("Our messages never say what they are about."),
    }


class YourProblem(AboutTheProblem):
    labels = {
        "problem": _("What is hard for you now?"),
        "work_status": _("How is it with work and income?"),
        "on_sick_pay": _("Do you get sick pay now?"),
    }
    hints = {
        "problem": _("Write it in your own words. A few lines are enough; we talk about the rest."),
    }


class YourNeeds(WhatIsNeeded):
    labels = {
        "needs_interpreter": _("I need an interpreter"),
        "accessibility": _("Is there anything else we should arrange?"),
        "gp_choice": _("What may we tell your GP?"),
        "gp_name": _("Who is your GP?"),
    }
    hints = {
        "accessibility": _(
            "For instance which language the interpreter should speak, a room without stairs, "
            "sign language, or a time of day that suits you."
        ),
        "gp_choice": _("You decide, and you can change it later."),
    }


class TheCode(forms.Form):
    use_required_attribute = False
    code = forms.CharField(
        label=_("Your code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={
            "required": _("Write the code you wrote down. It has twelve letters and figures."),
            "max_length": _("The code has twelve letters and figures."),
        },
    )


class SelfCheck(forms.Form):
    """ "Is this for me?": answered, read and forgotten."""

    # What teams of this kind help with, and what others help better with. No question about risk: nobody
    # would read the answer (DESIGN.md, Safety).
    ASKED = (
        Problem.DEPRESSION,
        Problem.ANXIETY,
        Problem.PANIC,
        Problem.SOCIAL_ANXIETY,
        Problem.INSOMNIA,
        Problem.STRESS,
        Problem.SUBSTANCE,
        Problem.OTHER,
    )
    use_required_attribute = False
    age = forms.ChoiceField(
        label=_("How old are you?"),
        choices=[("grown", _("16 years or older")), ("young", _("Younger than 16"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the answers."),
            "invalid_choice": _("Choose one of the answers."),
        },
    )
    troubles = forms.MultipleChoiceField(
        label=_("What troubles you?"),
        help_text=_("Choose as many as you like."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one of the answers."),
            "invalid_choice": _("Choose at least one of the answers."),
        },
    )
    unreal = forms.ChoiceField(
        label=_(
            "Do you hear or see things that others do not, or do others say you have lost touch with what is real?"
        ),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the answers."),
            "invalid_choice": _("Choose one of the answers."),
        },
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        language = get_language() or "nb"
        self.fields["troubles"].choices = [  # type: ignore[attr-defined]
            (code.value, problem_words(code).plain[language]) for code in self.ASKED
        ]


class AccessCodeForm(forms.Form):
    """A code that opens a programme and names nobody."""

    use_required_attribute = False
    code = GivenCode()
