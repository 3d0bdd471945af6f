"""Knowledge of languages as pure functions on text."""
