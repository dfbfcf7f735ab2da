"""Tables of the safety room: alerts and the duty roster."""

from stegvis.safety.models.alert import Alert, AlertSignal
from stegvis.safety.models.duty import DutyShift

__all__ = ["Alert", "AlertSignal", "DutyShift"]
