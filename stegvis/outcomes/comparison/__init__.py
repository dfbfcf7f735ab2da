"""Fair comparison: how far rates of several teams lie from each other, and from what their clients lead to expect."""
