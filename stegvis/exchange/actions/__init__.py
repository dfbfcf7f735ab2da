"""What changes in the exchange room: bundles made and received, senders known, teams that take part."""
