"""Forms of writing, sharing and moderating in a network."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from stegvis.network.actions import add_material, add_member, share_file
from stegvis.network.actions.write_post import LONGEST
from stegvis.portals.network_words import KINDS, LEVELS, LICENCE_WORDS, PHASES

FILL = {"required": _("Fill this in.")}
CHOOSE = {"required": _("Choose one of the answers."), "invalid_choice": _("Choose one of the answers.")}
NOBODY = _("Write nothing that tells who a client is.")


class PostForm(forms.Form):
    use_required_attribute = False
    title = forms.CharField(label=_("Heading"), max_length=150, error_messages=FILL)
    text = forms.CharField(
        label=_("What you want to say"),
        help_text=NOBODY,
        max_length=LONGEST,
        error_messages=FILL,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class AnswerForm(forms.Form):
    use_required_attribute = False
    text = forms.CharField(
        label=_("Your answer"),
        help_text=NOBODY,
        max_length=LONGEST,
        error_messages=FILL,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class WhyForm(forms.Form):
    use_required_attribute = False
    why = forms.CharField(
        label=_("Why is it hidden?"),
        help_text=_("The author reads it."),
        max_length=300,
        error_messages=FILL,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class _WithFile(forms.Form):
    use_required_attribute = False
    licence = forms.ChoiceField(
        label=_("How may others use it?"),
        choices=list(LICENCE_WORDS.items()),
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, PNG or JPEG, at most 12 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/png,image/jpeg"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )


class ShareForm(_WithFile):
    name = forms.CharField(
        label=_("Name"),
        help_text=_("The same name as a file that is there makes a new version of it."),
        max_length=share_file.LONGEST["name"],
        error_messages=FILL,
    )
    description = forms.CharField(
        label=_("What it is for"),
        required=False,
        max_length=share_file.LONGEST["description"],
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    author = forms.CharField(label=_("Who made it"), max_length=share_file.LONGEST["author"], error_messages=FILL)
    field_order = ("name", "description", "author", "licence", "file")


class MaterialForm(_WithFile):
    title = forms.CharField(label=_("Title"), max_length=add_material.LONGEST["title"], error_messages=FILL)
    field_order = ("title", "licence", "file")


class MemberForm(forms.Form):
    use_required_attribute = False
    kind = forms.ChoiceField(
        label=_("Who joins?"), choices=list(KINDS.items()), widget=forms.RadioSelect, error_messages=CHOOSE
    )
    name = forms.CharField(
        label=_("Name of the unit or the organisation"), max_length=add_member.LONGEST["name"], error_messages=FILL
    )
    part_of = forms.CharField(
        label=_("Part of"), help_text=_("As the hospital."), max_length=add_member.LONGEST["part_of"], required=False
    )
    place = forms.CharField(label=_("Place"), max_length=add_member.LONGEST["place"], required=False)
    contact = forms.EmailField(label=_("E-mail for the other members"), required=False)
    shares = forms.CharField(
        label=_("What it would like to share"),
        max_length=add_member.LONGEST["shares"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NetworkForm(forms.Form):
    """What is said of a network, in one language at a time."""

    use_required_attribute = False
    language = forms.ChoiceField(label=_("Language of the words below"), error_messages=CHOOSE)
    name = forms.CharField(label=_("Name"), max_length=150, error_messages=FILL)
    summary = forms.CharField(
        label=_("What it is, in a few lines"),
        max_length=1000,
        error_messages=FILL,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    goals = forms.CharField(
        label=_("What it wants"),
        help_text=_("One goal a line."),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    phase = forms.ChoiceField(
        label=_("How far has it come?"), choices=list(PHASES.items()), widget=forms.RadioSelect, error_messages=CHOOSE
    )
    owner = forms.CharField(label=_("Owner"), max_length=200, error_messages=FILL)
    funder = forms.CharField(label=_("Paid for by"), max_length=200, required=False)
    contact = forms.EmailField(label=_("E-mail"), required=False)
    is_public = forms.BooleanField(label=_("Show it to everybody"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]


class NewNetworkForm(NetworkForm):
    level = forms.ChoiceField(
        label=_("Which kind of network?"), choices=list(LEVELS.items()), widget=forms.RadioSelect, error_messages=CHOOSE
    )
    region = forms.CharField(label=_("Region"), max_length=80, required=False)
    slug = forms.SlugField(
        label=_("Short name, for the address"),
        max_length=80,
        help_text=_("Small letters, figures and hyphens."),
        error_messages={**FILL, "invalid": _("Use small letters, figures and hyphens only.")},
    )


class CoordinatedNetworkForm(NetworkForm):
    coordinator = forms.ChoiceField(label=_("Coordinator"), required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["coordinator"].choices = [("", _("Nobody")), *people]  # type: ignore[attr-defined]
