"""Actions: planning them and recognising a webinar, on both databases."""
