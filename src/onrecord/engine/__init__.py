"""Ways to run a stage over many items."""
