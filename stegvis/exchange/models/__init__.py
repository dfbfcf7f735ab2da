"""Tables of the exchange room: who takes part, keys, known senders, and bundles made, received and refused."""

from stegvis.exchange.models.figure import BundleFigure, NationCell
from stegvis.exchange.models.made import MadeBundle, SigningKey
from stegvis.exchange.models.participation import Participation
from stegvis.exchange.models.received import NationShown, ReceivedBundle, RefusedBundle, Sender

__all__ = [
    "BundleFigure",
    "MadeBundle",
    "NationCell",
    "NationShown",
    "Participation",
    "ReceivedBundle",
    "RefusedBundle",
    "Sender",
    "SigningKey",
]
