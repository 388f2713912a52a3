"""What the suite needs around it: PostgreSQL, Chromium, Node, the Twilio emulator."""
