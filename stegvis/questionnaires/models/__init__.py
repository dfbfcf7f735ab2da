"""Tables of the questionnaires room."""

from stegvis.questionnaires.models.questionnaire import Questionnaire
from stegvis.questionnaires.models.supervision import Supervision

__all__ = ["Questionnaire", "Supervision"]
