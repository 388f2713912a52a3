"""What sounds like a wrong number and is none: a name misspelt, a link that fails, a text gone astray."""

import re

from crm.sms.replies.phrases import phrases

# The right person, with a name misspelt or a link that leads nowhere.
CORRECTED = phrases(
    r"(?:spell|deletre|misspel)\w*(?: .*)?",
    r"se (?:escribe|deletrea)(?: .*)?",
    r"name is (?P<a>\w)\w* not (?P=a)\w*(?: .*)?",
    r"(?:its|it is|im|i am|soy|es) (?P<d>\w)\w+ (?:/ )?(?:not|no) (?P=d)\w+",
    r"(?:not|no soy) (?:mrs|mr|ms|miss|dr|la|el|senora?) (?P<e>\w+) (?:/ )?(?:im|its|soy) (?:\w+ )?(?P=e)",
    r"(?:have|got|spelled|wrote|put) my name wrong(?: .*)?",
    r"(?:not|isnt) (?P<b>\w)\w+ (?:/ )?(?:its|it is|but|just|/) (?!wrong|the|his|my|a |an |some|not|now"
    r"|this)(?P=b)\w+(?: .*)?",
    r"no (?:es|soy) (?P<c>\w)\w+ / (?:es|soy) (?!su|el|la|mi|un|otra|otro)(?P=c)\w+(?: .*)?",
    r"(?:i am|im|soy|estoy|if im|si estoy|i think im|maybe im) (?:yo )?(?:wrong|equivocad[oa]|mistaken"
    r"|confundid[oa])(?: .*)?",
    r"(?:with|con) (?:an? |una? )?[a-z](?= /|$)",
    r"(?:yes|yeah|but|si)(?: \w+){0,2} (?:thats|its|it is|this is) me",
    r"(?<!no )(?:si )?soy yo",
    r"(?<!not )(?<!not the )(?<!isnt the )(?:right|correct) (?:person|number|phone)",
    r"(?:numero|number|telefono) (?:si )?(?:esta bien|is (?:right|correct|fine))",
    (
        r"(?:link|enlace|liga|address|direccion|zoom|date|fecha|hora|time|page|pagina|codigo|code|spelling|flyer"
        r"|mapa|map|password)(?: \w+){0,3} (?:equivocad\w+|wrong|mal|incorrect\w*|erroneo)(?: .*)?"
    ),
)

# A text of theirs that went astray.
OWN_SLIP = phrases(
    r"(?:oops|whoops|my bad|(?:my |that )last text|ignore (?:that|this|my)|wrong chat|otro chat)(?: .*)?",
    r"(?<!you )(?<!u )meant (?:that|to send|to text|it|for my)(?: .*)?",
    r"(?:that|it|this) (?:was|is) (?:meant )?for my(?: .*)?",
    r"no era para (?:ti|usted|ustedes)(?: .*)?",
    r"(?:sorry|perdon) (?:that was )?meant (?:that |it |this )?for (?:someone|somebody) else",
)


def is_corrected(line: str) -> bool:
    """Tell whether a line speaks of a wrong name or link, and leaves the number right."""
    if OWN_SLIP.search(line):
        return True
    return CORRECTED.search(line) is not None and re.search(r"\bwrong (?:number|person)\b", line) is None
