"""What people decide about what the machine read: the sheet they fill in, and how it is applied."""
