"""A client's diaries and tools as the therapist sees them: pictures, the window to approve, training to prescribe."""
