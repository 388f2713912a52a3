"""The reference list of the kinds of action, in English and Spanish (action_types.csv)."""
