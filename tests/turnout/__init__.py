"""Tests of turnout: forecast, captains, public answers, joining."""
