"""Spreadsheets that come in, read as rows of text."""
