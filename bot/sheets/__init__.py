"""Spreadsheets that come in and go out: read as rows of text, scored as whole files."""
