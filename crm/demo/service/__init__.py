"""Loading the demo organization, room by room."""

from crm.demo.service.load import Loaded, load_demo

__all__ = ["Loaded", "load_demo"]
