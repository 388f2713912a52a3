"""Texting: consent, what is written and to whom, sending once, receipts, answers and conversations."""
