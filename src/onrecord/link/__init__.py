"""Allegations to alleged incidents, with agreement, contradiction and silence."""
