"""Bytes to captures: hashed and stored before anything reads them."""
