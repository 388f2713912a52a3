"""Phrases that hold a word of leaving and are no wish to leave: slogans, places to stop, the fight that
must not stop.

They are blotted out of a line before the tables of requests are asked, so that a request beside a slogan is
still heard.
"""

from crm.sms.replies.lookalikes_spanish import BLOT_SPANISH
from crm.sms.replies.phrases import END, phrases

# Who is told to stop, if not us.
_OTHERS = (
    "(?:they|we|he|she|cops?|police|policia|ice|city|council|mayor|sheriff|sheriffs|landlords?"
    "|politicians|everyone|people|officers?|state"
    "|county|government|board|school|violence|killings?|killing|brutality|abuse|war|genocide"
    "|racism|sweeps|raids|evictions)"
)
_WRITING = "(?:text|messag|contact|email|notif|writ|call|send|bother|bug|spam|harass|blow|annoy|pester)"

BLOT = phrases(
    # The fight goes on; the texts may, too.
    (
        r"(?:never|dont|wont|cant|cannot|doesnt|didnt|wouldnt|not|not going to|without"
        r"|aint) (?:ever |you |yall |dare |dare to |gonna |going to |let them |let it |want (?:you |yall |it "
        r"|them )?to )*stop(?:ping)?(?: \w+){0,4}"
    ),
    r"(?:cant|wont|dont) stop / (?:wont|cant|dont) stop",
    # Places, calls on the way, things with the word in their name.
    (
        r"(?:bus|train|rail|metro|tram|light rail|next|last|first|which|what|closest|nearest|pit"
        r"|truck|rest|traffic|terry|one|non|full|every|my|your|our|the|a|quick|short|each|that|any"
        r"|mid) stops?(?! (?:text|messag|send|contact|call)\w*)"
    ),
    (
        r"stops? (?:by|in|over|at|and frisk|sign|signs|light|lights|on|near|off|there|here at|there"
        r"|through|asian|aapi)(?: \w+)?"
    ),
    r"(?:is (?:it|that)|its) the \w+ stop",
    r"(?:before|until|till|by|near|at|toward|towards) the end",
    r"stop and (?:think|go|frisk|smell|say|see|search|talk)",
    r"door stop",
    r"stopped (?:by|in|at|me|him|her|them|us)",
    # Somebody else is to stop; "has to stop" of a wrong; "let's stop".
    (
        rf"{_OTHERS}(?: \w+){{0,4}} (?:stop|quit|end|stops|ends|cancel|leave|remove)(?! texting me"
        rf"| messaging me| texting| messaging)(?: \w+){{0,6}}"
    ),
    (
        r"(?:lets|help|helping|how (?:do|can|will|would|could|should) we|to help|we|together|us"
        r"|united|trying to|working to|fight(?:ing)? to|want to|need to|going to|time to"
        r"|tell them to|tell \w+ to|make them|let me|help us) (?:all |finally |also |really |just "
        r"|must |need to |have to |can |will |should |gotta )*(?:stop|end|cancel"
        r"|quit)(?! (?:all )?(?:texting|messaging|getting|receiving|these texts|the texts|these"
        r"|your|subscription|my subscription|alerts|messages|it$))(?: \w+){1,5}"
    ),
    (
        r"(?:when|where|what time|how late|does|did|will (?:it|this|the|they|we|there)|has to|must"
        r"|got to|needs to|until)(?: \w+){0,4} (?:end|ends|ended|stop|stops|cancel|cancelled"
        r"|canceled)(?! (?:texting|messaging|sending|contacting|calling|me|these))(?: \w+){0,4}"
    ),
    # Stop/end/cancel/no more + a matter of the campaign. What is about texts is kept: see english.py.
    (
        r"(?:stop|quit|end|cancel|revoke|remove|no more|delete|block|enough|abolish|defund|halt"
        r"|terminate)(?: the| all| this| that| these| those| our| their| its| any| a| an| more| of"
        r"| with)*(?: \w+)? (?:cuts|cops?|cop city|police|policing|jails?|prisons?|funding|violence"
        r"|brutality|racism|racist|contracts?|shotspotter|flock|cameras|surveillance|rent|bail|debt"
        r"|evictions?|sweeps|raids|deportations?|detention|ice|war|wars|drugs|hate|guns?|killing"
        r"|killings|murders?|genocide|pipeline|vote|hearing|budget|corruption|lies|lying|injustice"
        r"|genocide|apartheid|immunity|slavery|poverty|homelessness|gentrification|displacement"
        r"|profiling|incarceration|criminaliz\w+|policy|policies|ordinance|curfew|database|sros?"
        r"|officers?|statues?|monuments?|names? of|fascism|trump|oppression|deaths?|money|tax\w*"
        r"|spending|abuse|harassment of|crime|bombs?|weapons|sheriff|mayor|fees|fines|tickets?"
        r"|layoffs|closures?|privatiz\w+|student loans?|deal|deals|program|system|bill|law|laws"
        r"|project|expansion|jailing|caging|bullying|discrimination|segregation|redlining"
        r"|school to prison|lynching|fighting|suffering|taxes|white supremacy|supremacy"
        r"|meeting)(?: \w+)*"
    ),
    (
        r"(?:stop|quit|end) (?:wasting|spending|cutting|giving|paying|using|taking|buying|building"
        r"|locking|putting|killing|shooting|hurting|beating|policing|criminalizing|caging|deporting"
        r"|separating|fighting|ignoring|lying|pretending|selling|stealing|treating|targeting"
        r"|profiling|arresting|working|organizing|worrying|supporting|believing|smoking|drinking"
        r"|eating|going|coming|living|voting|punishing|destroying|terrorizing|racist|racial|police"
        r"|cop|evicting|displacing|making|being|doing|hiring|throwing|thinking|doubting|stressing"
        r"|apologizing)(?! (?:my|this) (?:time|number|phone))(?: \w+)*"
    ),
    r"stop asian hate",
    (
        r"stop the (?!texts?|messag\w+|spam\w*|madness|calls?|emails?|alerts?|notif\w+|reminders?"
        r"|updates?|sms|blasts?|bs|nonsense|harassment|subscription)\w+(?: \w+)*"
    ),
    # A job, a habit, a tour of duty: not this conversation.
    (
        r"(?:i|we|he|she|they|ive|had to|have to|i just|i finally|recently"
        r"|i had to) quit(?! texting| messaging| this| these| sending)(?: \w+){1,4}"
    ),
    r"quit (?:my|his|her|their|the) (?:job|work|shift)",
    (
        r"(?:the|at the|this|that|weekend|week|month|year|day|other|front|rear|dead|high|low|south"
        r"|north|east|west|book|in the|by the|to the|till the|until the|no) (?:week)?end(?: of \w+)?"
    ),
    r"ends? (?:at|by|before|after|up|around|of|in|on|early|late)(?: \w+)?",
    r"(?:is|was|got|been|be|it|its|isnt|wasnt|are|has been|get) (?:it |the \w+ |this |that )?cancell?ed",
    # Opting out of something else, or not opting out at all.
    (
        r"(?:dont|didnt|never|not|wont|accidentally|mistakenly|did i|please dont|i dont want to"
        r"|not trying to|what does)(?: \w+){0,2} (?:unsubscribe|opt(?:ing|ed)?(?: me)? out"
        r"|remove me|take me off|delete me|cancel|drop me)(?: \w+){0,3}"
    ),
    r"unsubscribe (?:the|them|him|her|trump|city|denver)(?: \w+)*",
    (
        r"(?:unsubscribed?|opt(?:ed)? out)(?: \w+){0,2} (?:by (?:mistake|accident)|on accident"
        r"|accidentally)"
    ),
    (
        r"opt(?:ing)? out of (?!this|these|your|all|text|message|everything|future|receiving"
        r"|getting|the (?:text|list|message)|any|sms|being|yall|further|more|communication"
        r"|notifications|here)\w+(?: \w+)*"
    ),
    (
        r"(?:take|remove|get|cross|scratch|pull) (?:me|my name|us|my number) (?:off|from"
        r"|out of)(?: \w+){0,3} (?:speakers?|speaking|carpool|rides?|rsvp|waitlist|waiting list"
        r"|panel|agenda|committee|volunteer|volunteers|sign ?in|sign ?up|signup|attend\w*|guest"
        r"|driver|drivers|childcare|food|snack|schedule|shift|registration|meeting|event"
        r"|queue)(?: \w+)?"
    ),
    (
        r"(?:they|police|cops?|ice|he|she|officers?|deputies|sheriffs?|city|court|jury|we"
        r"|voters)(?: \w+){0,4} wrong (?:guy|man|person|people|one|woman|kid|girl|house"
        r"|side)(?: \w+)*"
    ),
    (
        r"(?:told|tell|telling|ask|asking|asked|reminded|texted|called|emailed) (?:them|her|him"
        r"|people|everyone|everybody|my \w+|our \w+|the \w+|all \w+)(?: \w+){0,3} (?:to|that"
        r"|and)(?: (?!me\b)\w+)*(?! me\b)"
    ),
    r"stop / drop(?: .*)?",
    (
        r"unsubscribe from (?!this|these|your|the"
        r" (?:text|list|message|campaign|org|group|thread)|all|any|text|message|list"
        r"|future|further|sms|it|you|yall|everything|receiving|getting|here|my|campaign|org|alerts"
        r"|notifications|updates"
        r"|mailing)\w+(?: \w+)*"
    ),
    (
        r"dont (?:text|call|email|message|use)(?: me)? (?:at |on )?(?:my|the|that)"
        r" (?:old|other|work|home|house)(?: \w+)*"
    ),
    # Not texting by others or by themselves.
    (
        r"(?:i|you|they|we|he|she|who|people|u|kids|yall|why|my \w+) (?:just |really |usually "
        r"|always |also |still )?(?:dont|never|didnt|rarely|hardly|cant|wont|doesnt|shouldnt|havent"
        r"|hasnt) (?:usually |really |even |ever )?(?:text|message|contact|call|email|send|bother"
        r"|write|reach out|sent|texted|called|emailed)(?: \w+)*"
    ),
    r"(?:dont|never) (?:text|txt) (?:and|while) (?:drive|driving)",
    r"(?:stop|no) texting (?:and|while) driv\w+",
    r"why (?:dont|cant|not)(?: \w+)*",
    r"dont (?:call|email)(?: me)?(?: /)?(?: just| instead| please| but| only| better to)* text(?: \w+)*",
    r"(?:please |pls )?(?:dont|never) (?:forget|hesitate|be afraid|wait|worry)(?: \w+)*",
    r"please dont hesitate(?: \w+)*",
    (
        r"dont send (?:me )?(?:the |another |a |that )?(?:link|zoom|address|invite|flyer|form|money"
        r"|cops|police|troops|ride|car|uber)(?: \w+)*"
    ),
    r"(?:leave|leaving|left) (?:them|him|her|our|the|kids|people|immigrants|us)(?: \w+){0,3} alone",
    r"(?:wont|dont|never|didnt|doesnt|not|cops|police|they|to) leave me alone",
    # Blocking and reporting in the life of a neighbourhood.
    (
        r"(?:my|the|our|a|this|that|on|per|every|city|same|around the|next|each|down the|his"
        r"|her) blocks?(?: \w+)?"
    ),
    (
        r"block (?:party|captain|club|walk|walking|the (?:road|street|bill|vote|contract|plan"
        r"|merger|sale|budget|ordinance|deal|nominee))"
    ),
    r"blocked (?:off|out|the|from)(?: \w+){0,3}",
    r"blocking (?:off|the|off the|traffic|out)(?: \w+){0,3}",
    # Wrongs that are no wrong number.
    (
        r"(?:arrest|shot|shoot|kill|vot|elect|jail|charg|detain|convict|accus|target|raid|hit|dial"
        r"|call|typ|enter|wrote|writ|put|gave|giv|have|had|got|use|used|went|go|click|join|text"
        r"|texted)\w*(?: \w+){0,3} wrong (?:address|link|house|time|day|date|room|door|zoom|place"
        r"|meeting|home|apartment|car)"
    ),
    (
        r"(?:arrest|shot|shoot|kill|vot|elect|jail|charg|detain|convict|accus|target"
        r"|blam)\w*(?: \w+){0,3} wrong (?:person|people|man|guy|one|woman)"
    ),
    (
        r"(?:i|i must have|i think i|we|i may have|did i) (?:just )?(?:gave|give|dialed|called"
        r"|typed|entered|wrote|put|put down|texted|have|had)(?: \w+){0,3} (?:the |my "
        r"|a )?wrong number(?: \w+)*"
    ),
    r"wrong number (?:on|in) (?:the|your|that|my)(?: \w+){1,3}",
    r"wrong (?:on|in|about|to|with)(?: \w+)?",
    # "Never mind the fight": our own words of staying.
    rf"(?:keep|love|enjoy|appreciate)(?: \w+){{0,2}} (?:the )?{_WRITING}\w*",
    rf"please keep(?: \w+){{0,4}}{END}",
)

# A text with these words and none about the person themself speaks of the world.
POLITICAL = phrases(
    "commissioners?",
    "comisionad[oa]s?",
    "senators?",
    "governor",
    "not in (?:my|our) names?",
    "cops?",
    "police",
    "policia",
    "jails?",
    "carcel(?:es)?",
    "prisons?",
    "prisiones",
    "ice",
    "la migra",
    "migra",
    "council",
    "concejo",
    "mayor",
    "alcalde",
    "sheriff",
    "budget",
    "presupuesto",
    "abuso",
    "racis\\w+",
    "contract",
    "contrato",
    "violence",
    "violencia",
    "brutality",
    "justice",
    "justicia",
    "deport\\w+",
    "evict\\w+",
    "desaloj\\w+",
    "killing",
    "guns?",
    "war",
    "guerra",
    "custody",
    "bajo custodia",
    "murder\\w*",
    "funding",
    "cuts",
    "recortes",
    "redadas",
    "genocid\\w+",
    "muertes",
    "defund",
    "abolish",
    "vote",
    "votes",
    "voten",
    "sweeps",
    "schools?",
    "escuelas?",
)


def without_lookalikes(line: str) -> str:
    """Blot phrases that are no request out of a line, leaving a tilde where each stood."""
    return BLOT_SPANISH.sub("~", BLOT.sub("~", line))
