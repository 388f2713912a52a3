"""Coalitions: several organizations run campaigns together, each with its own people; a person is shared by her own yes alone."""
