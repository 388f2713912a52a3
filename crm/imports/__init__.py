"""Files in and files out: recognise what a file is, map its columns, preview its effect, apply it, and undo it.

The room starts with `reading`, which turns the bytes of a file into a typed report and knows neither web nor database.
Everything that other tools export (Zoom's reports first, then any list of people) comes into the house through here.
"""
