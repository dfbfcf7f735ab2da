"""The forms of a therapist's day, one noun a file."""
