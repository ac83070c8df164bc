"""What `doctor` looks at, one file a place; each check gives findings and never raises."""
