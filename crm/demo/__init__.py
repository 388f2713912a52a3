"""The demo: a practice organization of invented people, with campaigns whose figures are sourced examples, ready to try."""
