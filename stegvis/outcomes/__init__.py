"""Registration extract, measures, disclosure control, reports and fair comparison; looks down, never up."""
