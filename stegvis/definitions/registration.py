"""The words of registration data set 1: every code list and the columns of its three tables.

The extract, the database views and the measures share these names. Labels for pages stand in `words.toml`.
"""

from datetime import date
from enum import StrEnum

from stegvis.definitions.toml_files import LANGUAGES, in_every_language, table

# The columns of each table, in the order they are written.
EPISODES = (
    "episode",
    "team",
    "municipality",
    "received_on",
    "source",
    "problem",
    "level",
    "age_band",
    "gender",
    "language",
    "work_status_first",
    "work_status_last",
    "sick_pay_first",
    "sick_pay_last",
    "discharged_on",
    "discharge_reason",
)
CONTACTS = ("contact", "episode", "on", "purpose", "form", "attendance", "level", "minutes")
SCORES = ("answer", "episode", "instrument", "answered_at", "score")


class Source(StrEnum):
    """Who brought the person to the service."""

    SELF = "self"
    SELF_ON_GP_ADVICE = "self_on_gp_advice"
    GP = "gp"
    NAV = "nav"
    EMPLOYER = "employer"
    RELATIVE = "relative"
    OTHER = "other"


class Problem(StrEnum):
    """What the person and the team work on: a working word, not a diagnosis."""

    DEPRESSION = "depression"
    ANXIETY = "anxiety"
    PANIC = "panic"
    SOCIAL_ANXIETY = "social_anxiety"
    AGORAPHOBIA = "agoraphobia"
    OCD = "ocd"
    PTSD = "ptsd"
    HEALTH_ANXIETY = "health_anxiety"
    INSOMNIA = "insomnia"
    IBS = "ibs"
    SUBSTANCE = "substance"
    STRESS = "stress"
    MIXED = "mixed"
    OTHER = "other"


class Level(StrEnum):
    """A level of care. The order of the list is not a ranking, and nothing is ever preselected."""

    OPEN_SELF_HELP = "open_self_help"
    GUIDED_SELF_HELP = "guided_self_help"
    COURSE = "course"
    GROUP = "group"
    INDIVIDUAL = "individual"


class AgeBand(StrEnum):
    """Age in whole years on the day the referral was received."""

    FROM_16 = "16-17"
    FROM_18 = "18-25"
    FROM_26 = "26-35"
    FROM_36 = "36-45"
    FROM_46 = "46-55"
    FROM_56 = "56-65"
    FROM_66 = "66-75"
    FROM_76 = "76+"


class Gender(StrEnum):
    """What the person says; never derived from a national number."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class Language(StrEnum):
    """The language the person wants to speak; `other` may need an interpreter."""

    NB = "nb"
    NN = "nn"
    SV = "sv"
    EN = "en"
    OTHER = "other"


class WorkStatus(StrEnum):
    """How the person stands to work and income."""

    WORKING = "working"
    WORKING_WITH_SUPPORT = "working_with_support"
    SICK_LEAVE_PART = "sick_leave_part"
    SICK_LEAVE_FULL = "sick_leave_full"
    BENEFITS = "benefits"
    STUDENT = "student"
    RETIRED = "retired"
    OTHER = "other"


class DischargeReason(StrEnum):
    """Why the episode ended."""

    COMPLETED = "completed"
    DROPPED_OUT = "dropped_out"
    DECLINED = "declined"
    NOT_SUITABLE = "not_suitable"
    REFERRED_ON = "referred_on"
    MOVED = "moved"
    DIED = "died"
    OTHER = "other"


class Purpose(StrEnum):
    """What a contact was for."""

    ASSESSMENT = "assessment"
    TREATMENT = "treatment"
    ASSESSMENT_AND_TREATMENT = "assessment_and_treatment"
    REVIEW = "review"
    REVIEW_AND_TREATMENT = "review_and_treatment"
    FOLLOW_UP = "follow_up"
    EMPLOYMENT_SUPPORT = "employment_support"
    OTHER = "other"


class Form(StrEnum):
    """How people met."""

    VISIT = "visit"
    PHONE = "phone"
    VIDEO = "video"
    INTERNET = "internet"
    GROUP = "group"


class Attendance(StrEnum):
    """Whether the client came; `late` still counts as seen."""

    ATTENDED = "attended"
    LATE = "late"
    DID_NOT_ATTEND = "did_not_attend"
    CANCELLED_BY_CLIENT = "cancelled_by_client"
    CANCELLED_BY_TEAM = "cancelled_by_team"


# Each list by the name it has in words.toml.
CODE_LISTS: dict[str, type[StrEnum]] = {
    "source": Source,
    "problem": Problem,
    "level": Level,
    "age_band": AgeBand,
    "gender": Gender,
    "language": Language,
    "work_status": WorkStatus,
    "discharge_reason": DischargeReason,
    "purpose": Purpose,
    "form": Form,
    "attendance": Attendance,
}
_NAME_OF = {kind: name for name, kind in CODE_LISTS.items()}


class TooYoung(ValueError):  # noqa: N818  (named as the clinic says it)
    """The service is for people of 16 years and over."""


def age_in_years(birth_date: date, on: date) -> int:
    """Whole years lived on that day; who was born on 29 February turns on 1 March in other years."""
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


def age_band(birth_date: date, on: date) -> AgeBand:
    """The band a person belongs to on that day; raises TooYoung below 16 years."""
    age = age_in_years(birth_date, on)
    if age < 16:
        raise TooYoung("The service is for people who are 16 years or older.")
    return [band for band in AgeBand if age >= int(band[:2])][-1]


def label(member: StrEnum, language: str) -> str:
    """What a page calls this code in one of the four languages."""
    if language not in LANGUAGES:
        raise ValueError(f"There are no words in {language!r}; there are: {', '.join(LANGUAGES)}.")
    name = _NAME_OF[type(member)]
    texts = table("words.toml")[name][member.value]
    return in_every_language(texts, f"words.toml {name}.{member.value}")[language]
