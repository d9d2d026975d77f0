"""Charts of a forecast as drawings: each a function of figures and a language."""
