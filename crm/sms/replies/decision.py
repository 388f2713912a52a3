"""The order in which a text is judged, from what binds us to what is only answered."""

from crm.sms.replies import answers, english, spanish
from crm.sms.replies.echoes import is_machine, is_reaction, own_words
from crm.sms.replies.lookalikes import POLITICAL, without_lookalikes
from crm.sms.replies.phrases import phrases
from crm.sms.replies.reading import Reading, read, read_plain
from crm.sms.replies.reply import Intent, Reply
from crm.sms.replies.wrong_numbers import is_doubtful_number, is_wrong_number

_KEYWORDS = english.KEYWORDS | spanish.KEYWORDS
_COURTESIES = english.COURTESIES - {"stop"}
_KEY_PAIRS = (
    "opt out",
    "stop all",
    "un subscribe",
    "no thanks stop",
    "stop to quit",
    "stop to end",
    "stop 2 quit",
    "stop 2 end",
)
_PERSONAL = phrases(
    "me",
    "my",
    "im",
    "i",
    "ill",
    "id",
    "please",
    "number",
    "texts?",
    "texting",
    "me",
    "mi",
    "por favor",
    "mensajes",
    "textos",
    "numero",
    "thanks",
    "gracias",
)
_DOUBT = phrases(
    r"not interested(?: .*)?", r"nolonger interested(?: .*)?", r"(?:never|didnt|dont remember|dont recall)(?: \w+){0,3} (?:sign\w*|subscrib\w*|agree\w*|ask\w*|consent\w*|opt in|register\w*|request\w*)(?: .*)?", r"too many (?:texts|messages|notifications|reminders|of these)(?: .*)?", r"(?:so|too) many texts(?: .*)?", r"enough(?: already)?(?= /|$)", r"(?:is|are) this (?:spam|a scam|a bot|legit|real)(?: .*)?", r"(?:this|that|its|it) (?:is |looks like |feels like )?spam(?: .*)?", r"spam(?= /|$)", r"why (?:are|do|am|did|does|is)(?: \w+){0,4} (?:text\w*|messag\w*|contact\w*|getting|receiving|keep)(?: .*)?", r"(?:how|where)(?: \w+){0,2} (?:get|got|have|find|obtain)(?: \w+)? (?:my|this) (?:number|info|name|contact)(?: .*)?", r"who (?:gave|sold)(?: .*)? number(?: .*)?", r"this is (?:illegal|a work phone|a business|an? landline|unwanted)(?: .*)?", r"(?:end|cancel|quit|stop) (?:it|this|that|that now)(?= /|$)",
    r"(?:stop|dont|quit|can you stop|not|no)(?: \w+){0,3} (?:text|texting|message|messaging|call|calling|texts|contact|send|sending)(?: \w+){0,3} (?:night|late|early|at work|before|after|during|so often|so much|so many|morning|every day|everyday|on sundays?|weekends?|past|am|pm|hours)(?: .*)?", r"(?:text|message|contact) (?:me )?less(?: .*)?", r"(?:pause|hold off|take a break|slow down|ease up|fewer|less)(?: \w+){0,3} (?:texts?|messages?|texting|messaging|with)(?: .*)?", r"not anymore(?= /|$)", r"(?:i |im |i want to |want to )quit(?= /|$)", r"^(?:please )?leave(?: me)?$", r"^(?:im )?out$", r"(?:remove|cancel|delete|block)(?: \w+)?(?= /|$)", r"dont want (?:to|it|this|any)(?: \w+)?(?= /|$)", r"(?:dont|nolonger) (?:want|wish|care) to (?:participate|be involved|be a part|be part|do this)(?: .*)?", r"stop (?:the madness|the bs|the nonsense|this (?:shit|crap|nonsense|mess|bs|madness)|that (?:shit|crap)|lying|begging|bullshitting|asking)(?: .*)?", r"i (?:moved|dont live)(?: \w+)* (?:so|stop|why)(?: .*)?", r"(?:dont|never) (?:text|call|message|contact|bother)(?: .*)?", r"(?:im )?(?:annoyed|annoying|bothering me)(?: .*)?", r"give me a break", r"lose (?:this|my)(?: .*)?", r"unwanted(?: .*)?", r"dnc", r"do not call(?: .*)?",
)  # fmt: skip
# Of the texts or of the world? Only a person who knows the conversation can tell.
_THIS_MUST_STOP = phrases(
    r"^(?:this|it|that|all this)(?: \w+)? (?:has|needs|have|need|got|must)(?: got)?(?: to)? (?:stop|end)(?: now| already| please)?$"
)
# Words that slogans use, too, and that an invitation may be answered with; alone in a clause they need another sign.
_SLOGAN_WORDS = frozenset(
    "alto basta pare paren parar end cancel cancelar cancela cancelen quit fin terminar salir halt block blocked spam exit".split()
)


def classify(text: str) -> Reply:
    """Read an answer to one of our texts: what it means, whether it ends texting, whether a person must look; never raises."""
    spoken = read(text)
    if is_reaction(spoken.plain):
        return Reply(Intent.OTHER)
    kept = own_words(spoken.plain)
    if kept != spoken.plain:
        spoken = read_plain(kept, spoken.capitalised, spoken.emoji)
    if not spoken.line:
        return _of_emoji(spoken)
    line = without_lookalikes(spoken.line)
    if is_machine(spoken.line):
        # A machine does not wish anything, but a person may have written the wish into its notice.
        return Reply(Intent.OTHER, hold=_asks_to_end(line))
    return _binding(spoken, line) or _doubtful(spoken, line) or Reply(_intent(spoken, line))


def _binding(spoken: Reading, line: str) -> Reply | None:
    """Find what ends texting by itself; the wrong number comes first, for it says why."""
    # Phrases of a wrong number hold few words that slogans use, and much that the lookalikes blot out ("isn't her phone").
    if is_wrong_number(line, spoken.capitalised):
        return Reply(Intent.WRONG_NUMBER, suppress=True)
    if _is_keyword(spoken.line) or _asks_to_end(line) or _has_bare_stop(line) or _has_key_clause(line):
        return Reply(Intent.STOP, suppress=True)
    if _is_hostile_end(line) or set(spoken.emoji) & answers.ANGRY_EMOJI:
        return Reply(Intent.HOSTILE, suppress=True)
    if set(spoken.emoji) & answers.STOP_EMOJI and not _is_political(line):
        return Reply(_intent(spoken, line), hold=True)
    return None


def _doubtful(spoken: Reading, line: str) -> Reply | None:
    """Find what a person should read before anything more is sent."""
    if is_doubtful_number(line):
        return Reply(Intent.QUESTION if _is_question(spoken, line) else Intent.WRONG_NUMBER, hold=True)
    if _THIS_MUST_STOP.search(spoken.line):
        return Reply(_intent(spoken, line), hold=True)
    if any(_is_keyword(clause) for clause in line.split(" / ")) and not _is_political(line):
        return Reply(_intent(spoken, line), hold=True)
    doubts = (
        _DOUBT,
        spanish.HOLD,
        english.LEGAL_WORDS,
        english.LAST_STOP,
        english.NO_MORE_ALONE,
        english.BARE_STOP,
    )
    if any(doubt.search(line) for doubt in doubts):
        return Reply(_intent(spoken, line), hold=True)
    return None


def _is_keyword(line: str) -> bool:
    words = [word for word in line.split() if word != "/"]
    for pair in _KEY_PAIRS:
        if line.replace(" /", "").startswith(pair) and all(
            w in _COURTESIES for w in words[len(pair.split()) :]
        ):
            return True
    keys = [word for word in words if word in _KEYWORDS]
    return bool(keys) and all(word in _KEYWORDS or word in _COURTESIES for word in words)


def _has_key_clause(line: str) -> bool:
    """Tell whether one clause is a keyword: "Alto, no me interesa", "Nope. Remove."; slogans are cut like that, too."""
    clauses = line.split(" / ")
    if _is_political(line) or len(clauses) < 2:
        return False
    keys = {word for clause in clauses if _is_keyword(clause) for word in clause.split() if word in _KEYWORDS}
    return bool(keys - _SLOGAN_WORDS) or (
        bool(keys) and any(doubt.search(line) for doubt in (_DOUBT, spanish.HOLD))
    )


def _asks_to_end(line: str) -> bool:
    return any(p.search(line) for p in (english.OPT_OUT, spanish.OPT_OUT, spanish.WHOLE)) or _leaves_texts(
        line
    )


def _leaves_texts(line: str) -> bool:
    """Tell whether one clause speaks of leaving and of what we send, in words that no table foresaw."""
    clauses = [clause for clause in line.split(" / ") if not _is_political(clause)]
    return any(english.LEAVING.search(clause) and english.SENT.search(clause) for clause in clauses)


def _has_bare_stop(line: str) -> bool:
    # "Stop! End police violence!" is a slogan in two clauses; "Stop. I already signed" is a request.
    if not any(p.search(line) for p in (english.BARE_STOP, english.NO_MORE_ALONE, english.LAST_STOP_SURELY)):
        return False
    return not _is_political(line) or _PERSONAL.search(line) is not None


def _is_political(line: str) -> bool:
    return "~" in line or POLITICAL.search(line) is not None


def _is_hostile_end(line: str) -> bool:
    if any(p.search(line) for p in (english.GO_AWAY, english.THREAT, spanish.GO_AWAY, spanish.THREAT)):
        return True
    return english.LEGAL_WORDS.search(line) is not None and english.OF_TEXTS.search(line) is not None


def _intent(spoken: Reading, line: str) -> Intent:
    """Tell what a text means that does not end texting."""
    if answers.HELP.search(spoken.line):
        return Intent.HELP
    if answers.START.search(spoken.line):
        return Intent.START
    if english.INSULT.search(spoken.line) or spanish.INSULT.search(spoken.line):
        return Intent.HOSTILE
    return _answer(spoken, line)


def _answer(spoken: Reading, line: str) -> Intent:
    said = answers.NO_THAT_IS_NONE.sub("~", spoken.line)
    if answers.YES.search(said):
        return Intent.YES_RSVP
    if answers.NO.search(said):
        return Intent.MAYBE if answers.MAYBE.search(said) else Intent.NO_RSVP
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
    return spoken.asks or answers.QUESTION.search(line) is not None


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
