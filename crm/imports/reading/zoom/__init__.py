"""Zoom's reports: webinar attendees, registrations, and meeting participants, of 2020 to now, in English or
Spanish.
"""
