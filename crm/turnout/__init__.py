"""Getting people into the room: the public page where they answer, who will come and who is unasked, captains."""
