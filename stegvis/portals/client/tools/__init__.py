"""A client's diaries and tools: short forms that work without JavaScript, what was written, and how it goes."""
