"""onrecord: from reports of attacks on civilians to sealed accountability files.

A claim is a claim by somebody. Nothing in this package asserts that an act occurred.
"""

__version__ = "0.1.0"
