"""Adapters to the world: who carries our texts. Twilio's words stay in here; the rest of the house knows `port` alone."""
