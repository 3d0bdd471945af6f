"""Captures to documents, keeping the way back to every byte."""
