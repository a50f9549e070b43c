"""The report as text, page, workbook, JSON and SARIF."""
