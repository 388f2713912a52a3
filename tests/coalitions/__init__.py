"""Tests of coalitions."""
