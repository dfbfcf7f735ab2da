"""Networks and events for those who take part: writing, sharing, moderating, planning and who signed up."""
