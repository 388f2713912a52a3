"""What people ask of us: help, to be texted again, the time and the place; in both languages."""

from crm.sms.replies.phrases import phrases

_ALONE = r"(?:(?<=^)|(?<=/ ))"
_KINDLY = (
    "(?:please|thanks|por favor|gracias|what is this|que es esto|me|i need|necesito|need|por"
    "|favor|hi|hola|needed|ayudenme)"
)

HELP = phrases(
    r"^(?:help|auxilio|ayuda|ayudame|ayudenme|socorro)(?: me)?(?: please| por favor)?(?: /)?(?: i dont| dont"
    r"| no (?:se|entiendo|le)| i cant"
    r"| im (?:confused|lost))\b.*",
    r"^(?:info|information|informacion) (?:on|about|de|sobre|del) (?:this|the|este|esta|el|la) (?:program"
    r"|programa|group|grupo|org\w*|list|lista|number|numero)$",
    r"^(?:\w+ ){0,4}?(?:need|necesito|ocupo|want|quiero|can i get|puedo tener)(?: some| mas| more| a little"
    r"| poquita)? (?:help|ayuda|asistencia)"
    r"(?: (?:with|con) (?:this|esto|it|these|the texts?|texts|eso|el mensaje|los mensajes))?(?: please| por favor)?$",
    r"^(?:me pueden ayudar|can you help me|can someone help me|help me out)(?: (?:with|con) (?:this"
    r"|esto))?(?: please| por favor)?$",
    r"^ayud(?:a|e|en)(?:me|nos)?(?: /)?(?: por favor)?(?: /)? (?:no (?:entiendo|se)\b.*|con esto)$",
    r"(?:^|/ )(?:more |some |mas )?(?:info|information|informacion)(?: please| por favor)$",
    r"^(?:no entiendo|i dont (?:understand|get)) (?:como funciona|how) (?:esto|this)(?: works)?$",
    rf"^(?:{_KINDLY} )*(?:help|info|information|ayuda|informacion|ayudenme"
    rf"|ayudame)(?: /)?(?: {_KINDLY}| /)*$",
)
START = phrases(
    (
        r"^(?:please |pls |hi |ok |i want to )?(?:start|unstop|resume|restart|subscribe|opt in"
        r"|optin|comenzar|iniciar|empezar|reanudar|suscribir|suscribirme|inscribirme"
        r"|reactivar)(?: (?:please|again|me|por favor|thanks|texts|messages|texting me|texting|now"
        r"|back up|gracias|otra vez|de nuevo|mensajes))*$"
    ),
    r"(?:re ?subscribe|resuscri\w+|undo stop|re ?activate|re ?enroll)(?: .*)?",
    (
        r"(?:sign|add|put|opt|subscribe|get) me (?:back )?(?:up |on |in )?(?:again|back|back up"
        r"|back on|back in)(?: .*)?"
    ),
    r"opt (?:me )?(?:back )?in(?: .*)?",
    r"(?:start|resume) (?:texting|sending|messaging|receiving|getting|the texts|texts|my)(?: .*)?",
    (
        r"(?:want|like|love|wish|need)(?: to)? (?:get|receive|receiving|getting|start|be on|rejoin"
        r"|be back on)(?: \w+){0,3} (?:texts?|messages?|updates|list|back)(?: (?:again|back"
        r"|once more).*)"
    ),
    (
        r"(?:i )?(?:opted out|unsubscribed|stopped) (?:by (?:mistake|accident)|on accident"
        r"|accidentally)(?: .*)?"
    ),
    r"(?:accidentally|mistakenly) (?:unsubscribed|opted out|texted stop|said stop|sent stop)(?: .*)?",
    r"(?:put|add) me back(?: .*)?",
    (
        r"(?:quiero|quisiera|deseo|me gustaria)(?: volver a)? (?:recibir|suscribirme|inscribirme"
        r"|apuntarme)(?: \w+)* (?:otra vez|de nuevo|nuevamente|mensajes|textos)(?: .*)?"
    ),
    r"(?:vuelvan|vuelva) a (?:mand\w+|envi\w+|escrib\w+|inscrib\w+)(?: .*)?",
    r"(?:suscrib|inscrib|apunt|anot)(?:a|e|an|en|ir)?me (?:otra vez|de nuevo|nuevamente)(?: .*)?",
)
QUESTION = phrases(
    (
        rf"{_ALONE}(?:hi |hello |hey |ok |and |so |but |hola |buenas |thanks |sorry |oh |wait |um "
        rf"|disculp\w+ |oye |oiga |y |pero |also |oigan )*(?:who|whos|what|whats|when|whens|where"
        rf"|wheres|why|how|hows|which|is (?:it|there|this|that|the|child\w*|parking|food|anyone|zoom"
        rf"|lunch|dinner|my|a|an|transportation|my|someone|interpretation|masks?|spanish)|are (?:you"
        rf"|there|we|kids|they|yall|masks|the|children|any|people)|do (?:i|you|we|they|kids|yall)"
        rf"|does|did|can (?:i|you|we|my|someone|kids|people|u|anyone|yall)|could (?:i|you|we"
        rf"|someone)|will (?:there|it|you|they|we|the|this)|would (?:it|you|there)|should (?:i|we)"
        rf"|may i|has|have you|am i|any (?:parking|childcare|food|idea|chance|update|word|way)"
        rf"|was (?:it|there|this)|were)(?: .*)?"
    ),
    (
        r"(?:send|resend|text) me(?: \w+){0,3} (?:link|zoom|address|info|details|flyer|again"
        r"|location|invite)(?: .*)?"
    ),
    (
        r"(?:whats|what is|what time|need|lost|missing|wheres|where is|never got|didnt get) (?:the "
        r"|my |a )?(?:link|zoom|address|info|location|details|password|passcode)(?: .*)?"
    ),
    rf"{_ALONE}(?:can|will|do|are|is|does|could) (?!you stop|you please|yall|do it|do$|make)\w+ \w+(?: .*)?",
    r"where (?:are|is|do|can|did)(?: .*)?",
    r"^(?:oiga |oye |disculpe |y |hola )*(?:en que|a que|con quien|dan|daran|habra|llevan|llevo|venden|cuidan|prestan"
    r"|aceptan|cobran|piden|ocupo llevar|se necesita|va a|van a)(?: .*)?",
    r"i want to know (?!who i can tell)(?: .*)?",
    r"new phone who(?: .*)?",
    r"who (?:is this|dis|this)(?: .*)?",
    (
        r"(?:need|want|like) (?:a ride|childcare|more info\w*|info|to know|interpretation"
        r"|directions|a translator)(?: .*)?"
    ),
    r"(?:wondering|question|curious) (?:if|about|is|when)?(?: .*)?",
    r"^(?:ride|care)(?: please)?$",
    (
        rf"{_ALONE}(?:y |hola |oye |disculp\w+ |pero |buenas |buenos |dias |tardes |perdon |gracias "
        rf"|una pregunta |oiga )*(?:donde|adonde|a donde|en donde|de donde|cuando|para cuando|a que"
        rf"|que (?:es|numero|camion|calle|direccion|link|hora|dia|hay|se|tengo|necesito|fecha|pasa"
        rf"|paso|onda|quieren|tema|tipo|significa|horario)|quien|quienes|de quien|de parte|como"
        rf"|por que|porque me|cual|cuales|cuanto|cuantos|cuanta|cuantas|puedo|puedes|pueden|podria"
        rf"|podrian|podemos|se puede|hay (?:que|comida|estacionamiento|cuidado|transporte"
        rf"|interpret\w+|parqueo|zoom|lugar|traduc\w+|guarderia|costo)|va a haber|habra|tienen"
        rf"|tienes|es (?:gratis|en|por|hoy|manana|presencial|virtual|necesario|el|la)|para que"
        rf"|sobre que|de que|sera|hasta que|desde que|van a|necesito (?:llevar|registr\w+|saber"
        rf"|el link|la direccion|transporte|ride)|a cual|me (?:pued\w+|mand\w+|das|dan|da|pasas?"
        rf"|pasan|pueden|envi\w+|podria\w*) (?:mandar|enviar|dar|el|la|decir|pasar|mas)?)(?: .*)?"
    ),
    (
        r"(?:mande\w*|envie\w*|pase\w*|manda|pasa)(?:me)? (?:el|la|otra vez) (?:link|enlace"
        r"|direccion|liga|zoom)(?: .*)?"
    ),
    r"(?:cual|donde|cuando) (?:es|sera|esta|va)(?: .*)?",
)
