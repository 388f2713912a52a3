"""The screens of boards: inside, on the wall, and by a link."""

from crm.boards.routes import boards, coalitions, digests, shared, shared_coalitions
from crm.boards.routes.blueprint import bp

__all__ = ["boards", "bp", "coalitions", "digests", "shared", "shared_coalitions"]
