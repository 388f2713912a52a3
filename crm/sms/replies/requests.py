"""How concepts compose to a wish to end texting, whatever the words; in English, Spanish and both at once.

Patterns are written over tags (`concepts`); a gap is a few words of the same clause that change nothing.
"""

from re import Pattern

from crm.sms.replies.phrases import phrases


def _gap(most: int, but: str = "") -> str:
    barred = "|".join(["POL", "THEY", "/", *but.split()])
    return rf"(?: (?!(?:{barred})(?: |$))\S+){{0,{most}}}?"


_END = (
    r"(?= /|$| please| por| x | xf| thanks| gracias| AND| o | ME| THIS| MORE| so | ya| now| or | ni | there| I | for "
    r"| because| porque)"
)
# What follows is neither a list of another kind nor something taken from us.
_KEPT = (
    r"(?!(?: (?:el|la|los|las|un|una|the|MY|a))+ (?!PHONE|LIST|MSG|TEXT|OFF|ME|MY|AND|old)\w)"
    r"(?!(?: (?!/)\S+){0,5}? (?:THING|POL|de los que|for (?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|de(?:l| el) (?:lunes|martes|miercoles|jueves|viernes|sabado|domingo))(?! (?:TEXT|MSG)))"
)
_NOT_CAME = r"(?! (?:\S+ ){0,2}THING)(?! (?:\S+ )?(?:TAKEED|GETED|came|yet|old))"
_SENDTO = (
    rf"(?:TEXT(?! (?:and|AND|while) driv\w+){_NOT_CAME}"
    r"|ME (?:SEND|CALLS ni \S+)(?! (?:the |el |la |otra )?THING)"
    rf"|SEND{_gap(2, 'THING')} (?:ME|MY|THIS|THEM|MSG|TEXT|MORE|PHONE|YOU|HER)|SEND{_END})"
)
_SUBJECT = r"(?<!I )(?<!WE )(?<!THEY )(?<!IF )(?<!POL )(?<!why )"
_MINE = r"(?:ME|HER|MY SEND|(?:(?:MY|THIS|YOU|the|el|ese|HER|la|los|ME) )*PHONE)"
_ASK_ENDS = r"TAKE|GET|REMOVE|STOP|LEAVE|LET|let|lemme|keep|STILL"

STOP_SENDING = (
    rf"STOP{_gap(4, 'THING NEG UNABLE IF')} {_SENDTO}",
    rf"STOP{_gap(4, 'THING NEG UNABLE IF SAYED')} MSG",
    rf"STOP{_gap(2, 'THING')} GET{_gap(2, 'THING')} (?:MSG|THIS|TEXT|YOU)",
    rf"STOP (?:with|con) (?:YOU )?(?:THIS|MSG)(?: THIS)?{_END}",
    rf"(?:STOP|NEG){_gap(2)} USE (?:(?:MY|THIS|el) )+PHONE",
    r"LOSE (?:with )?(?:the |YOU |THIS |ME |TEXT |all )*MSG",
    rf"WANT{_gap(5)} STOPED{_gap(2)} {_SENDTO}",
    r"STOP (?:SAY|INVITE)(?: ME)?(?= /|$| to THIS)|NEG (?:INVITE|SAY) ME(?: \S+)? MORE",
    rf"(?:silence|mute|snooze){_gap(2)} MSG",
)
NOT_SENDING = (
    rf"{_SUBJECT}NEG(?: YOU)?{_gap(3, 'YOU WANT GET GETED UNABLE IF CALL CALLS MAIL THING LOSE hesitate afraid worry el un the')}"
    rf" {_SENDTO}",
    rf"NEG WANT{_gap(3, 'STOP THING NEG')} (?:ME SENDS?|HER SENDS?|TEXT ME|SEND ME|TEXT PHONE){_NOT_CAME}",
    rf"NEG{_gap(1, 'THING')} (?:SAY|SEND|TEXT|CALL){_gap(2, 'THING')} MORE",
    rf"NEG GET{_gap(2, 'THING')} (?:MSG|TEXT|THIS|SEND)(?: (?!/)\S+){{0,3}} MORE",
    rf"(?:que|ya|for) (?:ya )?NEG(?: ME)? (?:GET|SEND){_gap(2, 'THING')} (?:MSG|TEXT|MORE)",
    rf"(?:to|would|please) NEG GET{_gap(2, 'THING')} (?:MSG|TEXT|THIS(?= /|$))|NEG to GET{_gap(2)} (?:MSG|TEXT|THIS)",
    rf"last{_gap(1)} (?:TEXT|MSG|one)(?: (?!/)\S+){{0,3}} (?:WANT|GET|SEND)",
    r"(?:NEG|nor) (?:ME )?(?:CALL|CALLS|MAIL)(?: ME)? (?:or|ni|AND|nor) (?:ME )?(?:TEXT|SEND|MSG|CALL)",
    r"NEG MSG (?:ni|or) CALLS?\w*",
    rf"NEG MORE{_gap(3, 'THING')} (?:MSG|TEXT|SEND|CALLS|THIS(?= /|$))",
    rf"(?<!have )NEG(?: (?:MORE|THIS|YOU|any|political|automated|mass|LIST|de|one|thanks|to|another|un|stupid"
    rf"|damn|SEND|TEXT|random"
    rf"|unsolicited|los|a single)){{0,5}} (?:MSG|TEXT){_END}{_NOT_CAME}",
    r"(?:^|/ )(?:MORE de|cero|zero|STOP de) MSG",
    rf"NEG ME GET{_gap(2, 'THING el la los el')} (?:MSG|MORE|TEXT)",
    r"STOP de (?:GET|SEND|ARRIVE)(?= /|$)",
    r"NEG ME SENDS(?: \S+){0,2} MORE",
    r"(?:let|better|must|THIS is|be)(?: \S+){0,3} last (?:TEXT|MSG)(?= /|$| OFF YOU)",
    r"save (?:YOU|THIS|the) MSG|(?:go|find|try) (?:SEND|TEXT)? ?THEY else(?: to (?:TEXT|SEND))?",
    r"(?:MSG|TEXT)(?: MORE| ya| please)? NEG(?= /|$| please| por)",
    rf"(?:rather|WANT){_gap(1, 'NEG')} NEG{_gap(4, 'THING')} (?:MSG|TEXT|SENDED|SEND|GET{_gap(2)} (?:YOU|THIS))",
    rf"(?:rather|prefiero|WANT){_gap(3, 'THING')} MAIL{_gap(3)} (?:than|instead|que|over|rather){_gap(3)} (?:MSG"
    rf"|TEXT)",
)
NOT_WANTING = (
    rf"(?:NEG|DOES){_gap(4, 'IF')} WANT{_gap(6, 'THING STOP NEG MAIL CALL IF LOSE')} (?:MSG|SENDED"
    rf"|TEXT{_NOT_CAME}|LIST)(?! STOP)",
    rf"NEG{_gap(2)} WANT{_gap(1)} (?:THIS|MORE|THEM)(?: MORE| please| ME| coming| info\w*| on \S+ PHONE"
    rf"| ya)*(?= /|$)",
    rf"(?:NEG|DOES){_gap(3)} WANT{_gap(2, 'THING')} (?:GET|SEND){_gap(3, 'THING')} (?:MSG|TEXT|THIS|MORE|YOU|SENDED)",
    rf"(?:NEG|DOES){_gap(3)} WANT{_gap(3, 'THING')} (?:on|in|part|involved|bothered|estar|SENDED){_gap(2, 'THING')}"
    r" (?:LIST|YOU|bothered|MORE|THIS(?= /|$| MORE| NEG| LIST))",
    rf"NEG{_gap(3)} WANT{_gap(1)} (?:estar(?: en)?|bothered|SENDED)(?= /|$)",
    rf"NEG{_gap(2)} WANT{_gap(3)} MORE (?:con|with|de|OFF|to do) {_gap(2)} ?YOU",
    rf"NEG WANT MORE{_gap(2)} YOU",
    rf"FEDUP{_gap(4, 'THING')} (?:MSG|TEXT(?= /|$| ME))(?! THING)",
    r"FEDUP SEND(?= /|$)",
    rf"UNABLE (?:TAKE|stand|deal|handle){_gap(4)} (?:MSG|TEXT)",
    rf"NEG SAYED for{_gap(2)} (?:MSG|THIS(?= /|$))",
    r"(?:STILL|shove|stick|TAKE) (?:YOU|THIS) (?:MSG|LIST)(?= /|$| to \S+self| to \S+selves| AND shove| up YOU)",
    r"(?:gracias|thanks)(?: AND)? NEG MORE(?= /|$)",
    rf"FEDUP{_gap(2, 'THING')} (?:with|GET|of|de)(?: GET)? (?:THIS|YOU)(?= /|$| already| MORE)",
    rf"ME good{_gap(1)} (?:on|with|without){_gap(2)} (?:MSG|TEXT)",
    rf"CAN (?:do|live) NEG{_gap(3)} (?:MSG|TEXT)",
    rf"CONSENT{_gap(1)} (?:revoked|withdrawn|denied)|(?:NEG|UNABLE|revoke|revoking|LEAVE|retiro|revoco|rescind|STOP)"
    rf"{_gap(3, 'THING')} CONSENT(?! THING)",
    r"(?:TAKE back|TAKEED back|REMOVE\w*|STOP\w*) MY CONSENT",
    r"CONSENT (?:is |has )?(?:STOPED|FEDUP|expired)",
    rf"(?<!THEY )WANT{_gap(3, 'NEG')} (?:OFF|OUT)(?= /|$| now| please|{_gap(2, 'THING')} (?:LIST|MSG|TEXT"
    rf"|THIS(?= /|$)))",
)
REMOVING = (
    rf"REMOVE{_gap(1, 'THING NEG OFF of de from ME MY PHONE un una a')} (?:of |de )?{_MINE}{_KEPT}",
    r"REMOVE (?:THIS|the) SEND",
    rf"REMOVE(?: de| OFF){_gap(2, 'THING')} (?:LIST|MSG|TEXT)",
    r"LOSE (?:(?:MY|THIS|the|ese|YOU|have|that) )+PHONE",
    rf"(?:TAKE|REMOVE|GET) MY (?!plus|rsvp|friend|guest)\w+(?: (?!one)\w+)? (?:OFF|de){_gap(3, 'THING')} (?:LIST"
    rf"|MSG|TEXT)",
    rf"ME (?:CAN |pueden |puede |puedes |podria |podrian |hacen favor de )?REMOVE{_KEPT}",
    rf"(?:TAKE|GET|REMOVE|LET|lemme|let|STILL|LOSE)(?: (?!THING|NEG|POL|/|AND AND|LIST)\S+){{0,3}}? {_MINE}"
    rf"(?: (?:AND|{_MINE}|please|the|fuck|hell|right|completely|MY))* OFF(?:{_END}|(?: of)?{_gap(3, 'THING')}"
    r" (?:LIST|MSG|TEXT|THIS(?! THING)|YOU))(?! THING)(?!(?: \S+){1,2} (?:THING|POL)(?! (?:TEXT|MSG)))",
    rf"(?:{_ASK_ENDS}|TAKEED|REMOVEED|be|come|^|/|please) ?OFF(?: of)?{_gap(3, 'THING')} (?:LIST|MSG|TEXT)(?! THING)",
    rf"(?:WANT|how|SAYED|SAY|please|CAN I|possible){_gap(4, 'NEG')} (?:TAKEED OFF|REMOVEED|UNSUBED){_KEPT}",
    rf"(?:WANT|how do I|how CAN I|CAN I|possible to){_gap(3, 'NEG')} (?:GET |be |TAKE |LEAVE )*(?:OFF"
    rf"|OUT)(?: of)?{_gap(2, 'THING')}"
    r" (?:LIST|MSG|TEXT|THIS(?= /|$| LIST| TEXT))",
    rf"(?:como|WANT){_gap(3, 'NEG')} LEAVE(?: ME)?{_gap(2, 'THING')} (?:LIST|MSG|THIS)",
    r"(?:como|donde)(?: \S+){0,4} (?:LEAVE ME|ya NEG GET)|(?:como|donde) (?:ME LEAVE|paro(?: los)?)(?= /|$| MSG"
    r"| THIS| TEXT)",
    rf"(?:como|donde) (?:ME |le |se )?(?:STOPED|UNSUBED|STOP|REMOVEED){_gap(2)} (?:MSG|THIS|LIST|PHONE)",
    r"(?:^|/ |STOP |NEG |gracias )ya NEG WANT(?= /|$| gracias| por| please)",
    r"(?:to|how|CAN I|I|que) (?:GET|come) (?:OFF|OUT)(?: of)? (?:THIS|YOU)(?: LIST| TEXT| thing)*(?= /|$)",
    rf"NEG{_gap(3)} WANT{_gap(3, 'THING')} GET(?: MORE| nada)*(?: info\w*)?(?= /|$)",
    r"(?:how do I|how CAN I|WANT to) TAKE (?:THIS|the|YOU) LIST",
    rf"REMOVE MY \w+ AND ME{_KEPT}",
    rf"(?:ME|I) OFF{_gap(1, 'THING')} (?:LIST|MSG)",
    rf"(?:shouldnt|should NEG|UNABLE supposed){_gap(3)} (?:LIST|MSG|GET THIS(?= /|$))",
    r"(?:STILL|GET|stay|TAKE)(?: \S+){0,2} OFF MY PHONE",
    r"please (?:REMOVE|STOP THIS)(?= /|$)",
    r"(?:ME )WANT LEAVE(?= /|$)",
    rf"(?:TAKE|add|mark|on){_gap(4)} dnc",
    rf"LEAVE (?:OFF|de|del){_gap(3, 'THING')} (?:LIST|MSG|TEXT)",
    r"WANT LEAVE ME(?= /|$)",
    rf"(?<!estoy )(?<!esta )(?<!tuve que GIVE ME )de baja{_KEPT}(?! (?:al|a|en|del|la|el|los) )",
    rf"PHONE{_gap(4)} (?:REMOVEED|TAKEED OFF)",
    rf"(?:WANT|make|made|how|LET|get){_gap(4, 'NEG WE')} (?:MSG|TEXT|THIS|YOU) (?:to |THIS )*STOP(?= /|$| please)",
    r"(?:MSG|TEXT)(?: (?:has|have|need|needs|must|got|GETED|gotta|to|please|should|WANT))+ STOP",
    r"UNSUB(?! (?:OFF|de|of) (?!THIS|YOU|LIST|MSG|TEXT|MY|the (?:LIST|TEXT|MSG)|la LIST|GET|FUT|MORE))(?! THING)"
    r"(?! (?:the|him|her) )",
)
# Asked for in other ways: another channel, quiet, a service that ends.
OTHERWISE = (
    r"(?:REMOVE|STOP) MY MSG",
    r"STOP (?:the |THIS |MY )?service(?= /|$)",
    r"TAKE ME be(?= /|$)",
    r"NEG (?:add|put|TAKE) ME (?:to|on|in)(?: \S+){0,2} (?:LIST|MSG|TEXT)",
    r"MAIL(?: (?!/)\S+){0,4} NEG (?:to )?(?:MY|THIS) PHONE",
    r"(?:by|via) MAIL ONLY|I ONLY do MAIL|MAIL ONLY(?= /|$)",
    r"NEG MORE please(?= /|$)",
    rf"FEDUP{_gap(4)} SEND (?:ME|MY)",
    r"que (?:ya )?NEG (?:GET|ARRIVE)(?= /|$)",
    r"(?:que|como)(?: \S+){0,5} LEAVE ME(?= /|$)",
    r"(?:GIVE ME|WANT)(?: la)? baja(?= /|$| por)",
    r"NEG ME [a-z]+(?:e|en|es) (?:MORE )?(?:MSG|TEXT)(?= /|$| por)",
    r"(?<!the )(?<!did )(?<!YOU )MSG(?: ya| por favor)* STOP(?= /|$| por)",
)
OPT_OUT: Pattern[str] = phrases(*OTHERWISE, *STOP_SENDING, *NOT_SENDING, *NOT_WANTING, *REMOVING)
# "Don't call me": of the texts, too, unless they are preferred.
NO_CALLS = phrases(rf"NEG(?: ME)? (?:CALLS|CALL)(?: ME)?{_gap(2)} (?:MORE|PHONE)", "ya NEG ME CALLS")
PREFERS_TEXTS = phrases(
    r"(?:WANT|prefiero|prefer|mejor|rather|ONLY|just|CAN|puede\w*|instead)(?: (?!/|NEG)\S+){0,4} (?:MSG|TEXT"
    r"|SEND ME|ME SEND)",
    r"(?:MSG|TEXT|SEND ME|ME SEND)(?: ME)?(?: (?!/)\S+){0,2} (?:instead|mejor|better|ok|okay|fine|please|bien)",
)
# They were told before: a complaint that is the wish itself.
SAID_STOP = phrases(
    rf"(?:SAYED|SENDED|SAY|TEXT|TAKE|TAKEED|typed|SEND){_gap(4, 'NEG IF')} (?:STOP|UNSUB|REMOVEED|TAKEED OFF)",
    r"I (?:\S+ )?(?:UNSUBED|STOPED)",
)
AGAIN = phrases(
    "STILL", r"UNABLE (?:\S+ )?(?:work\w*|THING)", "ya (?:HER )?SAYED", "TIMES", "why", "YOU", "MORE", "every"
)
# The number that was named is to go: "my number is private, delete it".
NUMBER_GONE = phrases(
    r"(?:MSG|TEXT)(?: \S+){0,6}? / (?:please )?STOP THEM",
    r"REMOVE THIS(?: \S+){0,5} MY PHONE",
    r"(?:muchos|tantos) MSG / (?:ya |por favor )*STOP(?= /|$| por)",
    rf"STILL SEND{_gap(3)} (?:MSG|TEXT)(?: \S+){{0,4}} SAYED que NEG",
    r"PHONE(?: \S+){0,12}? REMOVE (?:THIS|ME)(?= /|$| please| now)",
)

# What looks like a wish and is none; blotted out first.
_AUX = (
    r"(?:to|need|needs|must|should|have|has|will|would|CAN|could|gotta|got|never|UNABLE|WANT|that|who|better|just|all"
    r"|ME|going|SAY|SAYED)"
)
BLOT = phrases(
    rf"(?:IF|si){_gap(2)} (?:I|ME|yo|pongo|TEXT|SEND|SAY|mando){_gap(4)} (?:STOP|UNSUB|REMOVE)\S*(?: (?!/)\S+)*",
    rf"(?:(?<!TIMES )do I|does|what happens|CAN I|should I|did I|is){_gap(4)} (?:SAY|TEXT|SEND"
    rf"|type) STOP(?: (?!/)\S+)*",
    rf"(?:NEG|UNABLE)(?: (?!/|WANT|ya |por |please|AND |YOU |thanks|gracias|MORE |I "
    rf"|REMOVE )\S+){{0,3}}? (?:REMOVE|UNSUB|STOP|TAKE{_gap(3)}"
    rf" OFF|LOSE ME|GIVE ME de baja)(?: (?!/|MORE|AND)\S+){{0,4}}",
    rf"(?:NEG|UNABLE){_gap(3, 'honored respected')} WANT{_gap(3, 'please AND')} (?:STOP|UNSUB|REMOVEED|REMOVE"
    rf"|TAKEED OFF"
    rf"|TAKE{_gap(2)} OFF|OFF(?= /|$| of)|LOSE|miss)"
    r"(?: (?!/)\S+)*",
    # Asked of what has happened: "did you take me off the list?"
    r"(?:did|have|has|were|was)(?: (?:YOU|WE|I|THEY|ME))(?: (?!/|NEG|UNABLE|even|ever)\S+){0,3}? (?:STOP|REMOVE|UNSUB|TAKE"
    r"|LOSE)(?:ED)?(?: (?!/|MORE|AND|yet|ya|TIMES)\S+)*(?= /|$)",
    r"(?<!SAYED )(?<!SAY )I STOPED GET(?: (?!/)\S+)*",
    rf"(?:NEG|UNABLE) (?:WANT )?mean{_gap(5)} (?:STOP|UNSUB)\w*",
    # Others are told to stop, or we all.
    rf"(?<!YOU )(?:THEY|POL)(?: {_AUX})*? (?:STOP|STOPED|REMOVE|REMOVEED|TAKE|TAKEED|SEND|NEG|UNABLE)(?: (?!/|MSG"
    rf"|TEXT)\S+){{0,6}}",
    rf"WE(?: {_AUX})*? (?:STOP|REMOVE)(?! (?:MSG|TEXT|THIS|YOU|GET|SEND|UNSUB))(?: (?!/)\S+){{0,6}}",
    r"STOP(?: (?!/|MSG|TEXT|SEND|ME)\S+){0,4}? POL(?: (?!/)\S+)*",
    r"NEG(?: MORE)?(?: (?!/|MSG|TEXT|SEND|ME|WANT)\S+){0,2}? POL(?: (?!/)\S+)*",
    # The person does not write; not this channel but texts.
    r"I (?:NEG|UNABLE) (?:TEXT|SEND|SAY|CALL)(?: (?!/)\S+){0,4}",
    r"NEG(?: ME)? SEND(?: (?!/)\S+){0,2} MAIL(?: (?!/|NEG)\S+){0,4}",
    r"NEG(?: ME)? (?:CALL|CALLS|MAIL)(?: ME)?(?! (?:or|ni|AND|nor) )(?: (?!/"
    r"|NEG)\S+){0,6}?(?: TEXT(?: ME)?)?(?= /|$)",
    r"(?:WANT|prefiero|mejor|rather|ONLY)(?: (?!/|NEG)\S+){0,3}? (?:MSG|TEXT)(?= / NEG)",
)
# Only at some hours, in one language, on one matter: a person reads it.
RESTRICTED = phrases(
    r"(?:ONLY (?:TEXT|SEND) ME (?:IF|for|when)"
    r"|before(?! TIMES| / |$)|after(?! THIS)|during|until|till|past|at night|early|late|noon|mornings?|nights?"
    r"|weekends?|sundays?|midnight|antes de|despues de|noche|temprano|tarde|domingos?|madrugada|mientras|durante"
    r"|hours|horas|am|pm|\d{1,2}(?:am|pm)|spanish|english|espanol|ingles|so often|so much|so many|tan seguido"
    r"|tantos|every day|cada dia|except|excepto|about(?! THIS)|sobre(?! THIS)|(?<!ME )at THING|trabajando)"
)
FEWER = phrases(rf"{_SUBJECT}(?:STOP|NEG)(?: ME)?{_gap(2)} (?:SEND|TEXT)", r"ONLY (?:TEXT|SEND) ME")
ACCIDENT = phrases(
    r"(?:by|on) (?:accident|mistake)|accidentally|mistakenly|sin querer|NEG querer|por (?:error|accidente"
    r"|equivocacion)"
    r"|(?:UNABLE|NEG) (?:WANT to )?mean(?: to)?|oops|whoops"
)
BARE_SAID = phrases(r"(?:STOPED|UNSUBED|UNSUB)")
# Who wants the texts back says how they were lost.
WANTS_BACK = phrases(
    r"(?:undo|reverse|ignore|disregard|revert|take back|TAKE back)(?: [^ /]+){0,2} (?:UNSUB|STOP|opt OFF)",
    r"STOP(?: [^ /]+){0,2} (?:UNSUB|opt OFF)",
    r"(?:turn|put|TAKE|sign|get|switch|GET|bring)(?: \S+){0,4} back (?:on|up|in)(?: \S+){0,3}",
    r"(?:rejoin|resubscribe|unstop|unblock ME|re add ME|readd ME|resume|restart)(?: .*)?",
    r"(?:add|TAKE|sign|enroll|include|start \w+) (?:ME|PHONE|SEND|TEXT)? ?(?:\S+ )?(?:back|MORE)(?= /|$| please| to)",
    r"(?:add|sign|TAKE|subscribe|enroll|inscrib\w+) (?:ME|PHONE)(?: \S+){0,2} (?:back|MORE|nuevo)",
    r"(?<!NEG )WANT(?: \S+){0,2} (?:STILL|GET) (?:\S+ )?(?:MSG|TEXT)(?= MORE| /|$)",
    r"(?:agreg|pong|inscrib|apunt|met)\w*(?: ME)?(?: \S+){0,2} (?:otra|nuevo|MORE)(?: vez)?(?: .*)?",
    r"(?<!NEG )(?<!NEG ME )(?:volver|regresar|vuelv\w+)(?: a)?(?: \S+)? (?:LIST|GET|inscrib\w+|SEND"
    r"|apunt\w+)(?: .*)?",
)
SPOKEN_OF = phrases(
    r"STOP(?: THIS)? (?:/ )?YOU (?:are )?(?:too|so|making ME|gonna make ME) (?:kind|sweet|funny|nice|good|cry"
    r"|blush|laugh|smile).*",
    r"(?:IF|si) (?:I|yo|ME|pongo|mando) (?:\S+ ){0,2}STOP.*",
)


def asks_composed(tagged: str) -> bool:
    """Tell whether a line of concepts asks to end texting, without any condition."""
    cleared = BLOT.sub("~", tagged)
    if any(_is_unconditional(clause) for clause in cleared.split(" / ")) or NUMBER_GONE.search(cleared):
        return True
    if NO_CALLS.search(tagged) and not PREFERS_TEXTS.search(tagged):
        return True
    return SAID_STOP.search(cleared) is not None and AGAIN.search(cleared) is not None


def asks_restricted(tagged: str) -> bool:
    """Tell whether a line asks for fewer, other or later texts."""
    if NO_CALLS.search(tagged) and PREFERS_TEXTS.search(tagged):
        return False
    cleared = BLOT.sub("~", tagged)
    return any(
        RESTRICTED.search(clause) and (OPT_OUT.search(clause) or FEWER.search(clause))
        for clause in cleared.split(" / ")
    )


def is_withheld(tagged: str) -> bool:
    """Tell whether a stop was said by mistake or only spoken of: "if I text STOP"."""
    said = SAID_STOP.search(tagged) or BARE_SAID.search(tagged)
    if said and (ACCIDENT.search(tagged) or WANTS_BACK.search(tagged)):
        return True
    return SPOKEN_OF.search(tagged) is not None


def wants_back(tagged: str) -> bool:
    """Tell whether a line asks to be texted again, or takes back a stop sent by mistake."""
    said = SAID_STOP.search(tagged) or BARE_SAID.search(tagged)
    return WANTS_BACK.search(tagged) is not None or bool(said and ACCIDENT.search(tagged))


def _is_unconditional(clause: str) -> bool:
    wish = OPT_OUT.search(clause)
    return wish is not None and RESTRICTED.search(clause, wish.start()) is None
