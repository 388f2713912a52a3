"""What angry people write: to be gone, to be left alone, to be reported; and insults that ask for nothing."""

from crm.sms.replies.phrases import phrases

_THEM = r"(?:you|yall|this|this number|your number|your|ur number|the number|it|u|ya)"
GO_AWAY_ENGLISH = phrases(
    (
        r"(?:if|swear|dare|better not|or else|next time|dont you)(?: \w+){0,4} (?:text|message"
        r"|contact|call|texting|bother|email) (?:me|us|this number|my phone"
        r"|my number)(?: \w+){0,3}? (?:again|one more time|anymore|once more|back)(?: .*)?"
    ),
    (
        r"leave (?:me|us|my (?:family|mom|wife|husband|phone)) (?:the fuck |tf |the hell |the heck "
        r"|fucking |tf )?(?:alone|be)(?: .*)?"
    ),
    r"go (?:the fuck |tf )?away",
    r"get lost",
    r"buzz off",
    r"bug off",
    r"back off(?= /|$)",
    r"(?:get|stay)(?: \w+){0,3}? (?:off|out of|away from) (?:my (?:phone|line|number|inbox)|me)",
    r"(?:get|go|stay) (?:the fuck|tf|the hell|the heck|far) (?:away|out|off|lost|outta)(?: .*)?",
    r"kick rocks",
    r"take a hike",
    r"go fuck (?:yourself|yourselves|off)",
    r"gfy",
    r"fuck (?:right |all the way |the fuck )?off",
    r"(?:fuck|screw|damn|forget|f) (?:you|yall|ya|your|off|urself|all of you)(?: .*)?",
    r"fu(?= /|$)",
    r"fuck ?off",
    r"f off",
    r"foff",
    r"piss off",
    r"sod off",
    r"naff off",
    r"jog on",
    r"go to hell",
    r"rot in hell",
    r"burn in hell",
    r"(?:kiss|lick|eat|bite) my (?:black |white |fat |whole )?(?:ass|butt|arse)",
    r"eat (?:shit|a dick)",
    r"suck (?:my|it|a|on)(?: \w+)?",
    r"bite me",
    r"drop dead",
    r"up yours",
    r"(?:(?<=^)|(?<=/ ))(?:oh |just |please )*(?:shut up|stfu|shut the (?:fuck|hell) up|shutup)(?: .*)?",
    r"kys",
    r"kill yourself",
    r"who asked you to text(?: \w+)*",
    r"dont (?:ever )?(?:come|talk) to me(?: \w+)*",
)
THREAT_ENGLISH = phrases(
    (
        rf"(?:im|ill|i|ive|we|been|being|getting|going to|about to|will be|have been|and|just|youre"
        rf"|your|you|number|this|is|now|already|or|be|consider yourself|to|have) (?:just |already "
        rf"|now |been |be |being |getting |going to |also |both )*(?:block|blocked|blocking|report"
        rf"|reported|reporting|reportin)(?: (?:and|or|block\w*|report\w*))*(?: (?:{_THEM}|as"
        rf"|to the (?:fcc|ftc|carrier|police|authorities|attorney|cops|state|bbb)|spam"
        rf"|to my carrier)(?: .*)?|(?= /|$))"
    ),
    (
        rf"(?:(?<=^)|(?<=/ ))(?:report|block)(?:ed|ing)?(?: and \w+)? (?:{_THEM}|as (?:spam|junk)"
        rf"|spam|as)(?: .*)?"
    ),
    (
        r"(?:reported|marked|marking|flagged|reporting|report"
        r"|flagging)(?: \w+){0,2} (?:as )?(?:spam|junk|phishing)"
    ),
    (
        r"(?:report|reporting|reported|complaint|file|filing|filed)(?: \w+){0,6} (?:fcc|ftc|tcpa"
        r"|attorney general|do not call|bbb)"
    ),
    (
        r"(?:contact\w*|call\w*|notify\w*|writ\w+|complain\w*|forward\w*|tell\w*"
        r"|alert\w*)(?: \w+){0,3} (?:fcc|ftc|attorney general|bbb|better business)(?: .*)?"
    ),
    (
        r"(?:fcc|tcpa|ftc|do not call|dnc) (?:complaint|violation\w*|registry|list|regist\w+|report"
        r"|fines?|rules|law)(?: .*)?"
    ),
    r"(?:violat\w+|violation)(?: \w+){0,4} (?:tcpa|fcc|do not call|dnc)",
    (
        r"(?:ill|im|i|will|going to|we|gonna|or) (?:going to |will |can |be |could )*(?:sue|suing"
        r"|press charges|take legal action|pursue legal action|file (?:a )?(?:suit|lawsuit|charges"
        r"|complaint)|seek legal)(?: (?:you|yall|your|this|against|for|if|over|org\w*|me)(?: .*)?"
        r"|(?= /|$))"
    ),
    r"see you in court",
    r"legal action(?: .*)?(?: if| against| will)(?: .*)?",
    (
        r"(?:my|our) (?:lawyer|attorney)s?(?: \w+){0,3} (?:contact\w*|call\w*|hear\w*|touch|sue\w*"
        r"|you|notified|letter)(?: .*)?"
    ),
    r"(?:hear|hearing|contacted|contact) (?:from|by) my (?:lawyer|attorney)s?(?: .*)?",
    (
        r"(?:this|that|it|its) (?:is |constitutes |feels like |borders on |amounts to |is straight "
        r"|is just |is pure |is literally )*(?:harassment|harassing|stalking"
        r"|illegal solicitation)(?! (?:by|from|of|at)\b)(?: .*)?"
    ),
    (
        r"(?:you|youre|yall|yall are|you keep|quit|consider(?:ed)? this|considered"
        r") (?:are |keep |being |all |just |people |literally )*(?:harass\w*|stalking"
        r"|spamming) ?(?:me|us|my|people)?(?: .*)?"
    ),
    r"(?:(?<=^)|(?<=/ ))harassment(?= /|$)",
    r"call(?:ing)? the (?:police|cops) (?:on you|if you|on yall)(?: .*)?",
)
LEGAL_WORDS = phrases(
    r"(?:call|calling|contact|contacting|get|getting|hire|hiring|notify|notifying|talk\w* to"
    r"|speak\w* (?:to|with))(?: \w+)? (?:a|my|an|our|the) (?:lawyer|attorney)"
)
OF_TEXTS = phrases(
    r"harass\w*",
    r"texts?",
    r"texting",
    r"messages?",
    r"messaging",
    r"spam\w*",
    r"illegal",
    r"contact\w* me",
    r"stop",
    r"this number",
    r"my number",
    r"if you",
    r"again",
)
INSULT_ENGLISH = phrases(
    r"(?:bunch|pack|pile|load|bunches) of (?!us|my|the|people|friends|kids|folks|stuff|flyers|food|neighbors"
    r"|texts)\w+(?:ies|ers|s|crap)",
    r"(?:defund|deport|arrest|abolish|cancel|save|educate|fund) (?:yourselves|yourself)",
    r"(?:clown|freak|shit|circus) ?show|clownshow|crybab(?:y|ies)|cry me a river|boo hoo|waste of (?:time|space"
    r"|oxygen|taxes)",
    r"(?:you|yall|your \w+) (?:just|only|never|dont|always) (?:want|care|helped|help|do|did|did anything"
    r"|ask for) (?:about |for )?"
    r"(?:money|votes|attention|anything|my (?:block|hood|street|people|community)|nothing|us|handouts|clout)(?: .*)?",
    r"(?:dont|never) care about (?:black|poor|brown|working|real|us)(?: .*)?",
    r"(?:be|be so|so) ashamed|shame on|ought to be ashamed|ni quien (?:les|te) (?:crea|haga caso)",
    r"(?:race|poverty|ambulance) (?:baiters?|hustlers?|pimps?|chasers?)",
    r"you lost|losers? mentality|cope(?: harder)?(?= /|$)|nobody asked(?: you)?|bless your heart(?= /|$)|woke \w+",
    (
        r"(?:you|youre|yall|your|u|these|all of you|such|bunch of|buncha|what|a bunch of|this is"
        r"|this|this org\w*|org\w*|pack of|full of|you all|total|absolute|complete|fake"
        r"|bunch)(?: \w+){0,4} (?:joke|idiots?|morons?|losers?|clowns?|communists?|commies|racists?"
        r"|marxists?|terrorists?|criminals?|thugs?|scam|scams|scammers?|grifters?|frauds?|liars?"
        r"|pathetic|disgust\w+|ridiculous|stupid|dumb\w*|trash|garbage|evil|delusional|crazy|worst"
        r"|assholes?|bitch\w*|pieces? of shit|bs|bullshit|shit|crap|fools?|ignorant|snowflakes?"
        r"|embarrass\w+|sheep|brainwashed|insane|useless|haters|cult|hypocrit\w+|shameful|shame"
        r"|libtards?|nuts|parasites|demons?|nonsense)(?: .*)?"
    ),
    (
        r"(?:(?<=^)|(?<=/ ))(?:idiots?|morons?|losers?|clowns?|commies|communists?|assholes?"
        r"|bitch(?:es)?|pathetic|bullshit|bs|trash|garbage|disgusting|scam|scammers?|racists?"
        r"|fools?|ridiculous|grifters|libtards|racist \w+)(?= /|$)"
    ),
    r"(?:all|blue|white) lives matter",
    r"back the blue",
    (
        r"(?:i )?(?:love|support|stand with|thank god for) (?:the |our )?(?:police|cops|ice"
        r"|law enforcement|trump)"
    ),
    r"(?:trump|maga)(?: \d+)?(?= /|$)",
    r"trump (?:won|2024|2028)",
    r"maga(?: .*)?",
    r"let ?s ?go brandon",
    r"get a (?:real )?(?:job|life)",
    r"shame on (?:you|yall|all of you)",
    r"wasting (?:your|my|everyones?) (?:time|breath)",
    r"nobody (?:agrees|cares|wants|likes)(?: .*)?",
    r"(?:i )?(?:hate|despise) (?:you|yall|your)(?: .*)?",
    r"youre (?:the |part of the )?(?:problem|what is wrong|whats wrong)(?: .*)?",
    r"(?:makes?|making) me sick",
    r"go back to (?:your country|mexico|africa|where)(?: .*)?",
    r"fund the police",
    r"grow up(?= /|$)",
    r"who cares(?= /|$)",
    r"dont care(?= /|$)",
    r"(?:deport|lock) (?:them|you|yall)(?: all| up)*",
    r"(?:what|total|such) (?:a )?(?:joke|waste|bs|bullshit|nonsense|garbage)(?: .*)?",
    r"(?:race baiters?|race ?baiting)",
    r"kiss (?:off|it)",
)
GO_AWAY_SPANISH = phrases(
    r"(?:deja|dejen|deje|dejar)(?:me|nos|nme|nnos)? (?:ya )?(?:en pa[zs]|tranquil\w+)(?: .*)?",
    r"(?:me|nos) (?:dejen|dejes|deje) (?:en pa[zs]|tranquil\w+)(?: .*)?",
    (
        r"(?:vete|vayan|vayanse|vayase|vallanse|vallase|ve|veanse|anda|andate|ande"
        r"|que se vayan) (?:\w+ )?(?:a la |al |ala |a )(?:mierda|verga|chingada|diablo|carajo"
        r"|infierno|chingar\w*|fregar|freir\w*|goma|mrd|tiznada|pinga|tu casa)(?: .*)?"
    ),
    (
        r"(?:chinga|chingue|chinguen|chingen|ching)\w*(?: a)? (?:tu|su|sus) (?:madre|puta madre"
        r"|mama)(?: .*)?"
    ),
    r"chingatumadre",
    r"a la (?:mierda|verga|chingada)(?= /|$)",
    (
        r"(?:que )?no (?:me |nos )?(?:estes? |esten |anden |sigan )?(?:moleste|molesten|molestes"
        r"|molestando|jodas?|jodan|jodiendo|joder|chingu?es?|chingu?en|chingando|frieguen|friegue"
        r"|friegues|fastidien|fastidie)(?: (?:mas|ya|por favor|con|tanto|gracias|a esta hora).*"
        r"|(?= /|$))"
    ),
    (
        r"(?:larguense|largate|larguese|esfumense|piérdanse|pierdanse|pierdete|vayanse|vete ya"
        r"|fuera de mi (?:telefono|celular))(?: .*)?"
    ),
    r"(?:callense|callate|callese)(?: .*)?",
    r"metan?se(?:lo|los)?(?: sus| los| tus)?(?: \w+)* (?:culo|donde)(?: .*)?",
    r"ya dejen de (?:ching|jod)\w+(?: .*)?",
    r"(?:comete|coman|come|comanse) (?:mierda|un\w* \w+)",
)
THREAT_SPANISH = phrases(
    (
        r"(?:los|te|lo|las|la|les) (?:voy|vamos|vamo|boy) a (?:reportar|demandar|denunciar|bloquear"
        r"|acusar|report\w+)(?: .*)?"
    ),
    r"(?:reportar|demandar|denunciar|bloquear|acusar)(?:los|te|lo|las|le)(?: .*)?",
    (
        r"(?:los|te|lo|las|ya los|ya lo|ya te) (?:reporto|reporte|reportare|bloqueo|bloquee"
        r"|bloqueare|denuncio|denuncie|denunciare|demando|demandare|reportado|bloqueado)(?: .*)?"
    ),
    (
        r"(?:voy|vamos) a (?:reportar|bloquear|denunciar) (?:este|su|el) (?:numero|telefono|mensaje"
        r"|spam)(?: .*)?"
    ),
    r"(?:reportad|bloquead)[oa]s?(?: (?:como|por) .*)?(?= /|$)",
    r"reportad\w+ (?:como )?spam",
    r"esto (?:ya )?es (?:un )?acoso(?: .*)?",
    r"(?:me|nos) est[ae]n? acosando(?: .*)?",
    r"mi abogad[oa](?: .*)? (?:los|contact\w+|se comunic\w+|llam\w+)(?: .*)?",
    r"(?:(?<=^)|(?<=/ ))acoso(?= /|$)",
)
INSULT_SPANISH = phrases(
    r"(?:pur[oa]s?|bola de|punta de|partida de|bonche de|son un[oa]s) (?:cuentos?|mentir\w+|tonter\w+|ratas?"
    r"|rater\w+|flojos"
    r"|huevon\w+|payas\w+|comunistas?|chism\w+|ladron\w+|show|teatro|basura|negocio|viv[oa]s|llor\w+|pendej\w+|robo)",
    r"(?:vayan|vaya|ponganse|pongase|vete|mejor)(?: mejor)? a (?:trabajar|hacer algo)(?: .*)?",
    r"(?:busquen|consigan|busquense|consiganse) (?:un )?(?:trabajo|jale|vida|oficio)(?: .*)?",
    r"(?:ustedes|uds) (?:nomas|nada mas|solo|solamente|siempre) (?:quieren|buscan|piden|andan|sirven)(?: .*)?",
    r"(?:ustedes )?no sirven para nada(?: .*)?",
    r"(?:dan|que) (?:asco|verguenza)(?: .*)?",
    (
        r"(?:que )?(?:ridicul\w+|estupid\w+|pendej\w+|idiotas?|imbecil\w*|put[oa]s?|cabron\w*"
        r"|mentiros\w+|ratas|rateros|corruptos|basura|comunistas?|payasos?|asquer\w+|tont[oa]s?"
        r"|maldit\w+|mierda|estafa\w*|hipocrit\w+|verguenza|sinverguenza\w*|ignorantes?|flojos"
        r"|zurdos|vividores|huevon\w*|pinches?)(?: .*)?"
    ),
    r"pura (?:mentira|basura|mierda|estafa)(?: .*)?",
    r"(?:ya )?me (?:tienen?|tienes) (?:\w+ )?(?:hart[oa]|hasta la madre|cansad[oa])(?: .*)?",
    r"ponganse a trabajar",
    r"pongase a trabajar",
    r"(?:busquen|consigan|consiganse) (?:un )?trabajo",
    r"viva (?:trump|la policia|ice)",
    r"que asco(?: .*)?",
    r"no sirven para nada",
    r"me caen mal",
)
