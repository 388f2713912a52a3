"""Every ask and its answer (an RSVP is one), and the follow-up tasks that come of them."""
