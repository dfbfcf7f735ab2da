"""Who opens these pages: those who treat, and for what holds no clinical content also those who book."""

from stegvis.people.models import Role

CLINICAL = (Role.THERAPIST, Role.LEAD)
CLINIC = (*CLINICAL, Role.COORDINATOR)
