"""Tests of texting."""
