"""How a programme is written by hand: blocks of the editor, and the way between its pages and the frozen document."""
