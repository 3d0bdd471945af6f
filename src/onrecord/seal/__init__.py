"""A dossier to a sealed file."""
