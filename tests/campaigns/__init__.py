"""Campaigns: the ledger, the stages, goals and their pages."""
