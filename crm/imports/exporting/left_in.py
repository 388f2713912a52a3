"""The tables whose rows no take-out holds, each with the reason."""

from __future__ import annotations

from crm.imports.exporting.coalition_subjects import LEFT_IN_OF_COALITIONS

LEFT_IN = LEFT_IN_OF_COALITIONS | {
    "blast_answers": "what came of texts to many, read off the texts",
    "blast_counts": "how many texts of each blast are where, kept up from the texts",
    "board_shares": "secrets of links to boards",
    "table_changes": "how often each table has changed, so that boards know which numbers still hold",
    "coalition_shares": "secrets of links to coalitions' boards",
    "digests": "what each week came to for each of staff, read off what goes out",
    "door_devices": "secrets of phones at doors",
    "door_links": "secrets of doors",
    "own_phones": "the numbers to which those who write have a text sent first",
    "paper_sheets": "pages of sheets that were printed; who stood on them goes out as presences",
    "past_attempts": "earlier tries of texts that were sent again",
    "pictures": "pictures of texts, open at their own addresses",
    "sender_alerts": "what the provider complained of",
    "sender_days": "how much of a day's limits was used",
    "sign_in_slips": "what was typed at doors; the presences that came of it go out",
    "stage_standings": "where people stand on the ladder, which follows from their steps",
    "stage_suggestions": "steps that the rules suggest, made again every ten minutes",
    "budget_sheets": "sheets on their way in; their lines and figures go out",
    "calendar_links": "secrets by which phones read a calendar",
    "name_tokens": "made from the names, and made again by any import",
    "batch_changes": "what an undo puts back; it holds rows as they were before",
    "name_words": "made from the names as well",
    "duplicate_scans": "when duplicates were searched for; what was found goes out",
    "import_chunks": "files on their way in, gone once they are applied",
    "import_mappings": "how columns of files were read",
    "import_rows": "rows of files that were brought in; what came of them is in the people",
    "inbox_duties": "who answers texts now, and in which languages",
    "inbox_versions": "a number that open pages ask for",
    "inbound_looks": "until when the provider's list was compared with ours",
    "quick_answers": "what one key did, kept so that it can be taken back for three seconds",
    "rehearsals": "how the simulated people of a practice organization answered",
    "sender_accounts": "holds the provider's sealed token",
    "sender_numbers": "part of the provider's account",
    "text_drafts": "texts to many that are half written and went to nobody",
    "simulated_texts": "the outside world of a practice organization",
    "webhook_events": "what the provider told us, taken over into the messages",
}
