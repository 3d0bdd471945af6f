"""What the claims of a file show for each legal element, and what is missing."""
