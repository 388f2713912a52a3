"""What English speakers write when they want no more texts, when it is the wrong number, and when they are
angry."""

from crm.sms.replies.phrases import END, phrases

_TEXTS = (
    "(?:texts?|texting|messages?|messaging|sms|notifications?|alerts?|reminders?|updates?"
    "|emails?|calls?|calling|communications?|contact|spam"
    "|spamming|promos?|ads?|blasts?|subscriptions?|service|thread|group text|group chat"
    "|newsletters?|solicitations?|crap|correspondence|outreach)"
)
_OF_YOURS = (
    "(?:all |the |these |this |those |your |any |my |of |future |further |more |political "
    "|with |sending |getting |receiving |damn |fucking |stupid |annoying |ridiculous |random "
    "|me |freaking |god |automated |endless |constant |unsolicited |unwanted |so many |please "
    "|out )*"
)
_ME = "(?:me|my|us|this|here|at me|to me)"
_WRITE = (
    "(?:text|message|msg|contact|email|call|bother|bug|spam|harass|write|reach out|hit me up"
    "|send|reply|respond|disturb|ping|notify|annoy|pester|hit up|solicit|include|add)"
)
_WRITING = (
    "(?:texting|messaging|contacting|emailing|spamming|notifying|pestering|hounding|stalking"
    "|soliciting|blasting|pinging|writing me|hitting me|blowing)"
)
_DISTURBING = (
    "(?:sending|bothering|calling|harassing|bugging|annoying|hitting|reaching|wasting"
    "|disturbing|inviting|reminding|asking|hassling|including|adding|hitting up"
    "|trying to (?:contact|reach|text))"
)
_AFTER = (
    rf"(?: (?:{_ME}|these|texts?|messages?|so|all|any|anymore|that|it|out|up|political|stuff"
    rf"|crap|shit|your|please|now|already|again|no more|more|notifications|random|anything"
    rf"|everything|thanks|altogether|completely|immediately)\b|{END})"
)

OPT_OUT = phrases(
    (
        rf"(?:stop|quit|cease|halt|no|enough|done|refrain from|without|discontinue"
        rf"|avoid)(?: \w+){{0,2}}? {_WRITING}(?! (?:and|while) driving)(?: .*)?"
    ),
    (
        rf"(?:stop|quit|cease|refrain from|discontinue|avoid)(?: all| with| the| fucking| please"
        rf"| your| always| constantly)* {_DISTURBING}{_AFTER}"
    ),
    (
        rf"(?:stop|quit|end|cancel|discontinue|terminate|halt|cease|turn off|shut off|disable"
        rf"|deactivate|enough|suspend|kill|block) {_OF_YOURS}{_TEXTS}"
    ),
    (
        rf"(?:stop|quit|end|cancel|discontinue|terminate|cease) (?:with )?(?:these|all these"
        rf"|all of these|all of this|sending|texts|all|getting|receiving)(?: (?:please|now|thanks"
        rf"|already|immediately))*{END}"
    ),
    (
        r"(?:stop|quit|end|discontinue)(?: \w+)? (?:getting|receiving) (?:these|this|those|them"
        r"|your|all|any)(?: \w+)*"
    ),
    r"stop(?: \w+)? (?:blowing|lighting) up my phone",
    r"(?:stop|quit) wasting my (?:time|data|minutes)",
    r"cease and desist",
    r"(?:stop|quit) (?:playing|messing) (?:with|on) my phone",
    r"unsubscribe\w*",
    r"opt(?:ing|ed|s)?(?: (?:me|us|him|her|my number|this number|my phone))? out",
    r"opt(?:ing)?out",
    r"opted out",
    r"opt me(?= /|$)",
    r"de ?list me",
    r"unenroll(?: me)?",
    r"unlist me",
    r"desubscribe",
    r"unregister me",
    r"unsign me",
    # "Don't text me"; the verbs that may be said of others need us or me after them.
    (
        rf"(?:dont|never|not to|no need to|please no|wouldnt|stop trying to|do nt|didnt ask you to"
        rf"|nobody asked you to) (?:ever |even |you |you ever |you dare |want you to |need you to "
        rf"|want yall to |like you to |wish for you to |fucking |keep |try to |want anyone to "
        rf"|bother )*{_WRITE}{_AFTER}"
    ),
    (
        r"(?:dont|never|nor|or|not) (?:ever )?(?:text|message|contact|messaging|texting"
        r"|contacting)(?: \w+)? (?:me|my|us|this|again|anymore|her|him|back)(?: \w+)*"
    ),
    r"dont (?:call|email) or text(?: \w+)*",
    r"dont (?:text|message|contact)(?= /|$)",
    r"do not contact",
    r"no (?:contact|texts?|messages?|texting|solicit\w+|more contact)(?= please| anymore| /|$)",
    (
        r"(?:dont|nolonger|not|never|didnt) (?:\w+ ){0,3}?(?:want|wish|care|need|like|desire|choose"
        r"|prefer|wanting|wishing|interested in|appreciate|interested)(?: \w+){0,2}? (?:getting"
        r"|receiving|receive|get|hearing|hear|see|seeing|be contacted|being contacted|being texted"
        r"|be texted|be messaged|be bothered|being bothered|be called|be notified"
        r"|be reminded)(?: (?:these|those|any|anymore|your|this|texts?|messages?|from you|from yall"
        r"|from this|from your|all these|so many|political|by|more|via|at|updates|communications?"
        r"|notifications?|anything|about|further|future|on|again|through)(?: \w+)*|(?= /|$))"
    ),
    (
        r"(?:dont|nolonger|not|never|didnt) (?:\w+ ){0,3}?(?:want|wish|care|need|like|desire"
        r"|interested in|appreciate|enjoy)(?: \w+){0,3}? (?:texts?|messages?|texting|sms|spam"
        r"|notifications|reminders|you texting|you to (?:text|contact|message))(?: \w+)*"
    ),
    (
        r"(?:dont|nolonger|not|never) (?:\w+ ){0,3}?(?:want|wish|care|like|prefer)(?: to)? (?:be"
        r"|being)(?: \w+)? (?:on|in|part of|a part of|included|involved|associated|affiliated"
        r"|subscribed|with|signed up|added)(?: (?:this|the|your|any|these|in|with|on|anymore|a|yall"
        r"|of|it)(?! (?:camera|panel|stage|zoom|meeting|committee|event))(?: \w+)*|(?= /|$))"
    ),
    (
        r"nolonger (?:\w+ ){0,2}?(?:want|wish|care|interested|like)(?: to)?(?: \w+)* (?:this|part"
        r"|involved|member|participate|texts?|messages?|list|contacted|receive|group|organization"
        r"|org|support\w*|campaign|movement)"
    ),
    r"nolonger (?:want|wish) (?:this|these|it)(?= /|$)",
    (
        r"(?:dont|nolonger) want (?:it|this|these|any|anything|anymore|nothing"
        r"|none of this)(?: \w+){0,2}(?= /|$)"
    ),
    (
        r"(?:dont|nolonger|not|never) (?:want|wish)(?: to be)? (?:any |a )?part (?:of|in) (?:this"
        r"|it|your|these|any of this)(?: \w+)*"
    ),
    r"want nothing to do with(?: \w+)+",
    (
        r"(?:dont|didnt|never|do nt|not|nolonger|withdraw|withdrawing|revoke|revoking"
        r"|rescind) (?:\w+ ){0,2}?(?:consent|permission|authorize|opt in|authorization)(?: \w+)*"
    ),
    r"(?:withdraw|revoke|rescind) (?:my |all |any )?(?:consent|permission)",
    rf"no more {_OF_YOURS}{_TEXTS}",
    r"no more from (?:you|yall)(?: \w+)?",
    (
        r"(?:done|finished|over|through|sick|tired|fed up|annoyed|enough|had it|had enough|bored"
        r"|im out)(?: \w+)? (?:getting|receiving|with|of|with getting|of getting|of receiving|by"
        r"|from)(?: \w+){0,2}? (?:these(?= /|$)|texts?|messages?|this list|you texting|your texts|texting"
        r"|spam|hearing from you|yall texting|list|notifications)"
    ),
    r"(?:im |i am )?done getting (?:these|this|them)(?: \w+){0,2}",
    r"(?:tired|sick) of (?:these|your|yall|you)(?= /|$)",
    r"(?:want|like|need|wanna) out(?: of (?:this|the|your|these))?(?: \w+)?(?= /|$)",
    # Taking a number off a list.
    (
        r"(?:remove|delete|erase|unlist|purge|scrub|strike|exclude|clear|wipe|lose|forget|trash"
        r"|discard|disregard|take o"
        r"f"
        r"f"
        r"|take out|takeoff|block|drop)"
        r" (?:me|us|her|him|my|this|our|the|that|mine|their|your|his)(?: own| current| phone"
        r"| cell| contact| personal| entire)?"
        r" ?(?:number|name|info|information|phone|cell|contacts?|data|email"
        r"|details|account|profile|records?)(?: (?:from|off|out|please|now|thanks|immediately|and|right|today"
        r"|permanently|as|completely)(?: .*)?|(?= /|$))"
    ),
    (
        r"(?:remove|delete|erase|unlist|purge|exclude|unadd|block) (?:me|us|mine|this)(?:"
        r" (?:from|off|out|please|now|thanks"
        r"|immediately|and|right|today|permanently|completely|then)(?: .*)?|(?= /|$))"
    ),
    r"(?:remove|delete|unsubscribe|block) (?:number )?(?:1 )?(?:\d{3} \d{3} \d{4}|\d{7,11})(?: .*)?",
    r"(?:my|this) (?:number|phone|cell)\b.* / (?:please )?(?:remove|delete|erase) (?:it|me)(?: .*)?",
    (
        r"(?:getting|receiving) (?:these|this|those|texts|your)(?: \w+){0,4}"
        r" (?:dont|nolonger|never) (?:want|need|like)(?: .*)?"
    ),
    (
        r"(?:remove|delete|erase|drop|take off|lose)(?: \w+)?(?: \w+)? (?:my|this|his"
        r"|her) (?:number|name|info|information|phone|cell|contact|data|email|details)(?: \w+)*"
    ),
    r"(?:remove|delete|erase) (?:number|contact)(?: \w+)*",
    (
        r"(?:take|get|pull|drop|scratch|cross|cut|kick|strike|leave|keep|knock|wipe|bump|taking|getting|put|let"
        r"|want|like|need|remove|removed|delete|be)(?:"
        r" (?:me|my|us|this|our|her|him|that|mine|myself|the|be|to"
        r"|get|number|name|info|phone|cell|contact|taken|completely|please|the fuck|tf|line|email|mom|wife"
        r"|husband))*? (?:off|out of)(?: of)?"
        r" (?:this|the|your|all|these|any|that|yall|my|here|every|damn|whatever)"
        r"(?: \w+){0,3}?"
        r" ?(?:lists?|texts?|messages?|system|database|contacts?|thread|chat|group|phone|records|files"
        r"|directory|mailing|rolls|roster|blast|communications|subscription)(?: \w+)*"
    ),
    (
        r"(?:take|remove|delete|pull|drop|removed|taken|deleted|taking)(?:"
        r" (?:me|my|us|this|our|number|name|info|phone"
        r"|contact|completely|please))+ from (?:this|the|your|all|these|any|yall|every)(?:"
        r" \w+){0,3}? ?(?:lists?|texts?"
        r"|messages?|system|database|contacts?|thread|chat|group|records|files|directory|roster"
        r"|communications)(?: \w+"
        r")"
        r"*"
    ),
    (
        r"(?:take|get|keep|leave|drop|pull|scratch|cross|cut|kick|taking|count|opt|wipe) (?:me|us"
        r"|my number|my name|this number|my phone|my cell|me please|me the fuck) (?:off|out"
        r"|off please|the hell off|off of (?:this|here|it))(?: (?:please|now|thanks|of this|it"
        r"|of here|and|asap|that|ok))*(?= /|$)"
    ),
    (
        r"off (?:of )?(?:this|your|yalls?|the"
        r" (?=text|mailing|call|contact|phone|sms|message|list)) ?(?:\w+ )?"
        r"(?:list|lists|texts?)(?: \w+)*"
    ),
    (
        r"(?:i|id|ill|like|please|asked|ask|asking|want|need|request\w*|wish|can i|could i|how do i"
        r"|how can i|to|i would like)(?: \w+){0,3} (?:be|get|getting|being|been|myself) (?:removed"
        r"|taken off|deleted|unlisted|off (?:this|the|your)(?: \w+)?"
        r" (?:lists?|texts?|thread|chat|group|contacts)|dropped|left alone|out of this|erased"
        r"|excluded)(?: \w+)*"
    ),
    r"remov(?:e|al) (?:request|from list|from your list|please|request\w*)(?: \w+)*",
    r"request(?:ing)? removal",
    r"been removed from (?:this|your|the) list",
    r"asked to be (?:taken off|removed)(?: \w+)*",
    (
        r"(?:remove|delete)(?: \w+){0,2} (?:from|off)(?: \w+){0,2} (?:list|lists|texts?|messages?"
        r"|contacts|system|records|texting|distribution|group|thread|chat)"
    ),
    r"off(?: \w+)? list(?: please| now| thanks)*(?= /|$)",
    (
        r"how (?:do|can|to|would|could|should)(?: i| we| you)?(?: \w+){0,2} (?:stop|end|cancel|quit"
        r"|get off|get out of|get rid of|turn off|block|opt out of|disable|avoid"
        r"|unsubscribe)(?: \w+){0,2} (?:these|this|texts?|messages?|the texts|your|list|getting"
        r"|receiving|it|notifications|you|yall|them)(?: \w+)*"
    ),
    r"how (?:do|can|to)(?: i)? (?:unsubscribe|opt out|get off|get out|get removed)(?: \w+)*",
    (
        r"(?:end|discontinue|terminate) (?:this|the|our|all) (?:conversation|contact|subscription"
        r"|service|communication\w*|relationship|texts)"
    ),
    r"dont (?:add|include|put|keep) me (?:in|on|to)(?: \w+)*",
    r"(?:pass|over and out)(?= on texts)",
    r"leave (?:this|the|your) (?:list|group|chat|thread)",
    (
        r"(?:take|remove|leave|scratch|cross|strike) (?:me|us|my name|my number"
        r"|this number|this phone|my phone|my info) off (?!mute|hold|work|the bus|at)(?:\w+)(?: .*)?"
    ),
    r"(?:scratch|cross|strike) (?:me|my name|my number) (?:off|out)",
    (
        r"(?:nobody|no one|noone|none of us|we dont)(?: \w+){0,4} (?:wants?|needs?|asked for)"
        r" (?:these|your|any|the) (?:\w+ )?(?:texts?|messages?)"
    ),
    r"(?:dont|never) (?:ever )?bother (?:texting|messaging|contacting|calling|sending)(?: \w+)*",
    r"(?:stop|quit) using (?:my|this) (?:number|phone)",
    (
        r"(?:take|get|keep|leave|remove) (?:me|us|my number|my name) off (?:of"
        r" )?(?:this|these|that|your|here|yalls)(?: \w+)*"
    ),
    (
        r"(?:im|ill|i am) (?:good|ok|okay|fine|pass|passing|all set|set) (?:on|with"
        r"|without) (?:\w+ )?(?:texts?|messages?|texting|updates|notifications|reminders"
        r"|list)(?: .*)?"
    ),
    r"(?:pass|no thanks|no) (?:on|to) (?:the|these|your|any|more) (?:texts?|messages?|updates)(?: .*)?",
    r"(?:free|release) me from (?:this|these)(?: \w+)*",
    r"(?:let|leave) me out of (?:this|it|these)(?: \w+)*",
    r"lose my (?:number|contact|info)",
    r"(?:not|dont) .{0,30}(?:text|message|contact) (?:me|this number) (?:again|anymore)",
    r"dont need (?:these|your|any more|all these)(?: \w+)*",
    (
        r"(?:please|just) (?:discontinue|desist|unsubscribe|remove|delete|cease)(?: (?:please"
        r"|thanks|now))*(?= /|$)"
    ),
    r"(?:i )?(?:want|need) (?:these|this|the) (?:texts?|messages?) to (?:stop|end)",
    (
        r"(?:would|id) (?:like|prefer|rather) (?:to )?not(?: to)? (?:be|get|receive"
        r"|hear)(?: (?:texted|contacted|messages?|texts?|from you|these|any|bothered|on this"
        r"|on your|your|on the|included)(?: \w+)*)"
    ),
    (
        r"(?:prefer|rather) (?:you|yall) (?:dont|didnt|not|wouldnt)(?: \w+)* (?:text|contact"
        r"|message)(?: \w+)*"
    ),
)
