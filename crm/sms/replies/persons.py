"""How concepts compose to "you have somebody else's number" and to a threat, in both languages."""

from crm.sms.replies.phrases import phrases

_PLACE = (
    r"(?:office|business|shop|restaurant|salon|clinic|company|desk|pharmacy|fax|landline|daycare|taqueria|barbershop"
    r"|dealership|hotel|bakery|oficina|negocio|taller|consultorio|tienda|panaderia|restaurante|empresa|peluqueria"
    r"|farmacia|guarderia|store|hospital|practice|agency)"
)
_SOMEBODY = (
    r"(?:(?:THEY|some one|person|somebody|someone) else|otra (?:persona|gente|senora)|otro (?:PHONE|senor|numero)"
    r"|alguien (?:MORE|mas)|(?:the|a) different (?:person|PHONE)|another person|a stranger|un desconocido)"
)
_GOT = (
    r"(?:got|GETED|GET|have|had|bought|tengo|tenemos|dieron|asignaron|asigno|compre|agarre|saque|saqu\w+"
    r"|assigned|inherited|given"
    r"|\w+ado|sacar|comprar)"
)
OTHER_PERSON = phrases(
    rf"(?<!I )(?:mean|meant|think|SEND|TEXT|SENDED|looking for|looking|buscand?o?|quer\w+|trying|reached|reaching)"
    rf"(?: (?!/|NEG|UNABLE)\S+){{0,3}} {_SOMEBODY}",
    r"THIS (?:is|es)(?: now| ahora)? MY(?: new)? PHONE(?: (?:now|ahora|AND NEG \S+))+",
    r"(?:is|es) (?:now |ahora )?(?:ME|MY PHONE)(?: PHONE)? (?:now|ahora|y no)",
    r"(?:THIS|el|THIS \w+) PHONE (?:ahora )?(?:is|es)(?: ahora| now)? (?:nuevo|new to ME|ME|de un\w? \w+)(?: .*)?",
    rf"(?:I|just|ME|recien|apenas|acabo de|recently|newly)(?: (?!/|NEG)\S+){{0,2}} {_GOT}(?: (?!/|MY"
    rf"|NEG)\S+){{0,2}}? THIS"
    r"(?: new)? PHONE(?! (?:saved|in|OFF|written))",
    rf"(?:^|/ |hi |hello |sorry |hola |NEG )(?:THIS|you GETED|YOU have|YOU reached|YOU SENDED|llam\S+ a) (?:is"
    rf"|es|a|an|un|una)"
    rf"(?: (?!/|NEG|UNABLE|MY|POL|why|OFF|with|at|of|de|del)\S+){{0,3}}? {_PLACE}"
    r"(?: PHONE)?(?: (?!of|in|that|POL)\w+)?(?= /|$| NEG"
    rf"| AND| please| at| for)",
    r"(?:^|/ |ME|me) ?(?:CALLSED|SEND\w*)? ?(?:THIS|aqui) es (?:un|una|el|la) " + _PLACE,
    r"THIS (?:is|es|PHONE is|PHONE es) (?:now )?MINE(?: (?:now|ahora))?(?= /|$)",
    r"(?:gave|GIVE\w*|dio|dieron|put)(?: YOU| les| HER)?(?: \S+)? (?:fake|false|wrong|made up|falso|equivocado"
    r"|random) PHONE|PHONE falso",
    r"NEG soy (?:(?:yo|I|la|el|a|quien|que|persona|THIS) ){1,5}(?:SENDS?|buscan?|busca)",
    r"(?:duen[oa]|persona|senora?|dona) (?:de antes|anterior)|(?:previous|old|last|former|prior) (?:owner"
    r"|person|user|customer|tenant)",
    r"(?:dejo|dio|paso|gave|left|TAKEED|regalo|heredo|GIVEED) (?:ME )?THIS (?:old )?PHONE",
    r"NEG (?:GETED|heard) of HER",
    r"(?:THIS|it) (?:aint|UNABLE|is NEG|NEG) MY PHONE",
    r"(?:SENDED|GETED|YOU|TEXT|have)(?: \S+){0,2} wrong one",
    r"HER new PHONE",
    r"(?:SEND|TEXT|SENDED|THIS is|STILL)(?: \S+){0,3} \S+ (?:yrs?|years?|yo) old",
    r"(?:^|/ )(?:yo |I )?NEG soy(?: yo| I)?(?= /|$)",
    r"(?:^|/ |esta |PHONE )WRONGED(?= /|$)",
    r"THIS PHONE era de \S+|ya NEG (?:HER )?pertenece",
    rf"(?:^|/ )(?:es|CALLS\w* a|hablan? a|marc\w+ a|llam\w+ a) (?:un|una) {_PLACE}",
    r"(?:compr\w+|bought|GETED|got)(?: \S+){0,3} (?:usado|used|second hand|segunda mano)",
    r"(?:THEY|NEG \w+) (?:\S+ )?(?:moved|TAKEED|left|cambio|mudo)(?: \S+){0,6} (?:/ )?(?:THIS is )?MY PHONE",
    r"(?:never|NEG) (?:been|heard of|am|soy|GETED OFF) (?:a |an )?(?:member|THIS org\w*"
    r"|miembro)(?: (?!/)\S+){0,3} (?:wrong|PHONE)",
)
_KIN = (
    r"(?:year old\w*|kids?|childs?|daughters?|sons?|moms?|mothers?|dads?|husbands?|wife\w*|sisters?|brothers?|boss\w*"
    r"|hij[oa]s?|nin[oa]|menor|esposa|esposo|herman[oa]|mama|papa|niet[oa]|grand\w+|exs?|POL)"
)
OTHER_OWNER = phrases(
    r"(?:NEG|aint|UNABLE) \w+s PHONE|PHONE (?:aint|UNABLE|is NEG) \w+s(?= /|$)",
    r"(?:YOU )(?:\S+ ){0,2}(?:have|GETED|got|GET) the wrong (?!idea|impression|side)[a-z]+(?= /|$)",
    r"(?:had|tenia|have) THIS PHONE(?: \S+){0,2} (?:before|antes)",
    r"(?:switched|changed|moved|TAKEED) to THIS PHONE",
    r"NEG know who YOU(?: \S+){0,3} (?:trying|SEND|TEXT|looking|WANT)",
    r"ME (?:ONLY )?(?:[5-9]|1[0-5])(?: years? old| yo| anos)?(?= /|$| AND)",
    rf"PHONE (?:is|es|de) (?:a|an|un|una)(?: (?!/)\S+)? {_PLACE}|YOU(?: \S+)? (?:TEXT|SEND|SENDED) (?:a"
    rf"|an)(?: \S+)? {_PLACE}",
    rf"THIS (?:is|es|used to be|was|era|isnt)(?: (?!/|NEG|UNABLE)\S+){{0,3}} {_KIN}(?: old)? PHONE",
    rf"PHONE (?:es|era|belongs to|is for|used to be)(?: (?:de|del|MY|un|una|THIS|a|the|the \w+))+ {_KIN}",
    r"(?<!I )(?<!WE )(?:uses|usa|owns|ocupa) THIS PHONE",
    r"NEG (?:GETED|heard|know|knew|conozco|conocemos|se)(?: of| a| quien es)? (?:THIS|anyone|nadie|any|such|HER"
    r"|ninguna?)"
    r" (?:person|PHONE|persona|by|named|con|lady|guy|senora?)",
    r"(?:marc\w+|CALLS|CALLSED) mal",
)
_LAW = (
    r"(?:lawyers?|attorneys?|lawsuit|court|legal|fcc|ftc|tcpa|abogad[oa]s?|tribunal|demanda|harassment|acoso"
    r"|complaint"
    r"|REPORT\w*)"
)
THREAT = phrases(
    rf"(?:next|another|one|MORE|IF|si|last)(?: (?!/|THING|date)\S+){{0,3}} (?:one|TEXT|SEND|MSG|GET|vuelv\w+|sigu\w+)"
    rf"(?: (?!/ THEY)\S+){{0,10}} (?:(?:to|OFF|with|MY|a|for|the|con|ME|I|los|les|THIS is) ){{1,3}}{_LAW}(?! THING)",
    r"(?:tcpa|can spam|fcc|ftc)(?: .*)?(?= (?:claim|complaint|violation|lawsuit|fine|suit|attorney|law))",
    r"(?<!WE )REPORT(?: \S+){0,2} (?:carrier|spam|7726|authorities|verizon|tmobile|att|apple|bbb)",
    rf"(?:forward\w*|SEND)(?: (?:THIS|MSG|YOU|TEXT|all))* (?:to|a) (?:7726|MY {_LAW}|the {_LAW})",
    r"YOU(?: \S+){0,3} (?:break\w*|violat\w+)(?: (?!/)\S+){0,4} (?:TEXT|SEND)",
    r"see YOU in(?: small)?(?: \S+)? court(?= /|$)",
    r"(?:TEXT|SEND) ME (?:MORE|one MORE time)(?: AND| /)? (?:see|watch|I|ill|we)",
    rf"(?:I|ME)(?: \S+){{0,3}} (?:SEND|CALL) MY {_LAW}(?= /|$)",
    r"(?:SENDED|marked|REPORT)(?: \S+)? (?:to|as) SEND(?= /|$)",
    r"(?:do|try) THIS (?:MORE|one more time)(?: (?!/)\S+){0,4} (?:CALL|REPORT)",
    r"(?:ME|I)(?: \S+){0,2} (?:filing|file) a complaint(?= /|$)",
    r"NEG make ME (?:CALL|SEND|REPORT)",
    rf"(?:CALL|expect\w*|letter|GET|SEND)(?: \S+){{0,3}} OFF MY {_LAW}",
    rf"MY {_LAW}(?: \S+){{0,3}} (?:comunic\w+|contact\w*|CALLS|SEND)(?= /|$| YOU| con)",
    r"voy a (?:poner|levantar|meter) (?:una |la )?(?:demanda|denuncia|queja)(?! (?:contra|al?|en)\b)",
    r"(?:MSG|TEXT|SEND|PHONE|YOU)(?: \S+){0,8} (?:tcpa|fcc|ftc)",
    rf"next (?:one|TEXT|MSG)(?: \S+){{0,3}} {_LAW}",
    rf"(?:GET|SAYED|SEND)(?: \S+)? OFF MY {_LAW}",
    rf"MY {_LAW}(?: (?!/)\S+){{0,4}} (?:YOU|GET in touch)(?! (?:SAY|ask|want))",
    r"(?:STOP|NEG)(?: (?!/)\S+){0,8} (?:/ )?(?:or|o|MORE) (?:\S+ ){0,4}(?:CALL\w*|REPORT\w*|sue|llam\w+"
    r"|denunci\w+|demand\w+)"
    r"(?: \S+){0,3}",
    rf"(?:TEXT|SEND)(?: ME)?(?: (?!/)\S+){{0,2}} (?:MORE|TIMES|one MORE time)(?: \S+){{0,5}} (?:CALL\w*|POL|{_LAW})",
    rf"(?:{_LAW}|POL)(?: (?!/)\S+){{0,2}} (?:IF|si) (?:ME |YOU |NEG )*(?:TEXT|SEND|STILL|sigu\w+|vuelv\w+|STOP)",
    r"(?:REPORT|REPORTED)(?: AND \w+)? (?:YOU|THIS PHONE|for spam|as spam|spam)(?! (?:to|for"
    r"|on) (?:the )?(?:THING|WE))",
    r"(?:los|te|les|lo) (?:voy a |vamos a |acabo de )?REPORT\w*(?! MY)",
    rf"(?:YOU|THIS|MSG|TEXT)(?: (?!/|THEY|POL)\S+){{0,4}} (?:violat\w+|viol[ae]\w*"
    rf"|break\w*)(?: \S+){{0,3}} (?:{_LAW}|dnc|do NEG)",
)

_DEAD = phrases(r"died|deceased|dead|fallec\w+|murio|muert[oa]|difunt[oa]|passed(?: away)?")
_OF_TEXTS = phrases(
    "SEND", "TEXT", "MSG", "SENDED", "THIS PHONE", r"(?:HER|YOU) PHONE", "MY PHONE", "LIST", r"PHONE (?:de|era)"
)
_WHY_THEY_FIGHT = phrases(
    "POL",
    "THEY",
    "UNABLE",
    "so",
    "STILL (?:SEND|INVITE)",
    "NEG (?:dead|up)",
    r"(?:PHONE|battery|car)(?: (?:just|is|se|ME))* (?:died|dead|murio)",
    r"(?:murio|died)(?: \S+){0,2} PHONE",
    r"(?:no|NEG) (?:voy|puedo|podre|ire)",
    r"(?:my|MY) (?:friend|neighbor|vecin[oa]|amig[oa])",
    "protest",
    "justice",
    "fight",
    "struggle",
    r"(?<!in )THING",
)


def is_death(tagged: str) -> bool:
    """Tell whether a line says that whom we text has died, and speaks of the texts or the phone."""
    return (
        _DEAD.search(tagged) is not None
        and _OF_TEXTS.search(tagged) is not None
        and _WHY_THEY_FIGHT.search(tagged) is None
    )


def is_other_person(tagged: str) -> bool:
    """Tell whether a line of concepts says that the number is somebody else's, or a place of work's."""
    return OTHER_PERSON.search(tagged) is not None or OTHER_OWNER.search(tagged) is not None or is_death(tagged)


def is_threat(tagged: str) -> bool:
    """Tell whether a line of concepts threatens us for our texts."""
    return THREAT.search(tagged) is not None
