"""The word "stop" with nothing after it, and other short words that stand alone in a clause of a text."""

from crm.sms.replies.phrases import END, phrases

_FILLER = (
    "(?:please|alright|well|kindly|just|now|already|ok|okay|k|hey|hi|hello|yo|bro|dude|man|omg|sorry|thanks"
    "|no|nope|yes|yeah|sir|maam|lol|seriously|immediately"
    "|today|again|it|this|all|everything|honestly|fucking|the fuck|tf|gracias|por favor|ya"
    "|god bless|bye|goodbye|forever|period|for good|right|here|me"
    "|at once|altogether|completely|for real|fr|have a (?:good|great|nice|blessed) (?:day|one"
    "|night|evening)|and|that|jesus|damn|ugh|no more|enough|wtf|smh|yall|you|people|folks|twice|once"
    "|before|yesterday|(?:\\w+ )?times|last \\w+|multiple|too|first|more than|over and over"
    "|number|texts|a million)"
)

# "stop" as a clause of its own, with courtesies before and after; or ending a clause after words that carry
# it.
BARE_STOP = phrases(
    r"^(?:please )?(?:end (?:this|these)|(?:stop|quit|cancel) these)(?: now| please| thanks)*$",
    rf"(?:(?<=^)|(?<=/ ))(?:{_FILLER} )*(?:stop|stopall|quit|cease|desist)(?: (?:{_FILLER}|stop))*{END}",
    (
        rf"(?:said|say|saying|told you(?: \w+)? to|telling you(?: \w+)? to|asked(?: \w+){{0,5}} to"
        rf"|asking(?: \w+){{0,2}} to|ask(?: you| yall)?(?: \w+)? to|repl(?:y|ied)(?: with)?|text"
        rf"|texted|sent|typed|wrote|respond(?:ed)?(?: with)?|put|you(?: \w+){{0,3}} to|can you"
        rf"|could you|would you|will you|can yall|will yall|could yall|yall|yall(?: \w+){{0,3}} to"
        rf"|make it|make this|make these|wish you would|beg(?:ging)? you to|time to) (?:please "
        rf"|just |all |kindly )*(?:stop|quit|cease|desist)(?: (?:{_FILLER}|stop))*{END}"
    ),
    (
        rf"(?:want|like|need|prefer|request|wish)(?: for)? (?:this|it|these|you|them|the texts"
        rf"|the messages|your texts|yall|all this|these texts"
        rf"|these messages)(?: to)? (?:please )?stop(?: (?:{_FILLER}))*{END}"
    ),
    (
        r"how (?:do|can|to|would|could|should)(?: i)?(?: \w+){0,2} (?:make (?:it|this|these|them"
        r"|you|yall) |get (?:it|this|these|them|you|yall) to )?stop(?: (?:it|this|these|all|them"
        r"|you))*(?= /|$)"
    ),
    (
        r"stop (?:i|im|ive|id|or|and dont|and remove|and take|and delete|because|you|youre"
        r"|not interested|who|dont|wrong|this is|this number|remove|take me|unsubscribe|or ill"
        r"|before i|no one|nobody|thank|god|its|doing this|already|please|like it|like i|as (?:it|i"
        r"|requested|instructed|you)|since|but|for real|if you|until|my (?:phone|mom|wife|husband"
        r"|plan|bill|number))(?: .*)?"
    ),
)
# A clause that ends with "stop" after other words is doubtful unless it is about texts.
LAST_STOP = phrases(rf"\w+ stop(?: (?:please|thanks|now|it|already))*{END}")
# ... unless the words before it are no verb's, no article's and nobody else's: "im at work stop".
LAST_STOP_SURELY = phrases(
    rf"(?!(?:to|must|will|would|should|cant|not|never|the|a|an|this|that|they|we|them|it|let|and"
    rf"|gotta|shall|could|may|might|us|bus|until|till|or) )\w+ stop(?: (?:please|thanks|now"
    rf"|already))*{END}"
)
NO_MORE_ALONE = phrases(
    r"(?:(?<=^)|(?<=/ ))(?:ok |please |no |thanks |hey |hi )*no more(?: (?:please|thanks|now|ok"
    r"|ever|and|of this|of these|for me|god bless|from you|anymore|sir|maam|yall|bye))*(?= /|$)"
)

_PLEASE = (
    "(?:por favor|gracias|ya|muchas|hola|buenas|dias|tardes|noches|ok|si|no|bueno|disculpe"
    "|disculpen|perdon|favor|please|thanks|amigo|amigos|oigan|oiga|oye|mija|mijo|senor|senora"
    "|senorita|ahora|hoy|porque|todo|eso|esto|bendiciones|que|dios|los|bendiga|le|stop|hey)"
)
# The whole of a Spanish text.
WHOLE_SPANISH = phrases(
    rf"^(?:{_PLEASE} )*(?:ya basta|basta ya|ya paren|paren ya|ya pare|pare ya|para ya|ya para"
    rf"|ya parenle|parenle ya|ya parale|parale ya|ya no mas|no mas|ya stop|stop ya|alto ya"
    rf"|ya alto|ya estuvo bueno|ya dejen|dejenme ya|para por favor|para please|paren por favor"
    rf"|no mas ya|ya fue suficiente|ya no)(?: {_PLEASE})*$"
)
