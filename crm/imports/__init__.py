"""Files in and files out: recognise what a file is, map its columns, preview its effect, apply it, undo it.

The room starts with `reading`, which turns the bytes of a file into a typed report and knows neither web nor
database. All that other tools export (Zoom's reports, any list of people) comes into the house through here.
"""
