"""How concepts compose to a wish to end texting, whatever the words; in English, Spanish and both at once.

Patterns are written over tags (`concepts`); a gap is a few words of the same clause that change nothing.
"""

from re import Pattern

from crm.sms.replies.phrases import phrases


def _gap(most: int, but: str = "") -> str:
    barred = "|".join(["POL", "THEY", "/", *but.split()])
    return rf"(?: (?!(?:{barred})(?: |$))\S+){{0,{most}}}?"


_END = r"(?= /|$| please| por| thanks| gracias| AND| and| y | or | ME| THIS| MORE| so | ya| now)"
_WRITE = r"(?:TEXT|MAIL or TEXT|CALL or TEXT|CALLS ni \S+)"
_SENDTO = (
    rf"(?:{_WRITE}(?! (?:and|while) driv\w+)(?! (?:\S+ )?(?:THING|TAKEED|GETED|came|yet|old))"
    rf"|ME (?:SEND|CALLS ni \S+)(?! (?:the |el |la |otra )?THING)"
    rf"|SEND{_gap(2, 'THING')} (?:ME|THIS|MSG|TEXT|MORE|PHONE|YOU|HER)|SEND(?= /|$| please| por| gracias| thanks))"
)
_SUBJECT = r"(?<!I )(?<!WE )(?<!THEY )(?<!IF )(?<!POL )(?<!why )"
_ITEM = r"(?:MSG|TEXT|SENDED|LIST)"
_CUSTOM = r"(?:THING|POL)"
# What follows is neither a list of another kind nor something taken from us.
_KEPT = (
    r"(?!(?: (?:el|la|los|las|ME|un|una|the|THIS))+ (?!PHONE|LIST|MSG|TEXT|OFF|ME|AND|and|y)\w)"
    r"(?!(?: (?!/)\S+){0,4}? (?:THING|POL|de los que)(?! LIST))"
)
_LATER = r"(?= /|$| MORE| please| por| thanks| gracias| ME| at | on | AND| and| now| ya| but)"

OPT_OUT: Pattern[str] = phrases(
    # Stop sending.
    rf"STOP{_gap(4, 'THING NEG UNABLE')} (?:{_SENDTO}|MSG|TEXT)(?:{_gap(4)})",
    rf"STOP{_gap(2, 'THING')} GET{_gap(2, 'THING')} (?:MSG|THIS|TEXT)",
    rf"STOP (?:with )?(?:YOU )?(?:THIS|MSG)(?: (?:please|THIS|now))*(?= / (?:please|I|ME))",
    rf"(?:STOP|LOSE) (?:with )?(?:the |YOU |THIS |{_ITEM} )+MSG",
    # Do not send.
    rf"{_SUBJECT}NEG{_gap(3, 'WANT GET UNABLE IF CALL CALLS MAIL THING LOSE hesitate afraid worry')} {_SENDTO}",
    rf"NEG(?: ME)? GET{_gap(2, 'THING')} (?:MSG|TEXT|MORE)(?=.* (?:YOU|please|por|MORE))",
    rf"NEG GET{_gap(1, 'THING')} (?:MSG|TEXT|THIS|SEND)(?: (?!/)\S+){{0,3}} MORE",
    rf"NEG{_gap(1, 'THING')} (?:SAY|SEND|TEXT|CALL){_gap(2, 'THING')} MORE",
    rf"last{_gap(1)} (?:TEXT|MSG|one)(?: (?!/)\S+){{0,3}} (?:WANT|GET|SEND)",
    rf"NEG ME (?:SEND|CALLS)(?! (?:the |el |la |otra )?THING)",
    # Do not want them.
    rf"NEG{_gap(4)} WANT{_gap(6, 'THING STOP NEG MAIL CALL IF')} {_ITEM}(?! STOP)(?! THING)",
    rf"NEG{_gap(2)} WANT{_gap(1)} (?:THIS|MORE)(?: MORE| please| ME| coming| on \S+ PHONE| ya)*(?= /|$)",
    rf"NEG{_gap(3)} WANT{_gap(2, 'THING')} (?:GET|SEND){_gap(3, 'THING')} (?:MSG|TEXT|THIS|MORE|YOU|SENDED)",
    rf"NEG{_gap(3)} WANT{_gap(3, 'THING')} (?:on|in|part|involved|bothered|estar|SENDED){_gap(2, 'THING')}"
    r" (?:LIST|THIS|YOU|bothered|MORE)",
    rf"NEG{_gap(3)} WANT{_gap(1)} estar(?: en)?(?= /|$)",
    rf"NEG MORE{_gap(3, 'THING')} (?:MSG|TEXT|SEND|CALLS|THIS(?= /|$))",
    rf"NEG{_gap(1, 'UNABLE WANT GETED GET have tengo THING yet')} (?:MSG|TEXT){_LATER}",
    rf"(?:MSG|TEXT)(?: MORE| ya| please)? NEG(?= /|$| please| por)",
    rf"(?:rather|WANT) NEG{_gap(4, 'THING')} (?:MSG|TEXT|SENDED|SEND)",
    rf"(?:rather|prefiero|WANT){_gap(3, 'THING')} MAIL{_gap(3)} (?:than|instead|que|over|rather){_gap(3)} (?:MSG|TEXT)",
    # Take me off.
    rf"REMOVE{_gap(2, 'THING NEG OFF of de from')} (?:ME|PHONE){_KEPT}",
    rf"REMOVE(?: de| of| from)+{_gap(2, 'THING')} (?:LIST|THIS|MSG)",
    rf"LOSE (?:ME|THIS|the|ese|YOU)+ PHONE",
    rf"ME (?:CAN |pueden |puede |puedes |podrian |podria |hacen favor de )?REMOVE"
    rf"{_KEPT}",
    rf"(?:favor de|please|por favor|pls) REMOVE{_gap(3)} (?:ME|PHONE|LIST)",
    rf"(?:TAKE|GET|REMOVE)(?: (?:ME|PHONE|THIS|AND|and|the|please|fuck|hell|y|completely|YOU|wife|husband|mom|dad|old))*"
    rf" (?:ME|PHONE)(?: (?:PHONE|ME|and|please|the|fuck|hell|THIS|right))* OFF"
    rf"(?:(?= /|$| please| thanks| now)|(?: of)?{_gap(3, 'THING')} (?:LIST|MSG|TEXT|THIS|YOU))(?! THING)(?! {_CUSTOM})",
    rf"(?:TAKE|GET|TAKEED|REMOVEED|LEAVE|STOP|be) (?:OFF|de)(?: of)?{_gap(3, 'THING')} (?:LIST|MSG|TEXT)(?! THING)",
    rf"(?:WANT|how|SAYED|SAY){_gap(4, 'NEG')} (?:TAKEED OFF(?! \S+ (?!LIST|TEXT|MSG))|REMOVEED){_KEPT}",
    rf"(?:WANT|how do I|how can I|CAN I){_gap(3, 'NEG')} (?:GET |be |TAKE |LEAVE )*(?:OFF|OUT)(?: of)?{_gap(2, 'THING')}"
    r" (?:LIST|MSG|TEXT|THIS(?= /|$| LIST| TEXT))",
    r"WANT (?:OFF|OUT|to be OFF|to be OUT)(?= /|$)",
    rf"(?:como|WANT){_gap(3, 'NEG')} LEAVE(?: ME)?{_gap(2, 'THING')} (?:LIST|MSG|THIS)",
    r"WANT LEAVE ME(?= /|$)",
    r"(?:GIVE ME|ME GIVE|GIVE|ME \S+ GIVE|ME pueden dar|darnos|GIVE THIS PHONE) de baja{_KEPT}(?! (?:al|a|en|del) )",
    rf"PHONE{_gap(4)} (?:REMOVEED|TAKEED OFF|GIVE de baja)",
    # Make them stop.
    rf"(?:WANT|make|made|how|LET|get){_gap(4, 'NEG')} (?:MSG|TEXT|THIS|YOU) (?:to |THIS )*STOP(?= /|$| please)",
    rf"(?:MSG|TEXT)(?: (?:has|have|need|needs|must|got|to|please|should|WANT))+ STOP",
    rf"FEDUP{_gap(4, 'THING')} (?:MSG|TEXT)(?! THING)",
    rf"CAN (?:do|live) NEG{_gap(3)} (?:MSG|TEXT)",
    rf"CONSENT{_gap(1)} (?:revoked|withdrawn|denied)|(?:NEG|UNABLE|revoke|revoking|withdraw|withdrawing|retiro|revoco"
    rf"|rescind|STOP){_gap(3, 'THING')} CONSENT(?! THING)",
    rf"UNSUB(?: ME)?(?= /|$| please| por| from THIS| from MSG| de THIS| de LIST| THIS| from YOU)(?! THING)",
)
# They were told before: a complaint that is the wish itself.
SAID_STOP = phrases(
    rf"(?:SAYED|SENDED|SAY|TEXT|TAKE|TAKEED|typed|mande|puse){_gap(4, 'NEG IF')} (?:STOP|UNSUB|REMOVEED|TAKEED OFF)",
    rf"(?:UNSUBED|STOPED|opted out){_gap(4)} (?:TIMES|months|weeks|days)",
)
BARE_SAID = phrases(r"(?:STOPED|UNSUBED|opted OFF|UNSUB|opt OFF|stop)")
AGAIN = phrases("STILL", "TIMES", r"why", "YOU", "MORE", r"every")

# What looks like a wish and is none; blotted out first.
BLOT = phrases(
    # "If I text STOP"; "does STOP work"; "what happens when I opt out".
    rf"(?:IF|si|IF I){_gap(2)} (?:I|ME|yo|pongo|TEXT|SEND|SAY|mando){_gap(4)} (?:STOP|UNSUB|REMOVE|opt out|STOP\S*)"
    r"(?: (?!/)\S+)*",
    rf"(?:do I|does|what happens|CAN I|should I|did I|is){_gap(4)} (?:SAY|TEXT|SEND|type) STOP(?: (?!/)\S+)*",
    # "Don't take me off"; "no dejen de escribir"; "never stop".
    rf"(?:NEG|UNABLE)(?: (?!/|WANT|ya |y |por |please|and |AND |YOU )\S+){{0,3}}? (?:REMOVE|UNSUB|STOP|TAKE{_gap(3)} OFF|LOSE ME|GIVE ME de baja|opt)"
    rf"(?: (?!/|MORE|AND|and)\S+){{0,4}}",
    rf"(?:NEG|UNABLE){_gap(3)} WANT{_gap(3)} (?:STOP|UNSUB|REMOVEED|REMOVE|TAKEED OFF|TAKE{_gap(2)} OFF|OFF|LOSE|miss)"
    r"(?: (?!/)\S+)*",
    rf"(?:NEG|UNABLE) (?:WANT )?mean{_gap(5)} (?:STOP|UNSUB)\w*",
    # Others are told to stop, or we all.
    rf"(?:THEY|WE|POL)(?: (?!/|ME)\S+){{0,3}}? (?:STOP|REMOVE|TAKE|SEND|NEG|UNABLE)(?: (?!/)\S+){{0,6}}",
    rf"STOP(?: (?!/|MSG|TEXT|SEND|ME)\S+){{0,4}}? POL(?: (?!/)\S+)*",
    rf"NEG(?: MORE)?(?: (?!/|MSG|TEXT|SEND|ME|WANT)\S+){{0,2}}? POL(?: (?!/)\S+)*",
    # Not this channel but texts.
    rf"NEG(?: ME)? (?:CALL|CALLS|MAIL)\w*(?: ME)?(?! (?:or|ni|and) )(?: (?!/|NEG)\S+){{0,3}}?(?: TEXT(?: ME)?)?(?= /|$)",
    rf"(?:WANT|prefiero|mejor|rather|ONLY)(?: (?!/|NEG)\S+){{0,3}}? (?:MSG|TEXT)(?= / NEG)",
)
# Only at some hours, in one language, on one matter: a person reads it.
RESTRICTED = phrases(
    r"(?:before(?! TIMES| / |$)|after(?! THIS)|during|until|till|past|at night|early|late|noon|mornings?|nights?|weekends?|sundays?|midnight"
    r"|antes de|despues de|noche|temprano|tarde|domingos?|madrugada|mientras|durante|hours|horas|am|pm|\d{1,2}(?:am|pm)"
    r"|spanish|english|espanol|ingles|so often|so much|so many|tan seguido|tantos|every day|cada dia|except|unless"
    r"|excepto|about|sobre|at work|trabajando)"
)
# Who wants the texts back says how they were lost.
WANTS_BACK = phrases(
    r"(?:add|sign|put|subscribe|enroll|inscrib\w+|TAKE) (?:ME|PHONE)(?: \S+){0,2} (?:back|MORE|nuevo)",
    r"(?:WANT|STILL)(?: \S+){0,2} (?:STILL|GET) (?:\S+ )?(?:MSG|TEXT)(?= MORE| /|$)",
    r"(?:agreg|pong|inscrib|apunt|met)\w*(?: ME)?(?: \S+){0,2} (?:otra|nuevo|MORE)(?: vez)?(?: .*)?",
    r"(?:volver|regresar|vuelv\w+)(?: a)?(?: \S+)? (?:LIST|GET|inscrib\w+|SEND|apunt\w+)(?: .*)?",
)
SPOKEN_OF = phrases(r"(?:IF|si) (?:I|yo|ME|pongo|mando) (?:\S+ ){0,2}STOP.*")
ACCIDENT = phrases(
    r"(?:by|on) (?:accident|mistake)|accidentally|mistakenly|sin querer|por (?:error|accidente|equivocacion)"
    r"|(?:UNABLE|NEG) (?:WANT to )?mean(?: to)?|oops|whoops"
)


def asks_composed(tagged: str) -> bool:
    """Tell whether a line of concepts asks to end texting, without any condition."""
    cleared = BLOT.sub("~", tagged)
    if any(_is_unconditional(clause) for clause in cleared.split(" / ")):
        return True
    return SAID_STOP.search(cleared) is not None and AGAIN.search(cleared) is not None


def asks_restricted(tagged: str) -> bool:
    """Tell whether a line asks for fewer, other or later texts."""
    cleared = BLOT.sub("~", tagged)
    return any(OPT_OUT.search(clause) and RESTRICTED.search(clause) for clause in cleared.split(" / "))


def _is_unconditional(clause: str) -> bool:
    wish = OPT_OUT.search(clause)
    return wish is not None and RESTRICTED.search(clause, wish.start()) is None


def is_withheld(tagged: str) -> bool:
    """Tell whether a stop was said by mistake or only spoken of: "if I text STOP"."""
    said = SAID_STOP.search(tagged) or BARE_SAID.search(tagged)
    if said and (ACCIDENT.search(tagged) or WANTS_BACK.search(tagged)):
        return True
    return SPOKEN_OF.search(tagged) is not None
