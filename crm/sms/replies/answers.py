"""What people answer to an invitation: yes, no, perhaps, a question, a call for help; in both languages."""

from crm.sms.replies.phrases import phrases

_ALONE = r"(?:(?<=^)|(?<=/ ))"


YES_WORDS = (
    "(?:yes|yess|yea|yeah|yeahh|yep|yup|yupp|yass|yas|ya|yeh|ye|yessir|yesss|aye|y|sure"
    "|sure thing|absolutely|definitely|def|certainly|totally|of course|ofc|affirmative|bet"
    "|for sure|fasho|fs|ok|okay|okie|okey|oki|okey dokey|k|kk|okie dokie|alright|aight|cool"
    "|perfect|great|awesome|sounds (?:good|great|like a plan|perfect)|will do|gladly|happy to"
    "|with pleasure|you bet|yes maam|yes sir|done|speak|stand|in|si|sii|sip|sipi|simon|sisi"
    "|claro|claro que si|por supuesto|dale|va|vale|sale|orale|listo|lista|perfecto|excelente"
    "|seguro|con gusto|con mucho gusto|desde luego|afirmativo|voy|hablo|ahi estare"
    "|cuenta conmigo|de acuerdo|okis|excellent|yesterday yes|word|say less|lets go|lets do it"
    "|deal|confirmed|confirm|confirmo|confirmado|roger|copy|10 4|i do|i will|i can|im in"
    "|amen yes|heck yes|hell yes|hell yeah|oh yes|oui|simon que si|ok va|ya esta|ya quedo"
    "|yes to all|yay|shi|zi)"
)
# The whole answer, or its first clause, is one of these words.
YES = phrases(
    (
        rf"^{YES_WORDS}(?: (?:{YES_WORDS}|please|thanks|maam|sir|gracias|por favor|again|then|it is"
        rf"|that works|que si|senora?|amig[oa]s?|plus|with|and|\d+))*(?= /|$)"
    ),
    (
        r"^(?:yes(?! (?:lord|god|jesus))|yep|yeah|yup|yea|absolutely|definitely"
        r"|si(?! (?:encuentro|consigo|alcanzo|salgo|dios|me d|no |mi |tengo quien|hay))|claro|sip|simon"
        r"|of course|for sure"
        r"|por supuesto|sure)(?: .*)?"
    ),
    r"^(?:ok|okay|k)(?: .*)? (?:ill be there|see you|im in|i can|voy|ahi)(?: .*)?",
)
POSITIVE = phrases(
    (
        r"(?:ill|we will|well|i will|will|id love to|i can|we can|i plan to|planning to"
        r"|im planning to|going to|excited to|hope to|looking forward to|happy to|i should|should"
        r"|would love to|able to|i intend to) (?:definitely |both |all |totally |try and |gladly "
        r"|be |also |absolutely |def |surely )*(?:be there|be in|there|attend\w*|come|coming"
        r"|make it|join\w*|go|bring|stop by|swing by|come by|pull up|do it|speak|testify"
        r"|participate|help|come through|roll through|seeing|see|it)(?: .*)?"
    ),
    r"(?:count|put|sign|mark|add|list|write|include|deal) (?:me|us)(?: \w+)? (?:in|down|up|for)(?: .*)?",
    r"count on (?:me|us)(?: .*)?",
    (
        r"(?:im|we are|were|were all|i am) (?:so |all |definitely |totally |still |100 )*(?:in"
        r"|going|coming|down|there|game|on my way|omw|on board|ready|attending|planning on it"
        r"|good to go|confirmed|on it|in for)(?! (?:to be late|out|town))(?: .*)?"
    ),
    (
        r"(?:on my way|omw|im there|be there|see you|see yall|see ya|cya|cu there|see everyone"
        r"|see u)(?: .*)?"
    ),
    r"(?:wouldnt|not going to|wont|cant) miss(?: .*)?",
    r"(?:im|i am) down(?: .*)?",
    r"save (?:me|us) a (?:seat|spot)(?: .*)?",
    r"(?:i|we) (?:rsvpd|registered|signed up|confirm|plan to (?:come|attend|be there))(?: .*)?",
    r"works for me(?: .*)?",
    r"what can i bring(?: .*)?",
    r"(?:me and|my) (?:\w+ )*(?:will be there|are coming|are going)(?: .*)?",
    r"can make it(?: .*)?",
    r"^~ / (?:ill|im).*",
    r"stop by after(?: .*)?",
    r"bring\w* (?:my|a friend|the|\d+)(?: .*)?",
    r"party of \d+",
    r"^\d+ of us$",
    r"i said yes(?: .*)?",
    (
        r"(?:ahi|alli|alla|aqui|ay) (?:estare|estaremos|nos vemos|estoy|voy|vamos|los veo|le caigo"
        r"|andare|llego|te veo|estamos)(?: .*)?"
    ),
    (
        r"(?:si |claro )?(?:voy|vamos|iremos|ire|asistire|asistiremos|estare|estaremos"
        r"|llegare)(?! a )(?: .*)?"
    ),
    r"(?:voy|vamos) a (?:ir|estar|asistir|llegar|hablar|ayudar|participar|la|el)(?: .*)?",
    r"nos vemos(?: .*)?",
    r"(?:cuente\w*|cuenta) con(?:migo| nosotros| mi| migo)(?: .*)?",
    r"(?:con|mucho) gusto(?: .*)?",
    r"(?:claro|por supuesto)(?: .*)?",
    r"(?:me )?apunt(?:o|ame|enme|eme)(?: .*)?",
    r"(?:anoten?me|anotame|apartame|apartenme)(?: .*)?",
    r"(?:yo )?(?:si )?puedo (?:ir|asistir|hablar|llegar)?(?: .*)?",
    r"confirm(?:o|ado|amos)(?: .*)?",
    r"(?:ya )?estoy (?:lista|listo|apuntad\w+|registrad\w+|dentro)(?: .*)?",
    r"no falt(?:o|are|amos)(?: .*)?",
)
NO = phrases(
    (
        r"^(?:no|nope|nah|naw|nop|noo|nel|n|negative|negativo|nada|not really|hell no|not going"
        r"|pass|ill pass|im good|no gracias|no thanks|no ty|decline|cant|cant sorry|sorry|i cant"
        r"|not today|not tonight|hard pass|nunca|no puedo|nay|nuh uh|nop nop|i wont"
        r"|wont)(?: (?:thanks|no|sorry|gracias|not this time|i cant|maam|sir|puedo|por favor|perdon"
        r"|not tonight|disculp\w+|today|senora?|lo siento|im good|im sorry|not today|please))*(?= /"
        r"|$)"
    ),
    (
        r"^(?:no|nope|nah|sorry no|lo siento)(?: (?:/|i|im|ill|cant|wont|not|sorry|thanks|we|my"
        r"|have|got|unfortunately|but|pero|gracias|tengo|hoy|esta vez|por|lo|bro|maam|sir|working"
        r"|work|because|way|this|that|please|perdon|yo|amig\w+|ese|este|esa|la proxima|trabajo|ando"
        r"|estoy (?!de acuerdo|segur)\w+)\b.*|(?= /|$))"
    ),
)
NEGATIVE = phrases(
    (
        r"(?:cant|couldnt|wont|wont be|unable|not able|not going to|cannot|not be able|isnt able"
        r"|arent able|im not|wouldnt|dont think i|dont think ill|dont think we|doubt i|didnt"
        r"|probably not|wasnt able|not|unfortunately i|unfortunately im"
        r"|i dont) (?:\w+ ){0,4}?(?:come|coming|make it|make|attend\w*|there|join|going|go|able"
        r"|do it|this time|that day|tonight|tomorrow|available|today|this week|participate|speak"
        r"|free|get off|get there)(?: .*)?"
    ),
    r"(?:i|we|sorry|unfortunately|but) cant(?: .*)?",
    r"cant(?= /|$)",
    (
        r"(?:have to|had to|got to|need to|i|im|must|going to|gotta) (?:work|working|cancel|pass"
        r"|decline|miss)(?: .*)?"
    ),
    (
        r"(?:cancel\w*|remove|take) (?:my|our|me from the|me off the) (?:rsvp|spot|registration"
        r"|seat|reservation|ticket|sign ?up|speaker|attendance)(?: .*)?"
    ),
    (
        r"(?:im|ill be|i am|we are|were|be|i have|ive|have|had|i got|got|my kid is|my kids are"
        r"|kid is|my son is|my daughter is|is|are) (?:\w+ )?(?:out of town|working|sick|busy"
        r"|at work|traveling|travelling|away|class|a conflict|another (?:meeting|event|commitment)"
        r"|covid|a prior|plans|in class|booked|stuck|surgery|double booked|the flu|not feeling"
        r"|out of state|on vacation|appointment|doctors?)(?: .*)?"
    ),
    r"(?:sorry|unfortunately)(?: \w+)* (?:work|working|class|sick|busy|shift|plans|conflict)(?: .*)?",
    r"(?:another|next|some other|maybe next) time(?: .*)?",
    r"not (?:this|that) (?:time|week|month|one|day|sunday|saturday)(?: .*)?",
    r"not interested(?: .*)?",
    r"something came up(?: .*)?",
    r"rain ?check(?: .*)?",
    r"(?:working|work) (?:that|tonight|late|nights?|all day|this|until|till|on)(?: .*)?",
    r"^(?:sorry )?(?:work|working|out of town|busy)(?= /|$)",
    r"(?:im|ill) (?:going to )?(?:skip|pass)(?: .*)?",
    r"(?:might|may|will) have to (?:cancel|miss|skip)(?: .*)?",
    r"no can do(?: .*)?",
    r"im good thanks",
    r"(?:wish i could|id love to but|would love to but)(?: .*)?",
    r"cancel(?= / (?:sorry|something))",
    r"not feeling well(?: .*)?",
    (
        r"no (?:voy|vamos|podre|puedo|podemos|podremos|asistire|creo que pueda|me es posible"
        r"|alcanzo|llego|voy a poder|estare|ire|pude|creo|iremos|quiero(?! que)|se va a poder"
        r"|me interesa|cuent\w+)(?: .*)?"
    ),
    (
        r"(?:tengo|tuve|debo|necesito|hay|tener|tendre) (?:que )?(?:trabajar|cancelar|trabajo"
        r"|otro compromiso|cita|clases?|turno|otra cosa|compromiso\w*)(?: .*)?"
    ),
    (
        rf"{_ALONE}(?:no |hoy |ese dia |siento |lo siento |perdon )*trabajo(?: (?:de noche|ese dia"
        rf"|hasta|manana|hoy|toda|esa|en la|los|a esa))?(?= /|$)"
    ),
    r"trabajo (?:de noche|ese dia|hasta|manana|hoy)(?: .*)?",
    r"(?:para |a )?la proxima(?: .*)?",
    r"(?:hoy|esta vez|manana|ese dia) no(?: .*)?",
    r"ya no (?:voy|puedo|podre|vamos)(?: .*)?",
    (
        r"(?:estoy|ando|estare|estamos) (?:\w+ )?(?:enferm\w+|ocupad\w+|fuera|trabajando|de viaje"
        r"|en el trabajo)(?: .*)?"
    ),
    r"(?:otro dia|en otra ocasion|otra vez sera)(?: .*)?",
    r"cancel\w* mi (?:lugar|cita|asistencia|registro|reservacion|asiento|boleto)(?: .*)?",
    r"imposible(?: .*)?",
    r"me disculp\w+(?: .*)?",
    r"(?:esta )?enferm[oa](?= /|$)",
)
MAYBE = phrases(
    (
        r"(?:maybe|mayb|perhaps|possibly|might|probably|prob|prolly|likely|hopefully|tentative"
        r"|tentatively|tbd|idk|dunno|50 50)(?! next time)(?: .*)?"
    ),
    r"(?:not|im not|isnt|arent) (?:\w+ )?(?:sure|certain|positive)(?! (?:who|what|how you))(?: .*)?",
    r"(?:dont|do not) know (?:yet|if|for sure|my|whether)(?: .*)?",
    (
        r"(?:ill|i will|we will|im going to|going to|im|i|let me|gotta|have to|need to) (?:see|try"
        r"|trying|let you know|think about it|check|get back|look into|have to (?:see|check)"
        r"|do my best|need to check|consider)(?: .*)?"
    ),
    r"(?:trying|hoping|will try) to(?: .*)?",
    r"depend(?:s|ing)(?: .*)?",
    r"(?:let me|i need to|gotta) (?:check|see|think|ask)(?: .*)?",
    (
        r"(?:could be|we shall see|well see|we will see|kinda|still deciding|still thinking"
        r"|undecided|if i can|if possible|if i get off|if i find)(?: .*)?"
    ),
    r"id like to but(?: .*)?",
    (
        r"(?:tal ?vez|talves|talvez|quiza|quizas|a lo mejor|alomejor|puede ser|puede que"
        r"|posiblemente|probablemente|depende|ojala|igual y|chance|capaz|tal ves|kizas"
        r"|quisas)(?: .*)?"
    ),
    r"(?:todavia|aun) no (?:se|estoy|lo se)(?: .*)?",
    r"no (?:se|estoy segur[oa]|lo se)(?: (?:si|todavia|aun|bien|ahorita|yet)(?: .*)?|(?= /|$))",
    r"(?:voy|vamos|boy) a (?:ver|tratar|intentar|checar|pensar|hacer lo posible)(?: .*)?",
    (
        r"(?:tratare|tratar|intentare|vere|veremos|vere si|ya vere|hare lo posible|te aviso"
        r"|les aviso|le aviso|yo aviso|dejame ver|deja ver|dejame checar|trato|si puedo voy"
        r"|si salgo)(?: .*)?"
    ),
)
# "No problem", "never miss": a no that is none, struck out before the yes and the no are asked.
NO_THAT_IS_NONE = phrases(
    (
        r"no (?:problem|problema|worries|prob|doubt|te preocupes|se preocupe\w*|hay problema"
        r"|hay de que|way (?:ill|im) miss\w*|lie|cap)"
    ),
    r"(?:cant|wont|never|dont|not (?:going to|gonna)|no voy a) (?:wait|stop)(?! texting| sending)(?: (?:till"
    r"|until|fighting|for|/)(?: \w+){0,3})?",
    r"no me (?:borr|quit|saqu|elimin)\w+(?: \w+)*",
    r"dont (?:take|remove|delete) me(?: \w+)*",
    r"no pienso dejar de(?: \w+)?",
    r"(?:non ?stop|cant complain|cant do phone calls|cant talk|no need)(?: \w+){0,3}",
    r"(?:why not|por que no)",
)

YES_EMOJI = frozenset("👍✅✔☑👌💯🙋🤝🫡🆗")
NO_EMOJI = frozenset("👎❌🙅")
MAYBE_EMOJI = frozenset("🤔🤷")
STOP_EMOJI = frozenset("🛑⛔")
DOUBT_EMOJI = frozenset("🚫✋🤬😡🤚📵🔕")
ANGRY_EMOJI = frozenset("🖕")
