"""Diaries and tools that clients use beside a programme: what each asks, what it draws, and the rules of sleep.

Pure facts and arithmetic, in four languages. Knows no client, no table and no page.
"""

from stegvis.definitions.tools.diary import Entry, bad_entry, numbers
from stegvis.definitions.tools.reading import Curve, Rhythm, Tool, UnknownTool, tool, tools

__all__ = ["Curve", "Entry", "Rhythm", "Tool", "UnknownTool", "bad_entry", "numbers", "tool", "tools"]
