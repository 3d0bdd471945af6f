"""The commands. Only here is anything printed, or the process ended."""
