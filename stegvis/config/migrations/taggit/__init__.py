"""The tables of taggit."""
