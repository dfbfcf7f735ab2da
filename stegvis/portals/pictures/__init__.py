"""Charts as functions from plain values to inline SVG with a table beside it. Must not know a row, a request or a rule."""

from stegvis.portals.pictures.stair import stair

__all__ = ["stair"]
