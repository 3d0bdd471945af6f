"""Ways to run a stage over many items: the same results in the same order from each."""
