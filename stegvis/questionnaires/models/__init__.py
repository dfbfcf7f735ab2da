"""Tables of the questionnaires room."""

from stegvis.questionnaires.models.questionnaire import Questionnaire

__all__ = ["Questionnaire"]
