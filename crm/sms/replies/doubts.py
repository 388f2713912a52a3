"""What may or may not be a wish to end texting: a person reads it before anything more is sent."""

from crm.sms.replies.phrases import phrases

ENGLISH = phrases(
    r"not interested(?! in (?!receiv|gett|hear|being|be |text|messag|your|this|these|any|what)\w+)(?: .*)?",
    r"nolonger interested(?: .*)?",
    (
        r"(?:never|didnt|dont remember|dont recall)(?: \w+){0,3} (?:sign\w*|subscrib\w*|agree\w*"
        r"|ask\w*|consent\w*|opt in|register\w*|request\w*)(?: .*)?"
    ),
    r"too many (?:texts|messages|notifications|reminders|of these)(?: .*)?",
    r"(?:so|too) many texts(?: .*)?",
    r"(?<!enough is )enough(?: already)?(?= /|$)",
    r"^enough is enough$",
    r"(?:text|message|contact)(?! me) (?:\w+ ){1,3}(?:instead|not me)",
    r"(?:is|are) this (?:spam|a scam|a bot|legit|real)(?: .*)?",
    r"(?:this|that|its|it) (?:is |looks like |feels like )?spam(?: .*)?",
    r"spam(?= /|$)",
    (
        r"why (?:are|do|am|did|does|is) (?:i|u|you|yall|this|they|we|he|she|someone|my|these)(?: \w+){0,3}"
        r" (?:text\w*|messag\w*|contact\w*|getting|receiving|keep)(?: .*)?"
    ),
    (
        r"(?:how|where)(?: \w+){0,2} (?:get|got|have|find|obtain)(?: \w+)? (?:my|this) (?:number"
        r"|info|name|contact)(?: .*)?"
    ),
    r"who (?:gave|sold)(?: .*)? number(?: .*)?",
    r"this is (?:illegal|a work phone|a business|an? landline|unwanted)(?: .*)?",
    r"(?:end|cancel|quit|stop) (?:it|this|that|that now)(?= /|$)",
    (
        r"(?:stop|dont|quit|can you stop|not|no)(?: \w+){0,3} (?:text|texting|message|messaging"
        r"|call|calling|texts|contact|send|sending)(?: \w+){0,3} (?:night|late|early|at work|before"
        r"|after|during|so often|so much|so many|morning|every day|everyday|on sundays?|weekends?"
        r"|past|am|pm|hours)(?: .*)?"
    ),
    r"(?:text|message|contact) (?:me )?less(?: .*)?",
    (
        r"(?:pause|hold off|take a break|slow down|ease up|fewer|less)(?: \w+){0,3} (?:texts?"
        r"|messages?|texting|messaging|with)(?: .*)?"
    ),
    r"not anymore(?= /|$)",
    r"(?:i |im |i want to |want to )quit(?= /|$)",
    r"^(?:please )?leave(?: me)?$",
    r"^(?:im )?out$",
    r"(?<!have to )(?<!had to )(?<!got to )(?<!gotta )(?:remove|cancel|delete|block)(?: (?!one|two|him|her|them|\d)\w+)?(?= /|$)",
    r"dont want (?:(?:it|this|any)(?: \w+)?|to(?: (?:be|get|receive|hear|continue|do|join)(?: \w+)?)?)(?= /|$)",
    (
        r"(?:dont|nolonger) (?:want|wish|care) to (?:participate|be involved|be a part|be part"
        r"|do this)(?: .*)?"
    ),
    (
        r"stop (?:the madness|the bs|the nonsense|this (?:shit|crap|nonsense|mess|bs|madness)"
        r"|that (?:shit|crap)|lying|begging|bullshitting|asking)(?: .*)?"
    ),
    r"i (?:moved|dont live)(?: \w+)* (?:so|stop|why)(?: .*)?",
    r"(?:dont|never) (?:text|call|message|contact|bother)(?: .*)?",
    r"(?:im )?(?:annoyed|annoying|bothering me)(?: .*)?",
    r"give me a break",
    r"lose (?:this|my)(?: .*)?",
    r"unwanted(?: .*)?",
    r"dnc",
    r"do not call(?: .*)?",
)
SPANISH = phrases(
    r"(?:ya )?no (?:me|nos) interesa\w*(?: .*)?",
    r"(?:^|(?<=/ ))(?:ya )?para(?= /|$)",
    r"no quiero(?: (?:nada|gracias|por favor|ir|participar))*(?= /|$)",
    r"ya no quiero(?: .*)?",
    r"ya estuvo(?= /|$)",
    r"demasiados(?: .*)?",
    r"ya no(?= /|$)",
    (
        r"(?:quien|como|de donde)(?: \w+){0,2} (?:dio|obtuvieron|consiguieron|sacaron|tienen|tiene"
        r"|consiguio)(?: \w+)? mi (?:numero|telefono|celular|contacto)(?: .*)?"
    ),
    r"(?:no|nunca) (?:me )?(?:suscribi|inscribi|registre|anote|apunte)(?: .*)?",
    (
        r"(?:no|ya no) (?:me )?(?:escrib|mand|text|llam|envi|molest)\w+ (?:tan|a las|de noche|en la"
        r"|por la|cuando|mientras|antes|despues|los|el|a estas)(?: .*)?"
    ),
    r"cuantos? mensajes?(?: .*)?",
    r"spam",
    r"es (?:esto )?(?:spam|una estafa|estafa|fraude)",
    r"no molest\w*(?: .*)?",
    r"cancel\w* (?!mi (?:lugar|cita|asistencia)|el contrato|rent)(?:\w+)?(?= /|$)",
    r"borr\w+(?= /|$)",
    r"me equivoque de numero",
)
# Of the texts or of the world? Only a person who knows the conversation can tell.
THIS_MUST_STOP = phrases(
    r"^(?:this|it|that|all this)(?: \w+)? (?:has|needs|have|need|got"
    r"|must)(?: got)?(?: to)? (?:stop|end)(?: now| already| please)?$"
)
