"""Texting: consent, what is written and to whom, sending once, receipts, answers and conversations."""
"""Texting: consent, templates, blasts, messages, conversations, follow-up sequences and the provider.

Nothing here decides alone that a person may be texted: consent, opt-outs and quiet hours are asked again at
the moment of sending. How many parts a text costs is told by `segments`, what an answer means by `replies`.
"""
