"""Reading presence, the doors of an action, and the slips that came in by them."""

from crm.signins.models import SignIn, SignInMethod, SignInOutcome, WebinarPresence
from crm.signins.queries.presence import (
    REGISTERED,
    WebinarTracks,
    attended_ids,
    came_by_batch,
    came_counts,
    find_sign_in,
    last_came,
    list_dialled_in,
    list_for_contact,
    list_joins,
    select_here,
    sign_ins_of,
    webinar_tracks,
)

__all__ = [
    "REGISTERED",
    "SignIn",
    "SignInMethod",
    "SignInOutcome",
    "WebinarPresence",
    "WebinarTracks",
    "attended_ids",
    "came_by_batch",
    "came_counts",
    "find_sign_in",
    "last_came",
    "list_dialled_in",
    "list_for_contact",
    "list_joins",
    "select_here",
    "sign_ins_of",
    "webinar_tracks",
]
