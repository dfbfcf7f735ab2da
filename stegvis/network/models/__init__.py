"""Tables of networks, events, local offers, starting up and training."""

from stegvis.network.models.event import Event, EventMaterial, SignUp
from stegvis.network.models.local_offer import LocalOffer
from stegvis.network.models.network import Network, NetworkMember, Post, SharedFile
from stegvis.network.models.start_up import (
    Evidence,
    OwnPaper,
    SelfCheck,
    Staffing,
    StartPlan,
    StartTask,
    SupportMessage,
    SupportRequest,
)
from stegvis.network.models.training import (
    Gathering,
    SupervisionGroup,
    SupervisionMeeting,
    SupervisionPlace,
    TopicDone,
)

__all__ = [
    "Event",
    "EventMaterial",
    "Evidence",
    "Gathering",
    "LocalOffer",
    "Network",
    "NetworkMember",
    "OwnPaper",
    "Post",
    "SelfCheck",
    "SharedFile",
    "SignUp",
    "Staffing",
    "StartPlan",
    "StartTask",
    "SupervisionGroup",
    "SupervisionMeeting",
    "SupervisionPlace",
    "SupportMessage",
    "SupportRequest",
    "TopicDone",
]
