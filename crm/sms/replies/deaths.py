"""How people write that the owner of a number has died; and deaths that are the reason why somebody
organizes."""

from crm.sms.replies.phrases import phrases

_DEAD = (
    r"(?:passed(?: away| on| last| in| this| a| over| \d+)|passed(?= /|$)|died|is dead"
    r"|is deceased|deceased|has died|nolonger with us|is nolonger with us|is nolonger alive"
    r"|is gone now|departed|is no more|is in heaven|went to heaven)"
)
DEATH_OF_OWNER = phrases(
    (
        rf"(?:(?<=^)|(?<=/ ))(?:\w+ ){{0,3}}?(?:she|he|shes|hes|this person|that person"
        rf"|the (?:person|owner|man|woman|lady)(?: \w+){{0,6}}?|owner(?: \w+){{0,5}}?|(?:mr|mrs|ms"
        rf"|miss) \w+)(?: (?:has|have|had|just|sadly|unfortunately|recently|actually|is"
        rf"|was))* {_DEAD}(?: .*)?"
    ),
    r"(?:(?<=^)|(?<=/ ))(?:is )?deceased(?: .*)?",
    (
        r"(?:owner|person|subscriber|holder|member|recipient)(?: \w+){0,6} (?:deceased|died"
        r"|passed away|is dead)(?: .*)?"
    ),
    (
        r"(?:el|ella|esa persona|la persona(?: \w+){0,4}|la senora(?: \w+)?|el senor(?: \w+)?"
        r"|ese senor|esa senora|ya|dueno(?: \w+){0,4}|duena(?: \w+){0,4}) (?:ya )?(?:fallecio|murio"
        r"|esta muert[oa]|ha fallecido|es difunt[oa])(?: .*)?"
    ),
    r"(?:(?<=^)|(?<=/ ))(?:ya )?(?:fallecio|murio)(?! (?:mi|un|una|el|la|nuestr[oa]) )(?: .*)?",
)
DEATH_NAMED = phrases(
    rf"(?P<name>\w+)(?: \w+)?(?: (?:has|had|just|sadly|unfortunately|recently|is|was|already"
    rf"|ya))* (?:{_DEAD}|fallecio|murio)(?: .*)?"
)
# Deaths that are the reason why somebody organizes.
IN_THEIR_HANDS = phrases(
    r"(?:in|bajo|en) (?:\w+ )?(?:custody|jail|jails|prison|detention|custodia|carcel|detencion)",
    (
        r"(?:police|cops?|ice|deputies|guards?|policia|officers?|sheriffs?|migra|shot|killed"
        r"|murdered|tased|choked|jail|prison|protest\w*|vote|bill|law|council|budget|hearing|fighting|justice"
        r"|movement|struggle|waiting|speak|testif\w*|testimony|story|stories|hear (?:it|this|me|us|about)|esperando"
        r"|hablar|testific\w*|testimonio|contar(?:lo|les)?|que (?:lo |me |nos )?(?:oigan|escuchen|sepan))"
    ),
)
DEATH_IN_THE_FAMILY = phrases(
    (
        r"(?:my|our) (?:mom|mother|dad|father|husband|wife|son|daughter|brother|sister|grand\w+"
        r"|aunt|uncle|partner|friend|cousin)(?: \w+){0,3} (?:passed|passed away|died"
        r"|is deceased)(?: .*)?"
    ),
    r"(?:mi|nuestr[oa]) \w+(?: \w+){0,3} (?:fallecio|murio)(?: .*)?",
)
