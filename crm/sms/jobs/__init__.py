"""What the worker does for texting, and how a webhook is taken in: the edges, where transactions begin and end."""
