"""What English speakers write when they want no more texts, when it is the wrong number, and when they are angry."""

from crm.sms.replies.phrases import END, phrases

_TEXTS = (
    "(?:texts?|texting|messages?|messaging|sms|notifications?|alerts?|reminders?|updates?|emails?|calls?|calling|communications?|contact|spam"
    "|spamming|promos?|ads?|blasts?|subscriptions?|service|thread|group text|group chat|newsletters?|solicitations?|crap|correspondence|outreach)"
)
_OF_YOURS = "(?:all |the |these |this |those |your |any |my |of |future |further |more |political |with |sending |getting |receiving |damn |fucking |stupid |annoying |ridiculous |random |me |freaking |god |automated |endless |constant |unsolicited |unwanted |so many |please |out )*"
_ME = "(?:me|my|us|this|here|at me|to me)"
_WRITE = "(?:text|message|msg|contact|email|call|bother|bug|spam|harass|write|reach out|hit me up|send|disturb|ping|notify|annoy|pester|hit up|solicit|include|add)"
_WRITING = "(?:texting|messaging|contacting|emailing|spamming|notifying|pestering|hounding|stalking|soliciting|blasting|pinging|writing me|hitting me|blowing)"
_DISTURBING = "(?:sending|bothering|calling|harassing|bugging|annoying|hitting|reaching|wasting|disturbing|inviting|reminding|asking|hassling|including|adding|hitting up|trying to (?:contact|reach|text))"
_AFTER = rf"(?: (?:{_ME}|these|texts?|messages?|so|all|any|anymore|that|it|out|up|political|stuff|crap|shit|your|please|now|already|again|no more|more|notifications|random|anything|everything|thanks|altogether|completely|immediately)\b|{END})"
_FILLER = (
    "(?:please|kindly|just|now|already|ok|okay|k|hey|hi|hello|yo|bro|dude|man|omg|sorry|thanks|no|nope|yes|yeah|sir|maam|lol|seriously|immediately"
    "|today|again|it|this|all|everything|honestly|fucking|the fuck|tf|gracias|por favor|ya|god bless|bye|goodbye|forever|period|for good|right|here|me"
    "|at once|altogether|completely|for real|fr|have a (?:good|great|nice|blessed) (?:day|one|night|evening)|and|that|jesus|damn|ugh|enough|wtf|smh|yall|you|people|folks|twice|once|before|yesterday|(?:\\w+ )?times|last \\w+|multiple|too|first|more than|over and over|number|texts|a million)"
)

# "stop" as a clause of its own, with courtesies before and after; or ending a clause after words that carry it.
BARE_STOP = phrases(
    rf"(?:(?<=^)|(?<=/ ))(?:{_FILLER} )*(?:stop|stopall|quit|cease|desist)(?: (?:{_FILLER}|stop))*{END}",
    rf"(?:said|say|saying|told you(?: \w+)? to|telling you(?: \w+)? to|asked(?: \w+){{0,5}} to|asking(?: \w+){{0,2}} to|ask(?: you| yall)?(?: \w+)? to|repl(?:y|ied)(?: with)?|text|texted|sent|typed|wrote|respond(?:ed)?(?: with)?|put|you(?: \w+){{0,3}} to|can you|could you|would you|will you|can yall|will yall|could yall|yall|yall(?: \w+){{0,3}} to|make it|make this|make these|wish you would|beg(?:ging)? you to|time to) (?:please |just |all |kindly )*(?:stop|quit|cease|desist)(?: (?:{_FILLER}|stop))*{END}",
    rf"(?:want|like|need|prefer|request|wish)(?: for)? (?:this|it|these|you|them|the texts|the messages|your texts|yall|all this|these texts|these messages)(?: to)? (?:please )?stop(?: (?:{_FILLER}))*{END}",
    r"how (?:do|can|to|would|could|should)(?: i)?(?: \w+){0,2} (?:make (?:it|this|these|them|you|yall) |get (?:it|this|these|them|you|yall) to )?stop(?: (?:it|this|these|all|them|you))*(?= /|$)",
    r"stop (?:i|im|ive|id|or|and dont|and remove|and take|and delete|because|you|youre|not interested|who|dont|wrong|this is|this number|remove|take me|unsubscribe|or ill|before i|no one|nobody|thank|god|its|doing this|already|please|like it|like i|as (?:it|i|requested|instructed|you)|since|but|for real|if you|until|my (?:phone|mom|wife|husband|plan|bill|number))(?: .*)?",
)  # fmt: skip
# A clause that ends with "stop" after other words is doubtful unless it is about texts.
LAST_STOP = phrases(rf"\w+ stop(?: (?:please|thanks|now|it|already))*{END}")
# ... unless the words before it are no verb's, no article's and nobody else's: "im at work stop".
LAST_STOP_SURELY = phrases(
    rf"(?!(?:to|must|will|would|should|cant|not|never|the|a|an|this|that|they|we|them|it|let|and|gotta|shall|could|may|might|us|bus|until|till|or) )\w+ stop(?: (?:please|thanks|now|already))*{END}"
)
# A word of leaving and a word for what we send, in one clause in any order.
LEAVING = phrases(r"(?:stop|quit|cease|desist|remove|unsubscribe|discontinue|opt out|leave me off|take me off)")
SENT = phrases(
    r"(?:texts?|texting|messages|messaging|spam\w*|sms|notifications|alerts|your list|this list|mailing list|text list|group chat|my number|this number|my phone|this phone)"
)

OPT_OUT = phrases(
    rf"(?:stop|quit|cease|halt|no|enough|done|refrain from|without|discontinue|avoid)(?: \w+){{0,2}}? {_WRITING}(?! (?:and|while) driving)(?: .*)?",
    rf"(?:stop|quit|cease|refrain from|discontinue|avoid)(?: all| with| the| fucking| please| your| always| constantly)* {_DISTURBING}{_AFTER}",
    rf"(?:stop|quit|end|cancel|discontinue|terminate|halt|cease|turn off|shut off|disable|deactivate|enough|suspend|kill|block) {_OF_YOURS}{_TEXTS}",
    rf"(?:stop|quit|end|cancel|discontinue|terminate|cease) (?:with )?(?:these|all these|all of these|all of this|sending|texts|all|getting|receiving)(?: (?:please|now|thanks|already|immediately))*{END}",
    r"(?:stop|quit|end|discontinue)(?: \w+)? (?:getting|receiving) (?:these|this|those|them|your|all|any)(?: \w+)*", r"stop(?: \w+)? (?:blowing|lighting) up my phone", r"(?:stop|quit) wasting my (?:time|data|minutes)", r"cease and desist", r"(?:stop|quit) (?:playing|messing) (?:with|on) my phone",
    r"unsubscribe\w*", r"opt(?:ing|ed|s)?(?: (?:me|us|him|her|my number|this number|my phone))? out", r"opt(?:ing)?out", r"opted out", r"opt me(?= /|$)", r"de ?list me", r"unenroll(?: me)?", r"unlist me", r"desubscribe", r"unregister me", r"unsign me",
    # "Don't text me"; the verbs that may be said of others need us or me after them.
    rf"(?:dont|never|not to|no need to|please no|wouldnt|stop trying to|do nt|didnt ask you to|nobody asked you to) (?:ever |even |you |you ever |you dare |want you to |need you to |want yall to |like you to |wish for you to |fucking |keep |try to |want anyone to |bother )*{_WRITE}{_AFTER}",
    r"(?:dont|never|nor|or|not) (?:ever )?(?:text|message|contact|messaging|texting|contacting)(?: \w+)? (?:me|my|us|this|again|anymore|her|him|back)(?: \w+)*", r"dont (?:call|email) or text(?: \w+)*", r"dont (?:text|message|contact)(?= /|$)", r"do not contact", r"no (?:contact|texts?|messages?|texting|solicit\w+|more contact)(?= please| anymore| /|$)",
    r"(?:dont|nolonger|not|never|didnt) (?:\w+ ){0,3}?(?:want|wish|care|need|like|desire|choose|prefer|wanting|wishing|interested in|appreciate|interested)(?: \w+){0,2}? (?:getting|receiving|receive|get|hearing|hear|see|seeing|be contacted|being contacted|being texted|be texted|be messaged|be bothered|being bothered|be called|be notified|be reminded)(?: (?:these|those|any|anymore|your|this|texts?|messages?|from you|from yall|from this|from your|all these|so many|political|by|more|via|at|updates|communications?|notifications?|anything|about|further|future|on|again|through)(?: \w+)*|(?= /|$))",
    r"(?:dont|nolonger|not|never|didnt) (?:\w+ ){0,3}?(?:want|wish|care|need|like|desire|interested in|appreciate|enjoy)(?: \w+){0,3}? (?:texts?|messages?|texting|sms|spam|notifications|reminders|you texting|you to (?:text|contact|message))(?: \w+)*",
    r"(?:dont|nolonger|not|never) (?:\w+ ){0,3}?(?:want|wish|care|like|prefer)(?: to)? (?:be|being)(?: \w+)? (?:on|in|part of|a part of|included|involved|associated|affiliated|subscribed|with|signed up|added)(?: (?:this|the|your|any|these|in|with|on|anymore|a|yall|of|it)(?! (?:camera|panel|stage|zoom|meeting|committee|event))(?: \w+)*|(?= /|$))",
    r"nolonger (?:\w+ ){0,2}?(?:want|wish|care|interested|like)(?: to)?(?: \w+)* (?:this|part|involved|member|participate|texts?|messages?|list|contacted|receive|group|organization|org|support\w*|campaign|movement)", r"nolonger (?:want|wish) (?:this|these|it)(?= /|$)", r"(?:dont|nolonger) want (?:it|this|these|any|anything|anymore|nothing|none of this)(?: \w+){0,2}(?= /|$)", r"want nothing to do with(?: \w+)+",
    r"(?:dont|didnt|never|do nt|not|nolonger|withdraw|withdrawing|revoke|revoking|rescind) (?:\w+ ){0,2}?(?:consent|permission|authorize|opt in|authorization)(?: \w+)*", r"(?:withdraw|revoke|rescind) (?:my |all |any )?(?:consent|permission)",
    rf"no more {_OF_YOURS}{_TEXTS}", r"no more from (?:you|yall)(?: \w+)?", r"(?:done|finished|over|through|sick|tired|fed up|annoyed|enough|had it|had enough|bored|im out)(?: \w+)? (?:getting|receiving|with|of|with getting|of getting|of receiving|by|from)(?: \w+){0,2}? (?:these|texts?|messages?|this list|you texting|your texts|texting|spam|hearing from you|yall texting|list|notifications)",
    r"(?:im |i am )?done getting (?:these|this|them)(?: \w+){0,2}", r"(?:tired|sick) of (?:these|your|yall|you)(?= /|$)", r"(?:want|like|need|wanna) out(?: of (?:this|the|your|these))?(?: \w+)?(?= /|$)",
    # Taking a number off a list.
    r"(?:remove|delete|erase|drop|unlist|purge|scrub|strike|scratch|exclude|clear|wipe|lose|forget|trash|discard|disregard|take off|take out|takeoff|block) (?:me|us|her|him|my|this|our|the|that|mine|their|your)(?: own| current| phone| cell| contact| personal| entire)? ?(?:number|name|info|information|phone|cell|contact|contacts?|data|email|details|account|profile|line|record|records)?(?: (?:from|off|out|please|now|thanks|asap|immediately|and|right|today|permanently|as|completely)(?: .*)?|(?= /|$))",
    r"(?:remove|delete|erase|drop|take off|lose)(?: \w+)?(?: \w+)? (?:my|this|his|her) (?:number|name|info|information|phone|cell|contact|data|email|details)(?: \w+)*", r"(?:remove|delete|erase) (?:number|contact)(?: \w+)*",
    r"(?:take|get|pull|drop|scratch|cross|cut|kick|strike|leave|keep|knock|wipe|bump|move|put|have|let|want|like|need|pulled|taking|getting|remove|removed|taken|delete|come|be) (?:me|my|us|this|our|her|him|that|mine|myself|the|be|to be|to get|to come|to)?(?: (?:number|name|info|phone|cell|contact|be|taken|completely|please|all|the fuck|tf|line|email|mom|wife|husband))* ?(?:off|out of|out|from|of)(?: of)? (?:of )?(?:this|the|your|all|these|any|that|yall|my|here|every|this damn|the damn|list|lists)(?: \w+){0,3}? ?(?:lists?|texts?|messages?|system|database|contacts?|thread|chat|group|phone|distribution|records|files|directory|mailing|rolls|data|here|roster|blast|communications|subscription)(?: \w+)*",
    r"(?:take|get|keep|leave|drop|pull|scratch|cross|cut|kick|taking|count|opt|wipe) (?:me|us|my number|my name|this number|my phone|my cell|me please|me the fuck) (?:off|out|off please|the hell off|off of (?:this|here|it))(?: (?:please|now|thanks|of this|it|of here|and|asap|that|ok))*(?= /|$)", r"off (?:of )?(?:this|the|your|yalls?|all|any) (?:\w+ )?(?:list|lists|texts?|texting list|mailing list)(?: \w+)*",
    r"(?:i|id|ill|like|please|asked|ask|asking|want|need|request\w*|wish|can i|could i|how do i|how can i|to|i would like)(?: \w+){0,3} (?:be|get|getting|being|been|myself) (?:removed|taken off|deleted|unlisted|off (?:this|the|your)|dropped|left alone|out of this|erased|excluded)(?: \w+)*", r"remov(?:e|al) (?:request|from list|from your list|please|request\w*)(?: \w+)*", r"request(?:ing)? removal", r"been removed from (?:this|your|the) list", r"asked to be (?:taken off|removed)(?: \w+)*",
    r"(?:remove|delete)(?: \w+){0,2} (?:from|off)(?: \w+){0,2} (?:list|lists|texts?|messages?|contacts|system|records|texting|distribution|group|thread|chat)", r"off(?: \w+)? list(?: please| now| thanks)*(?= /|$)",
    r"how (?:do|can|to|would|could|should)(?: i| we| you)?(?: \w+){0,2} (?:stop|end|cancel|quit|get off|get out of|get rid of|turn off|block|opt out of|disable|avoid|unsubscribe)(?: \w+){0,2} (?:these|this|texts?|messages?|the texts|your|list|getting|receiving|it|notifications|you|yall|them)(?: \w+)*", r"how (?:do|can|to)(?: i)? (?:unsubscribe|opt out|get off|get out|get removed)(?: \w+)*",
    r"(?:end|discontinue|terminate) (?:this|the|our|all) (?:conversation|contact|subscription|service|communication\w*|relationship|texts)", r"dont (?:add|include|put|keep) me (?:in|on|to)(?: \w+)*", r"(?:pass|over and out)(?= on texts)", r"leave (?:this|the|your) (?:list|group|chat|thread)",
    r"(?:free|release) me from (?:this|these)(?: \w+)*", r"(?:let|leave) me out of (?:this|it|these)(?: \w+)*", r"lose my (?:number|contact|info)", r"(?:not|dont) .{0,30}(?:text|message|contact) (?:me|this number) (?:again|anymore)", r"dont need (?:these|your|any more|all these)(?: \w+)*",
    r"(?:please|just) (?:discontinue|desist|unsubscribe|remove|delete|cease)(?: (?:please|thanks|now))*(?= /|$)", r"(?:i )?(?:want|need) (?:these|this|the) (?:texts?|messages?) to (?:stop|end)", r"(?:would|id) (?:like|prefer|rather) (?:to )?not(?: to)? (?:be|get|receive|hear)(?: (?:texted|contacted|messages?|texts?|from you|these|any|bothered|on this|on your|your|on the|included)(?: \w+)*)", r"(?:prefer|rather) (?:you|yall) (?:dont|didnt|not|wouldnt)(?: \w+)* (?:text|contact|message)(?: \w+)*",
)  # fmt: skip
# Words that end texting when they are the whole text, beside courtesies.
KEYWORDS = frozenset(
    "stop stopall unsubscribe unsubscribed end quit cancel revoke optout remove delete block blocked blocking spam stop2quit stop2end stop2stop"
    " desist cease discontinue halt exit terminate arret reported removed".split()
)
COURTESIES = frozenset(
    "please kindly just now already ok okay k hey hi hello yo bro dude man omg thanks no nope yes yeah sir maam lol seriously immediately today again"
    " all everything honestly fucking gracias por favor ya god bless bye goodbye forever me it this and texts number ugh damn asap u yall you stop"
    " completely permanently senor senora amigo amiga hola buenas tardes dias noches muchas bendiciones i said that word wtf smh".split()
)
NO_MORE_ALONE = phrases(
    r"(?:(?<=^)|(?<=/ ))(?:ok |please |no |thanks |hey |hi )*no more(?: (?:please|thanks|now|ok|ever|and|of this|of these|for me|god bless|from you|anymore|sir|maam|yall|bye))*(?= /|$)"
)

_THEM = r"(?:you|yall|this|this number|your number|your|ur number|the number|it|u|ya)"
GO_AWAY = phrases(
    r"leave (?:me|us|my (?:family|mom|wife|husband|phone)) (?:the fuck |tf |the hell |the heck |fucking |tf )?(?:alone|be)(?: .*)?", r"go (?:the fuck |tf )?away", r"get lost", r"buzz off", r"bug off", r"back off(?= /|$)", r"(?:get|stay)(?: \w+){0,3}? (?:off|out of|away from) (?:my (?:phone|line|number|inbox)|me)", r"(?:get|go|stay) (?:the fuck|tf|the hell|the heck|far) (?:away|out|off|lost|outta)(?: .*)?", r"kick rocks", r"take a hike", r"go fuck (?:yourself|yourselves|off)", r"gfy", r"fuck (?:right |all the way |the fuck )?off",
    r"(?:fuck|screw|damn|forget|f) (?:you|yall|ya|your|off|urself|all of you)(?: .*)?", r"fu(?= /|$)", r"fuck ?off", r"f off", r"foff", r"piss off", r"sod off", r"naff off", r"jog on", r"go to hell", r"rot in hell", r"burn in hell", r"(?:kiss|lick|eat|bite) my (?:black |white |fat |whole )?(?:ass|butt|arse)", r"eat (?:shit|a dick)", r"suck (?:my|it|a|on)(?: \w+)?", r"bite me", r"drop dead", r"up yours",
    r"(?:(?<=^)|(?<=/ ))(?:oh |just |please )*(?:shut up|stfu|shut the (?:fuck|hell) up|shutup)(?: .*)?", r"kys", r"kill yourself", r"who asked you to text(?: \w+)*", r"dont (?:ever )?(?:come|talk) to me(?: \w+)*",
)  # fmt: skip
THREAT = phrases(
    rf"(?:im|ill|i|ive|we|been|being|getting|going to|about to|will be|have been|and|just|youre|your|you|number|this|is|now|already|or|be|consider yourself|to|have) (?:just |already |now |been |be |being |getting |going to |also |both )*(?:block|blocked|blocking|report|reported|reporting|reportin)(?: (?:and|or|block\w*|report\w*))*(?: (?:{_THEM}|as|to the (?:fcc|ftc|carrier|police|authorities|attorney|cops|state|bbb)|spam|to my carrier)(?: .*)?|(?= /|$))",
    rf"(?:(?<=^)|(?<=/ ))(?:report|block)(?:ed|ing)?(?: and \w+)? (?:{_THEM}|as (?:spam|junk)|spam|as)(?: .*)?", r"(?:reported|marked|marking|flagged|reporting|report|flagging)(?: \w+){0,2} (?:as )?(?:spam|junk|phishing)", r"(?:report|reporting|reported|complaint|file|filing|filed)(?: \w+){0,6} (?:fcc|ftc|tcpa|attorney general|do not call|bbb)", r"(?:contact\w*|call\w*|notify\w*|writ\w+|complain\w*|forward\w*|tell\w*|alert\w*)(?: \w+){0,3} (?:fcc|ftc|attorney general|bbb|better business)(?: .*)?", r"(?:fcc|tcpa|ftc|do not call|dnc) (?:complaint|violation\w*|registry|list|regist\w+|report|fines?|rules|law)(?: .*)?", r"(?:violat\w+|violation)(?: \w+){0,4} (?:tcpa|fcc|do not call|dnc)",
    r"(?:ill|im|i|will|going to|we|gonna|or) (?:going to |will |can |be |could )*(?:sue|suing|press charges|take legal action|pursue legal action|file (?:a )?(?:suit|lawsuit|charges|complaint)|seek legal)(?: (?:you|yall|your|this|against|for|if|over|org\w*|me)(?: .*)?|(?= /|$))", r"see you in court", r"legal action(?: .*)?(?: if| against| will)(?: .*)?", r"(?:my|our) (?:lawyer|attorney)s?(?: \w+){0,3} (?:contact\w*|call\w*|hear\w*|touch|sue\w*|you|notified|letter)(?: .*)?", r"(?:hear|hearing|contacted|contact) (?:from|by) my (?:lawyer|attorney)s?(?: .*)?",
    r"(?:this|that|it|its) (?:is |constitutes |feels like |borders on |amounts to |is straight |is just |is pure |is literally )*(?:harassment|harassing|stalking|illegal solicitation)(?! (?:by|from|of|at)\b)(?: .*)?", r"(?:you|youre|yall|yall are|you keep|are|quit|consider(?:ed)? this|considered|keep) (?:are |keep |being |all |just |people |literally )*(?:harass\w*|stalking|spamming) ?(?:me|us|my|people)?(?: .*)?", r"(?:(?<=^)|(?<=/ ))harassment(?= /|$)", r"call(?:ing)? the (?:police|cops) (?:on you|if you|on yall)(?: .*)?",
)  # fmt: skip
LEGAL_WORDS = phrases(
    r"(?:call|calling|contact|contacting|get|getting|hire|hiring|notify|notifying|talk\w* to|speak\w* (?:to|with))(?: \w+)? (?:a|my|an|our|the) (?:lawyer|attorney)"
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
INSULT = phrases(
    r"(?:you|youre|yall|your|u|these|all of you|such|bunch of|buncha|what|a bunch of|this is|this|this org\w*|org\w*|pack of|full of|you all|total|absolute|complete|fake|bunch)(?: \w+){0,4} (?:joke|idiots?|morons?|losers?|clowns?|communists?|commies|racists?|marxists?|terrorists?|criminals?|thugs?|scam|scams|scammers?|grifters?|frauds?|liars?|pathetic|disgust\w+|ridiculous|stupid|dumb\w*|trash|garbage|evil|delusional|crazy|worst|assholes?|bitch\w*|pieces? of shit|bs|bullshit|shit|crap|fools?|ignorant|snowflakes?|embarrass\w+|sheep|brainwashed|insane|useless|haters|cult|hypocrit\w+|shameful|shame|libtards?|nuts|parasites|demons?|nonsense)(?: .*)?",
    r"(?:(?<=^)|(?<=/ ))(?:idiots?|morons?|losers?|clowns?|commies|communists?|assholes?|bitch(?:es)?|pathetic|bullshit|bs|trash|garbage|disgusting|scam|scammers?|racists?|fools?|ridiculous|grifters|libtards|racist \w+)(?= /|$)",
    r"(?:all|blue|white) lives matter", r"back the blue", r"(?:i )?(?:love|support|stand with|thank god for) (?:the |our )?(?:police|cops|ice|law enforcement|trump)", r"(?:trump|maga)(?: \d+)?(?= /|$)", r"trump (?:won|2024|2028)", r"maga(?: .*)?", r"let ?s ?go brandon", r"get a (?:real )?(?:job|life)", r"shame on (?:you|yall|all of you)", r"wasting (?:your|my|everyones?) (?:time|breath)", r"nobody (?:agrees|cares|wants|likes)(?: .*)?", r"(?:i )?(?:hate|despise) (?:you|yall|your)(?: .*)?", r"youre (?:the |part of the )?(?:problem|what is wrong|whats wrong)(?: .*)?", r"(?:makes?|making) me sick", r"go back to (?:your country|mexico|africa|where)(?: .*)?", r"fund the police", r"grow up(?= /|$)", r"who cares(?= /|$)", r"dont care(?= /|$)", r"(?:deport|lock) (?:them|you|yall)(?: all| up)*", r"(?:what|total|such) (?:a )?(?:joke|waste|bs|bullshit|nonsense|garbage)(?: .*)?", r"(?:race baiters?|race ?baiting)", r"kiss (?:off|it)",
)  # fmt: skip
