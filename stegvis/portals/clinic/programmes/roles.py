"""Who opens these pages: the programmes themselves also those who write them; clients' programmes those who treat."""

from stegvis.people.models import Role

CLINICAL = (Role.THERAPIST, Role.LEAD)
READERS = (*CLINICAL, Role.EDITOR)
