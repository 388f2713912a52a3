"""What a text means, in English and Spanish: `classify` gives its intent, and whether it ends texting.

Whoever asks in any reasonable words to be left alone is heard (47 CFR 64.1200(a)(10)); who shouts a slogan
("Stop the cuts!") is not cut off; what is doubtful is held until a person has read it. A text is written out
plainly (`reading`), and what only quotes or echoes us is set aside (`echoes`). Each word then becomes its
concept, misspelt or not, in either language (`concepts`, `concepts_spanish`, `tagging`), and wishes, other
owners and threats are read from how concepts stand together (`requests`, `persons`). Short words and set
phrases have tables of their own (`keywords`, `bare_stops`, `anger`, `wrong_numbers`, `deaths`, `doubts`),
before which what looks like a request and is none is blotted out (`lookalikes`, `corrections`). What is left
is an answer (`conditions`, `answers`, `asks`). A second reader, learned from labelled texts (`learned`),
hears wishes that no table foresees and doubts a few that the tables find (`decision` says which).
"""

from crm.sms.replies.decision import classify
from crm.sms.replies.language import language_of
from crm.sms.replies.reply import Intent, Reply

__all__ = ["Intent", "Reply", "classify", "language_of"]
