"""Views of the programmes, one group of pages a file."""
