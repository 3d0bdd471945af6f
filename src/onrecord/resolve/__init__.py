"""Mentions to parties and places."""
