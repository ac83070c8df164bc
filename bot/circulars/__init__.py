"""What goes out by itself beside reminders and notices: warnings, cases to decide, half-year lists."""
