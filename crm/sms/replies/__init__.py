"""What a text means, in English and Spanish: `classify` gives its intent, and whether it ends texting.

Whoever asks in any reasonable words to be left alone is heard (47 CFR 64.1200(a)(10)); who shouts a slogan
("Stop the cuts!") is not cut off; what is doubtful is held until a person has read it. A text is written out
plainly (`reading`), what only quotes or echoes us is set aside (`echoes`), phrases that look like a request
and are none are blotted out (`lookalikes`), and what is left is compared with tables of phrases (`keywords`,
`bare_stops`, `english`, `spanish`, `anger`, `wrong_numbers`, `doubts`), then read as an answer
(`answers`, `asks`).
"""

from crm.sms.replies.decision import classify
from crm.sms.replies.language import language_of
from crm.sms.replies.reply import Intent, Reply

__all__ = ["Intent", "Reply", "classify", "language_of"]
