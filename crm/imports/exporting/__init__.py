"""Files out: what the organization knows as CSV, XLSX, JSON or one ZIP of everything, read in chunks and written piece by piece.

Nothing of it touches a disk, and no export holds more than a chunk of people in memory. The modules here know neither
web nor forms: `subjects` says what there is, `formats` how it is written, `scopes` of whom, `take_out` all at once.
"""
