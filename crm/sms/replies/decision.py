"""The order in which a text is judged, from what binds us to what is only answered."""

from crm.sms.replies import anger, answers, asks, bare_stops, conditions, doubts
from crm.sms.replies.corrections import is_corrected
from crm.sms.replies.echoes import is_machine, is_reaction, own_words, without_notices
from crm.sms.replies.gladness import is_glad, is_welcome
from crm.sms.replies.keywords import KEYWORDS, SLOGAN_WORDS, is_keyword
from crm.sms.replies.learned import request_to_stop
from crm.sms.replies.lookalikes import POLITICAL, without_lookalikes
from crm.sms.replies.names import is_introduction
from crm.sms.replies.persons import is_other_person, is_threat
from crm.sms.replies.phrases import one_of, phrases
from crm.sms.replies.reading import Reading, read, read_plain
from crm.sms.replies.reply import Intent, Reply
from crm.sms.replies.requests import asks_composed, asks_restricted, is_withheld, wants_back
from crm.sms.replies.tagging import concepts
from crm.sms.replies.wrong_numbers import is_doubtful_number, is_wrong_number

# Chances of the second reader, chosen by the figures of `make train-replies` for texts not seen.
DENIED = 0.45  # below it the rules' wish is doubted, and a person looks
DOUBTFUL = 0.6
SURE = 0.95
# Who says not to stop or not to be taken off, asks to be put on a list or welcomes our texts is cut off by the rules or
# not at all.
_STAYING = phrases(
    r"(?:NEG|never)(?: (?!/)\S+){0,4} (?:STOP|REMOVE|UNSUB|TAKE)(?:ED)?",
    r"(?<!NEG )(?:GET|TAKE|add|put|sign|be)(?: (?:ME|us|up))? on(?: (?:the|THIS|YOU))? LIST",
    r"YOU (?:CAN|may|could) (?:always |still )?(?:SEND|TEXT|CALL)(?: ME)?(?! instead)",
)

# Why a wish that only the second reader hears may be no opt-out but another person's number.
_OTHER_OWNER = phrases(
    r"(?:wrong|mistaken?|invalid|equivocad[oa]|mal)(?: \w+)? (?:number|phone|numero|telefono|cel|celular)",
    r"(?:number|phone|numero|telefono|cel|celular)(?: \w+)? (?:wrong|equivocad[oa]|mal)",
    r"no (?:soy|soi|conozco|conosco)(?: \w+)*",
    r"(?:no|not|nolonger|doesnt|dont) (?:live|here)(?: \w+)*",
    r"(?:nobody|nadie|someone else|somebody else|otra persona|new number|nolonger \w+ (?:number|phone))",
)

# The person speaks of themself, or of what we send.
_PERSONAL = phrases(
    one_of("me my im i ill id please number texts? texting mi mensajes textos numero thanks gracias"),
    "por favor",
)


def classify(text: str) -> Reply:
    """Read an answer to one of our texts: what it means, whether it ends texting, whether a person must
    look; never raises."""
    spoken = own_reading(text)
    rules = by_rules(spoken)
    return joined(spoken, rules, request_to_stop(spoken))


def own_reading(text: str) -> Reading:
    """Read what a text says for itself, without our own words quoted in it; a reaction is left as it is."""
    spoken = read(text)
    kept = spoken.plain if is_reaction(spoken.plain) else own_words(spoken.plain)
    return spoken if kept == spoken.plain else read_plain(kept, spoken.capitalised, spoken.emoji)


def is_settled(spoken: Reading) -> bool:
    """Tell whether the rules alone decide: a keyword, a reaction, a machine, a name, a wish not to be taken off, or
    signs without words."""
    line = spoken.line
    if not line or is_introduction(line):
        return True
    says_so = is_reaction(spoken.plain) or is_machine(line) or is_keyword(line) or _is_kind(spoken)
    return says_so or is_withheld(concepts(line))


def _is_kind(spoken: Reading) -> bool:
    return is_glad(spoken.line, spoken.emoji) or is_welcome(spoken.line)


def by_rules(spoken: Reading) -> Reply:
    """Judge a reading by the rules, without the second reader."""
    if is_reaction(spoken.plain):
        return Reply(Intent.OTHER)
    if not spoken.line:
        return _of_emoji(spoken)
    line = without_lookalikes(spoken.line)
    if is_machine(spoken.line):
        # A machine does not wish anything, but a person may have written the wish into its notice.
        return Reply(Intent.OTHER, hold=asks_composed(concepts(without_notices(spoken.line))))
    if _is_kind(spoken):
        return Reply(_intent(spoken, line))
    return _binding(spoken, line) or _doubtful(spoken, line) or Reply(_intent(spoken, line))


def joined(spoken: Reading, rules: Reply, chance: float) -> Reply:
    """Join what the rules say with the chance, 0 to 1, that the second reader gives a request to be left alone."""
    if rules.hold or is_settled(spoken):
        return rules
    if rules.suppress:
        return rules if chance >= DENIED else Reply(rules.intent, hold=True)
    if rules.intent is Intent.START or is_corrected(spoken.line) or _STAYING.search(concepts(spoken.line)):
        return rules
    if chance >= SURE:
        return Reply(_reason(spoken, rules), suppress=True)
    return Reply(rules.intent, hold=chance >= DOUBTFUL)


def _reason(spoken: Reading, rules: Reply) -> Intent:
    if rules.intent is Intent.HOSTILE:
        return Intent.HOSTILE
    return Intent.WRONG_NUMBER if _OTHER_OWNER.search(spoken.line) else Intent.STOP


def _binding(spoken: Reading, line: str) -> Reply | None:
    """Find what ends texting by itself; the wrong number comes first, for it says why."""
    tagged = concepts(spoken.line)
    if is_withheld(tagged):
        return None
    # Phrases of a wrong number hold few words that slogans use, and much that the lookalikes blot out
    # ("isn't her phone").
    if not is_corrected(spoken.line) and (is_other_person(tagged) or is_wrong_number(line, spoken.capitalised)):
        return Reply(Intent.WRONG_NUMBER, suppress=True)
    if is_keyword(spoken.line) or _has_bare_stop(line) or _has_key_clause(line) or asks_composed(tagged):
        return Reply(Intent.STOP, suppress=True)
    if _is_hostile_end(line) or is_threat(tagged) or set(spoken.emoji) & answers.ANGRY_EMOJI:
        return Reply(Intent.HOSTILE, suppress=True)
    if set(spoken.emoji) & answers.STOP_EMOJI and not _is_political(line):
        return Reply(_intent(spoken, line), hold=True)
    return None


def _doubtful(spoken: Reading, line: str) -> Reply | None:
    """Find what a person should read before anything more is sent."""
    if is_doubtful_number(line, spoken.capitalised):
        return Reply(Intent.QUESTION if _is_question(spoken, line) else Intent.WRONG_NUMBER, hold=True)
    if is_withheld(concepts(spoken.line)):
        return None
    if doubts.THIS_MUST_STOP.search(spoken.line) or _has_doubtful_clause(spoken, line):
        return Reply(_intent(spoken, line), hold=True)
    if asks_restricted(concepts(spoken.line)):
        return Reply(Intent.OTHER, hold=True)
    signs = (
        doubts.ENGLISH,
        doubts.SPANISH,
        anger.LEGAL_WORDS,
        bare_stops.LAST_STOP,
        bare_stops.NO_MORE_ALONE,
        bare_stops.BARE_STOP,
    )
    if any(sign.search(line) for sign in signs):
        return Reply(_intent(spoken, line), hold=True)
    return None


def _has_doubtful_clause(spoken: Reading, line: str) -> bool:
    """Tell whether a clause is a word of leaving, unless it is a cry of the street beside a promise to come: "¡Ya basta!
    Vamos todos"."""
    keys = {word for clause in line.split(" / ") if is_keyword(clause) for word in clause.split() if word in KEYWORDS}
    if not keys or _is_political(line):
        return False
    return bool(keys - {"basta", "alto"}) or _answer(spoken, line) is not Intent.YES_RSVP


def _has_key_clause(line: str) -> bool:
    """Tell whether one clause is a keyword: "Alto, no me interesa", "Nope. Remove."; slogans are cut like
    that, too."""
    clauses = line.split(" / ")
    if _is_political(line) or len(clauses) < 2:
        return False
    keys = {word for clause in clauses if is_keyword(clause) for word in clause.split() if word in KEYWORDS}
    return bool(keys - SLOGAN_WORDS) or (
        bool(keys) and any(doubt.search(line) for doubt in (doubts.ENGLISH, doubts.SPANISH))
    )


def _has_bare_stop(line: str) -> bool:
    # "Stop! End police violence!" is a slogan in two clauses; "Stop. I already signed" is a request.
    if not any(
        p.search(line)
        for p in (bare_stops.BARE_STOP, bare_stops.NO_MORE_ALONE, bare_stops.LAST_STOP_SURELY, bare_stops.WHOLE_SPANISH)
    ):
        return False
    return not _is_political(line) or _PERSONAL.search(line) is not None


def _is_political(line: str) -> bool:
    return "~" in line or POLITICAL.search(line) is not None


def _is_hostile_end(line: str) -> bool:
    if any(
        p.search(line)
        for p in (anger.GO_AWAY_ENGLISH, anger.THREAT_ENGLISH, anger.GO_AWAY_SPANISH, anger.THREAT_SPANISH)
    ):
        return True
    return anger.LEGAL_WORDS.search(line) is not None and anger.OF_TEXTS.search(line) is not None


def _intent(spoken: Reading, line: str) -> Intent:
    """Tell what a text means that does not end texting."""
    if asks.HELP.search(spoken.line):
        return Intent.HELP
    if asks.START.search(spoken.line) or wants_back(concepts(spoken.line)):
        return Intent.START
    if anger.INSULT_ENGLISH.search(spoken.line) or anger.INSULT_SPANISH.search(spoken.line):
        return Intent.HOSTILE
    return _answer(spoken, line)


def _answer(spoken: Reading, line: str) -> Intent:
    said = answers.NO_THAT_IS_NONE.sub("~", spoken.line)
    if conditions.MAYBE_FIRST.search(said) and not answers.YES.search(said):
        return Intent.MAYBE
    if conditions.NO_FIRST.search(said):
        return Intent.NO_RSVP
    if answers.YES.search(said):
        return Intent.YES_RSVP
    if answers.NO.search(said):
        return Intent.MAYBE if answers.MAYBE.search(said) else Intent.NO_RSVP
    return _vague_answer(spoken, said)


def _vague_answer(spoken: Reading, said: str) -> Intent:
    if conditions.YES_FIRST.search(said):
        return Intent.YES_RSVP
    if _is_question(spoken, said):
        return Intent.QUESTION
    for pattern, intent in (
        (answers.MAYBE, Intent.MAYBE),
        (answers.NEGATIVE, Intent.NO_RSVP),
        (answers.POSITIVE, Intent.YES_RSVP),
    ):
        if pattern.search(said):
            return intent
    return _of_emoji(spoken).intent


def _is_question(spoken: Reading, line: str) -> bool:
    return spoken.asks or asks.QUESTION.search(line) is not None


def _of_emoji(spoken: Reading) -> Reply:
    """Read a text that says it with signs alone."""
    signs = set(spoken.emoji)
    if signs & answers.ANGRY_EMOJI:
        return Reply(Intent.HOSTILE, suppress=True)
    if not spoken.line and signs & answers.STOP_EMOJI:
        return Reply(Intent.STOP, suppress=True)
    for known, intent in (
        (answers.NO_EMOJI, Intent.NO_RSVP),
        (answers.YES_EMOJI, Intent.YES_RSVP),
        (answers.MAYBE_EMOJI, Intent.MAYBE),
    ):
        if signs & known:
            return Reply(intent)
    return Reply(Intent.OTHER, hold=bool(signs & answers.DOUBT_EMOJI))
