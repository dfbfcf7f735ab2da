"""The pages under load: how fast a submission is saved, and what pages cost. Run: python -m bench.web."""
