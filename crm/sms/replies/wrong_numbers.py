"""What people write when the number is not, or no longer, that of the person we mean, in both languages."""

from re import Pattern

from crm.sms.replies.deaths import DEATH_IN_THE_FAMILY, DEATH_NAMED, DEATH_OF_OWNER, IN_THEIR_HANDS
from crm.sms.replies.names import is_name
from crm.sms.replies.phrases import phrases

_PERSON = r"(?P<name>\w+)"
_TITLE = "(?:(?:your|a|the|mr|mrs|ms|miss|any|even|actually|anymore) )?"
_HAVING = "(?:phone|number|cell|cellphone|mobile|celular|line)"

WRONG_NUMBER = phrases(
    (
        r"wrong (?:number|numbers|person|people|num|guy|girl|lady|woman|man|phone|contact|chick"
        r"|dude|individual|cell|recipient|family|house ?hold|party|somebody|gal)"
    ),
    (
        r"(?:(?<=^)|(?<=/ ))(?:sorry |hi |hey |hello |you have |you got "
        r"|youve got )?(?:the )?wrong(?: (?:no|one|nbr|digits|num|gal|fam))?(?= /|$)"
    ),
    r"(?:thats|that is|this is|this|that|its) (?:not|isnt) (?:me|my (?:number|phone))",
    r"(?:(?<=^)|(?<=/ ))not (?:me|my number|my phone)(?= /|$)",
    r"(?:my|our) names? (?:isnt|aint|is not|wasnt)(?! on| in| listed| there| showing)(?: \w+)*",
    r"not my name(?: .*)?",
    r"(?:ese |asi )?no (?:es mi nombre|me llamo)(?: .*)?",
    r"incorrect (?:number|person|contact|phone)",
    r"not (?:the )?(?:right|correct|intended) (?:number|person|contact|recipient)",
    (
        r"(?:have|got|mistaken) (?:me )?(?:for|with|confused with|mixed up with) (?:some(?:one"
        r"|body)(?: else)?|another person)(?: \w+)*"
    ),
    (
        r"(?:not|isnt|arent|wasnt)(?: \w+){0,2} (?:person|who|whom|one|him|her|them|number"
        r"|individual)(?: \w+)? (?:you|youre|yall)(?: \w+){0,3} (?:looking|think|thinking|trying"
        r"|want|wanted|after|need|texting|seek\w*|reach|meant|searching|contact\w*)(?: .*)?"
    ),
    r"not (?:him|her|them|that person|this person)(?= /|$)",
    (
        r"(?:im|this is|thats|that is|its|it is) (?:not|nolonger) (?:the person|him|her|them|that person"
        r"|the right person|the owner|the one you)(?: .*)?"
    ),
    r"this isnt (?:him|her|them|the person|that person|the right person)(?: .*)?",
    r"isnt (?:him|her|them|that person|the right person)(?: .*)?",
    (
        rf"(?:this|that|it|its|thats|which)(?: \w+)? (?:isnt|not|is nolonger|nolonger|wasnt|aint"
        rf"|is not)(?: \w+)? (?:\w+s|his|her|their) {_HAVING}(?: anymore)?"
    ),
    rf"(?:isnt|nolonger|aint|not) (?:his|hers|her|their|theirs) {_HAVING}(?: anymore)?",
    r"(?:isnt|nolonger|aint|not) (?:his|hers|theirs)(?: anymore)?",
    (
        r"(?:nobody|no one|noone|none|no person|not anyone|no (?:lady|man|woman|girl"
        r"|guy))(?: \w+){0,3}? (?:by (?:that|this) name|(?:named|called) \w+|with (?:that"
        r"|this) name|of that name)(?: .*)?"
    ),
    (
        r"(?:that|this) (?:person|name|individual) (?:doesnt|isnt|is nolonger|nolonger|is not"
        r"|does not|hasnt|has|moved|left|changed)(?: .*)?"
    ),
    r"(?:no one|nobody|noone) (?:here )?(?:named|called|by)(?: .*)?",
    (
        rf"(?:doesnt|nolonger|dont|didnt|hasnt) (?:have|has|had|use|uses|own|owns|using|got"
        rf"|answer) (?:this|that|the same|his|her|their) {_HAVING}(?: .*)?"
    ),
    (
        r"(?<!i )(?:doesnt|nolonger|dont) (?:live|lives|stay|stays|reside|resides|work"
        r"|works)(?: \w+)? here(?: .*)?"
    ),
    (
        rf"(?:isnt|nolonger|not) (?:at|on|with|associated with|connected to"
        rf"|available at|reachable at) this {_HAVING}(?: .*)?"
    ),
    r"(?:he|she|they) (?:isnt|is not|arent|is nolonger) here(?: anymore)?",
    (
        r"(?!my)\w+ (?:has |have |just |had |recently |already )*(?:changed|switched|lost"
        r"|got rid of|disconnected|gave up) (?:his|her|their|hers|to a new|the|phone)(?: old| cell"
        r"| phone| own)? ?(?:numbers?|phones?)(?: .*)?"
    ),
    r"(?:he|she|they|hes|shes|theyve)(?: \w+)? (?:changed|switched) (?:numbers|phones|carriers)(?: .*)?",
    (
        rf"(?:he|she|they|hes|shes) (?:has |have |got |got a |using )*(?:a )?(?:new"
        rf"|different|another) {_HAVING}(?: .*)?"
    ),
    (
        rf"(?:just|recently|only|i|ive|had|now|newly|also) (?:just |recently |got |have |had "
        rf"|been assigned |was given |was assigned |acquired |received |have had |own )+(?:this|the"
        rf"|this new) (?:{_HAVING})(?! (?:from|back|for you))(?: .*)?"
    ),
    rf"(?:new|different) (?:owner|user|person)(?: \w+){{0,3}}? {_HAVING}(?: .*)?",
    (
        rf"(?:this|my|the) (?:is a )?(?:new )?{_HAVING}(?: now| has been| was| is)* (?:belongs"
        rf"|belonged|used to (?:be|belong)|reassigned|recycled|belong)(?: .*)?"
    ),
    (
        rf"(?:this|it) (?:is |was )?(?:a )?(?:new|recycled|reassigned) {_HAVING}(?= /"
        rf"|$)(?<=recycled number)"
    ),
    rf"(?:\w+s|his|her|their) (?:old|former|previous|last|ex) {_HAVING}(?: .*)?",
    (
        rf"(?:this|that) (?:used to be|was) (?:\w+s|his|her|their|someone elses"
        rf"|somebody elses) (?:old )?{_HAVING}(?: .*)?"
    ),
    rf"had this {_HAVING}(?: \w+)? (?:for|since|\d+)(?: .*)?",
    (
        r"(?:youre|yall are|you are|keep|stop|been|are) (?:\w+ )?(?:texting|messaging|contacting"
        r"|reaching) (?:a |the |an )?(?:wrong|stranger|random person|someone else|minor|child|kid"
        r"|12 year old|different person|little kid|teenager)(?: .*)?"
    ),
    (
        r"(?:this is|im|belongs to|this phone is|number is|its) (?:a |my )?(?:minor|child|childs"
        r"|kid|kids|minors|10 year old|11 year old|12 year old|13 year old)(?: .*)?"
    ),
    r"(?:dont|do not) know (?:you|who you are) and (?:im|this)(?: .*)?",
    # Spanish.
    (
        r"(?:numero|persona|telefono|contacto|num|celular|nombre) (?:\w+ )?(?:equivo\w+|ekivo\w+"
        r"|eqivo\w+|incorrect\w+|erron\w+|equibo\w+|mal)"
    ),
    (
        r"(?:equivo\w+|ekivo\w+|confun\w+|equibo\w+|erro\w*)(?: \w+){0,3} (?:numero|persona"
        r"|telefono|num|celular|contacto)(?: .*)?"
    ),
    (
        r"(?:esta|estas|estan|ta|tas|andas?|andan) (?:\w+ )?(?:equivocad\w+|ekivocad\w+"
        r"|confundid\w+)(?= /|$)"
    ),
    (
        r"(?:(?<=^)|(?<=/ ))(?:se|te|creo que se|perdon se|creo que te) (?:me )?(?:equivoc\w+"
        r"|confund\w+)(?= /|$)"
    ),
    r"equivocad[oa]s?(?= /|$)",
    r"(?:yo )?no soy (?:esa|ese|la|el) (?:persona|senora?|mujer|hombre|muchach[oa])(?= /|$)",
    (
        rf"{_HAVING}(?: \w+)? (?:doesnt|dont|nolonger|isnt|is nolonger)"
        rf" (?:belongs?|registered|associated|connected)(?: .*)?"
    ),
    r"(?:marc|llam|escrib)\w+ mal(?: \w+)? numero",
    (
        r"(?:no soy|yo no soy|ya no soy|no es|no somos) (?:esa|la|ese|el|esta|quien|a quien"
        r"|la persona|el senor|la senora|la que|el que)(?: persona)?(?: \w+){0,2}? ?(?:que"
        r" (?:buscan?|busca|piensa\w*|cree\w*)|buscan?|persona|senora? \w+|sra \w+|sr \w+|dona \w+"
        r"|don \w+)(?: .*)?"
    ),
    r"no soy (?:yo|esa|ese)(?= /|$)",
    (
        r"(?:este |ese |ya |aqui )*no es (?:el |su |mi |de |un )*(?:numero|telefono|celular"
        r"|fono)(?: (?:de|del|que)(?: .*)?|(?= /|$))"
    ),
    r"ya no (?:es|tiene|usa|ocupa|pertenece)(?: \w+){0,2} (?:numero|telefono|celular|linea)(?: .*)?",
    r"(?:ya )?no vive (?:aqui|con|en)(?: .*)?",
    r"aqui no (?:vive|es|esta|trabaja)(?! (?:nadie que|facil|permitid))(?: .*)?",
    (
        r"(?:no hay|no existe|no tenemos|no esta|no conozco|no conocemos)(?: \w+){0,2} (?:con ese"
        r" nombre|con este nombre|que se llame|llamad[oa]|de ese nombre|esa persona)(?: .*)?"
    ),
    r"no conozco a (?:esa|ese|esta)(?: \w+)?",
    r"no conozco a ningun[oa]? \w+(?= /|$)",
    r"(?:el|ella|\w+) (?:ya )?cambio (?:de |su )(?:numero|telefono|celular)(?: .*)?",
    (
        r"(?:este|es|ahora es|ahora este) (?:es |numero |telefono )*(?:ahora )?(?:el |mi "
        r"|un )*(?:numero|telefono|celular) (?:de (?:su|mi|otra|su hija|un)|nuevo dueno)(?: \w+)*"
    ),
    r"(?:es|soy|telefono de|celular de|numero de) (?:un|una) (?:menor|nino|nina)(?: .*)?",
    r"(?:este|mi) numero (?:ya )?(?:era|fue|es) de (?:otra|alguien)(?: .*)?",
    r"(?:acabo de (?:sacar|comprar|adquirir)|tengo) este numero (?:apenas|nuevo|hace)?(?: .*)?",
)
_NAMED: tuple[Pattern[str], ...] = tuple(
    phrases(pattern)
    for pattern in (
        (
            rf"(?:im|this is|thats|that is|its|it is|this|i) (?:not|isnt|nolonger|aint|wasnt"
            rf"|not even) {_TITLE}{_PERSON}(?: anymore| \w+s? {_HAVING}| {_HAVING}| \w+)?(?= /|$)"
        ),
        (
            rf"(?:this|that|it) (?:isnt|aint|wasnt) {_TITLE}{_PERSON}(?: anymore| {_HAVING}(?: .*)?"
            rf"| \w+)?(?= /|$)"
        ),
        rf"(?:(?<=^)|(?<=/ ))(?:sorry |hi |hello |nope |no |hey )*not {_PERSON}(?= /|$)",
        rf"(?:this is|im|name is|names|its|is)(?: \w+){{0,2}}(?: /)? not {_TITLE}{_PERSON}(?= /|$)",
        (
            rf"(?:no|not any|isnt a|isnt any|is no|arent any|not a) {_PERSON}(?: \w+)? (?:here|at this"
            rf"|lives|living|on this|in this)(?: .*)?"
        ),
        rf"(?:(?<=^)|(?<=/ ))(?:sorry |hi )*(?:there is |theres )?no {_PERSON}(?= here| at this)(?: .*)?",
        (
            rf"(?:dont|never|idk|nobody|do not|didnt) (?:know|knew|heard of|recognize|met)(?: who"
            rf"| anyone named| anybody named)?(?: any| a| no| anyone called)? {_PERSON}(?: is"
            rf"| was)?(?: \w+)?(?= /|$)"
        ),
        (
            rf"{_PERSON} (?:nolonger|doesnt|isnt|hasnt|dont) (?:at|on|with|available at|reachable"
            rf" at) (?:this|here)(?: .*)?"
        ),
        (
            rf"{_PERSON} (?:nolonger|doesnt|dont|isnt|moved and)(?: \w+){{0,2}} (?:here|this"
            rf" {_HAVING}|my {_HAVING})(?: .*)?"
        ),
        rf"{_PERSON} (?:moved|left)(?: \w+){{0,4}} {_HAVING}(?: .*)?",
        (
            rf"{_PERSON} (?:has |have |just |recently )*(?:changed|switched|got (?:a )?(?:new"
            rf"|different)) (?:phone )?(?:numbers?|phones?|carriers)(?: .*)?"
        ),
        rf"{_PERSON} (?:nolonger|doesnt)(?: \w+)* (?:this|here|phone|number)(?: .*)?",
        rf"nolonger {_PERSON}(?:s)?(?: {_HAVING})?(?: .*)?",
        (
            rf"\w+ {_PERSON}s? (?:wife|husband|mom|mother|daughter|son|ex|sister|brother|roommate"
            rf"|dad) (?:not|nolonger)(?: .*)?"
        ),
        (
            rf"(?:no soy|yo no soy|ya no soy) (?:la |el )?(?:senora |senor |sra |sr |dona "
            rf"|don )?{_PERSON}(?: \w+)?(?= /|$)"
        ),
        rf"(?:no es|ya no es) (?:la |el )?(?:senora |senor )?{_PERSON}(?= /|$)",
        (
            rf"(?:no hay|no existe|no conozco a|no vive|no vive ningun[oa]?|no tenemos|no conozco"
            rf"|no es de|no esta|no hay ningun[oa]?|no conozco ningun[oa]?|no se quien es"
            rf"|no le pertenece a) (?:ningun[oa]? |la |el |a |nadie llamad[oa] "
            rf"|alguna )*{_PERSON}(?: .*)?"
        ),
        (
            rf"{_PERSON} (?:ya )?no (?:vive (?:aqui|en|con)|(?:tiene|usa|ocupa) este|esta (?:aqui|en"
            rf" este)|contesta este|trabaja aqui)(?: .*)?"
        ),
        rf"{_PERSON} ya no vive(?: .*)?",
    )
)
STRANGERS = phrases(
    r"new phone(?: /)? who(?: \w+)*",
    r"(?:who is|whos|quien es) (?:that|she|he)(?= /|$)",
    (
        r"(?:dont|do not|idk) know (?:who )?(?:that|this|she|he|him|her|that person|you)(?: is"
        r"| are)?(?= /|$)"
    ),
    r"do i know you",
    r"(?:dont|do not) know (?:you|who you are|who this is|this number)(?: .*)?",
    r"no (?:te|lo|los|la|las|le) conozco(?: .*)?",
    r"no se quien (?:es|eres|son)(?: .*)?",
    r"(?:it|this) (?:might|may) be the wrong(?: .*)?",
    (
        r"(?:did|do) (?:you|i) (?:mean|have) (?:to text|the right number|the right person"
        r"|the wrong)(?: .*)?"
    ),
    r"(?:are you sure|is this) (?:\w+ )*(?:right|correct) (?:number|person)(?: .*)?",
    r"se equivoc\w+(?= /|$)",
)

_ASKED_AFTER = phrases(r"(?:who is|whos|who the \w+ is|quien es|y quien es) (?P<name>\w+)(?= /|$)")


def is_wrong_number(line: str, capitalised: frozenset[str]) -> bool:
    """Tell whether a line says that another person has this number, or that its owner has died."""
    if WRONG_NUMBER.search(line) or _is_of(_NAMED, line, capitalised):
        return True
    if IN_THEIR_HANDS.search(line):
        return False
    return DEATH_OF_OWNER.search(line) is not None or _is_of((DEATH_NAMED,), line, capitalised)


def is_doubtful_number(line: str, capitalised: frozenset[str]) -> bool:
    """Tell whether a line lets one doubt that the right person reads our texts."""
    if STRANGERS.search(line) or _is_of((_ASKED_AFTER,), line, capitalised):
        return True
    return DEATH_IN_THE_FAMILY.search(line) is not None and not IN_THEIR_HANDS.search(line)


def _is_of(patterns: tuple[Pattern[str], ...], line: str, capitalised: frozenset[str]) -> bool:
    return any(is_name(match["name"], capitalised) for pattern in patterns for match in pattern.finditer(line))
