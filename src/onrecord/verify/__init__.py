"""A sealed file to a verification report."""
