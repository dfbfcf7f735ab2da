"""Reports as files: an accessible PDF of words, pictures and tables, and figures as CSV and JSON. Counts nothing."""

from stegvis.outcomes.reports.document import Picture, Report, Section, Table, report_pdf
from stegvis.outcomes.reports.listed import as_number, figures_csv, figures_json, listed

__all__ = ["Picture", "Report", "Section", "Table", "as_number", "figures_csv", "figures_json", "listed", "report_pdf"]
