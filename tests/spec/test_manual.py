"""The measure chapter of the manual is made from the definitions and the spec tests, and from nothing else."""

from tests.spec.manual import PAGE, page


def test_the_manual_is_what_the_tests_say():
    """If this fails: run `python -m tests.spec.manual`, and read what changed."""
    assert PAGE.read_text("utf-8") == page()
