"""Intake and assessment: the board, a referral, booking, the assessment talk, the level of care, referring on."""
