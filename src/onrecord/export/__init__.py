"""A file in the forms of other tools. What each narrows is told in docs/reference/exports.md."""
