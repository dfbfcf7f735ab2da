"""Pages for those who treat and those who book."""
