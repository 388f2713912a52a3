"""What is not the person's own wish: reactions that quote our text back, our text pasted, and machines that
answer."""

import re

from crm.sms.replies.phrases import phrases

# Phones send a reaction to a text as words: Liked “…”, Reacted 👍 to “…”, A Rosa le gustó “…”. Folded to one
# case.
_REACTION = re.compile(
    r"^\W*(?:(?:liked|loved|disliked|emphasi[sz]ed|laughed at|questioned|removed an? [^\"]{0,25} from|"
    r"reacted [^\"]{0,30}\bto|reacted [^\"]{0,30}\bwith[^\"]{0,20}\bto|added [^\"]{0,25} to"
    r"|to)\s*(?:\"|an? (?:image|photo|video|message|attachment|link)\b)"
    r"|(?:a [^\"]{1,40} )?(?:no )?(?:le|me|les) (?:gusto|gusta|encanto|encanta|disgusto"
    r"|dio risa|parecio [^\"]{1,20}|hizo gracia)[^\"]{0,25}\""
    r"|(?:[^\"\s]{1,20} )?(?:se (?:rio|ha reido) (?:de|con)|reacciono [^\"]{0,30}\b(?:a|con)"
    r"|enfatizo|destaco|cuestiono|pregunto sobre|"
    r"hizo enfasis en|quito [^\"]{0,40} (?:de|a)|marco [^\"]{0,20} (?:a|en)|puso [^\"]{0,20} a"
    r"|a)\s*[^\"\w]*\")"
)
_QUOTED = re.compile(r"\"[^\"]{3,}\"")
_FORWARDED = re.compile(r"^\s*>.*$", re.MULTILINE)
# Our own closing words: "Reply STOP to opt out", "STOP para salir", "Text STOP 2 end".
_OUR_WORDS = re.compile(
    r"(?<!\bi )(?<!\bi just )(?<!\bi already )(?:\b(?:reply|text|txt|send|respond|responde"
    r"|envia|manda|escribe)(?: with)? )?[\"']?\bstop\b[\"']?"
    r" (?:to|2|para) (?:opt[\s-]?out|end|quit|cancel|unsubscribe|stop|salir|cancelar|terminar"
    r"|no recibir\b[^.\"]{0,25})\b"
)
_MACHINE = phrases(
    "automatic reply",
    "auto ?reply",
    "auto ?response",
    "auto ?responder",
    "automated (?:reply|response|message|text|system)",
    "automatic (?:message|response)",
    "sent automatically",
    "(?:im |currently |i will be )?out of (?:the )?office",
    "ooo",
    "driving with (?:do not|dont) disturb",
    "driving (?:right now|now)? ?(?:and )?(?:i)?ll (?:get back|see your|reply|respond|text)",
    "driving / ill",
    "(?:im )?driving(?: right)?(?: now)?(?: and| /)? (?:will|cant|ill) .*",
    "not receiving notifications",
    "(?:your |the )?(?:message|text) (?:has been|was|is) received",
    (
        "(?:im |i )?(?:currently |presently )?(?:away from my (?:phone|desk)|unavailable"
        "|on vacation|on leave)(?: and| /| until) .*"
    ),
    (
        "will (?:respond|reply|return|get back)(?: to)?(?: your| you"
        "| this)?(?: \\w+)? (?:as soon as|when|once|upon|after|shortly|at my earliest).*"
    ),
    ("thanks for (?:contacting|texting|reaching out to|messaging) (?!me|us|yall).* (?:will|hours|shortly|business)"),
    "message blocking is active",
    "unable to (?:send|receive|deliver) (?:this )?messages?",
    "free message.*",
    ("(?:this )?(?:number|mailbox|inbox|line) (?:isnt|is nolonger|is not|not) (?:being )?(?:monitored|in service)"),
    "landline.* not (?:accept|receive).*",
    "respuesta automatica",
    "mensaje automatico",
    "contestacion automatica",
    "auto respuesta",
    "fuera de (?:la )?oficina",
    (
        "(?:estoy )?(?:manejando|conduciendo)(?: ahora| en este momento)?.* (?:luego|despues"
        "|mas tarde|te llamo|respondo|contesto).*"
    ),
    "(?:en este momento |ahorita |por ahora )?no (?:le |te )?puedo (?:contestar|responder|atender).*",
    "cant (?:talk|answer|text|take your call)(?: right)? now(?: /.*)?",
    "no estoy disponible.* (?:momento|ahora).*",
    "en cuanto (?:pueda|regrese|este disponible).*",
)

_NOTICES = phrases(
    "not receiving notifications",
    r"(?:please )?(?:dont|not) (?:reply|respond|answer)(?: to this(?: \\w+)?)?",
    r"(?:favor de )?no (?:responda|conteste|responder|contestar)(?: a este(?: \\w+)?)?",
    r"(?:reply|text|send|responda|envie)(?: with)? stop(?: \\w+){0,6}",
)


def is_reaction(plain: str) -> bool:
    """Tell whether a folded text is a phone's report of a reaction to one of our texts."""
    return _REACTION.match(plain) is not None


def is_machine(line: str) -> bool:
    """Tell whether a line of words was written by a machine: an absence notice, a driving mode, a carrier."""
    return _MACHINE.search(line) is not None


def without_notices(line: str) -> str:
    """Leave of a machine's line what its notice does not say: "not receiving notifications" is nobody's wish."""
    return _NOTICES.sub("~", line)


def own_words(plain: str) -> str:
    """Leave of a folded text what the person says, without quoted sentences and our own closing words."""
    unquoted = _QUOTED.sub(_without_sentence, _FORWARDED.sub(" ", plain))
    # A text that is one quotation is the person's own; "STOP" in quotes is a word, not a sentence.
    kept = unquoted if re.search(r"\w", unquoted) else plain
    said = _OUR_WORDS.sub(" ", kept)
    # Who sends nothing but our own closing words ("STOP 2 END") does what they say.
    return said if re.search(r"\w", said) else kept


def _without_sentence(match: re.Match[str]) -> str:
    return match[0] if len(match[0].split()) <= 3 else " "
