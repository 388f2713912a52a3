"""The pages of presence: the bare pages of doors, signing in on one's own phone, and the door as staff see it."""

from crm.signins.routes import doors, paper, self_service, staff
from crm.signins.routes.blueprint import bp

__all__ = ["bp", "doors", "paper", "self_service", "staff"]
