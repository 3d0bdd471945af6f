"""Asking time-stamp authorities, and remembering what was asked."""
