"""Tables of the outcomes room: what is kept of each episode, what a team shows the public, its yearly survey."""

from stegvis.outcomes.models.facts import ChangeNote, EpisodeFacts
from stegvis.outcomes.models.publication import Publication
from stegvis.outcomes.models.survey import MOST_POSTS, SURVEYED, Profession, YearlySurvey

__all__ = ["MOST_POSTS", "SURVEYED", "ChangeNote", "EpisodeFacts", "Profession", "Publication", "YearlySurvey"]
