"""The course of care: referral, assessment, level of care, episode, contacts, discharge."""
