"""Reinvest: a campaign organizing CRM. create_app wires the rooms together."""
