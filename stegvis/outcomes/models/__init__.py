"""Tables of the outcomes room: what a team shows the public, and its answers to the yearly national survey."""

from stegvis.outcomes.models.publication import Publication
from stegvis.outcomes.models.survey import MOST_POSTS, SURVEYED, Profession, YearlySurvey

__all__ = ["MOST_POSTS", "SURVEYED", "Profession", "Publication", "YearlySurvey"]
