"""Answers that are heard before a plain yes or no: conditions, what stands in the way, and sure promises."""

from crm.sms.replies.phrases import phrases

_CONFLICT = (
    r"(?:work|school|class(?:es)?|practice|dialysis|chemo|appointments?|appt|shift|doctors?|dentist|court"
    r"|church|games?"
    r"|rehearsal|wedding|funeral|graduation|surgery|interview|training|meeting|family|kids?|baby|plans|company|exam"
    r"|finals|therapy|bible study|choir|recital|birthday|tournament|conference|overtime)"
)
_CONFLICT_SPANISH = (
    r"(?:trabajo|trabajar|clases?|cita|dialisis|turno|junta|boda|bautizo|funeral|misa|examen|escuela|consulta|doctor"
    r"|fiesta|quinceanera|graduacion|cumpleanos|viaje|compromiso|visita|ensayo|terapia|operacion)"
)
# Conditions that come first: "if my shift ends", "si encuentro quien me lleve".
MAYBE_FIRST = phrases(
    r"^(?:mayb\w*|mabye|may be|perhap\w*|posib\w+|talve\w*|quis\w+|quiz\w+)(?: .*)?",
    r"(?:waiting|esperando)(?: to hear| to see)? (?:for|on|if|back|a que|que|to|mi)(?: .*)?",
    r"(?:ahi|haber|ya|vamos a|a|luego) (?:veo|vemos|ver|vere)(?: que| si| como| pues)?(?: .*)?",
    r"(?:te|le|les|yo (?:te|le|les)) (?:confirmo|aviso|digo|dejo saber)(?: .*)?",
    r"pued[ea] (?:que|ser)(?: .*)?",
    r"(?:will|ill|i will|can i) (?:confirm|let (?:you|yall) know|know more)(?: .*)?",
    r"^(?:yes |yeah |well |ok )?(?:only )?if (?:my|i|im|its?|the|work|we|they|someone|theres|nothing|god"
    r"|all)(?! text| cant| stop)(?: .*)?",
    r"^si (?:dios|encuentro|consigo|alcanzo|salgo|me d|no (?:trabajo|llueve|hay)|mi|tengo quien|hay)(?:\w*)(?: .*)?",
    r"50 / 50|50 50|fifty fifty",
    r"(?:ask|text|check with|remind) me (?:again |back )?(?:on |closer|later|tomorrow|next|monday|tuesday"
    r"|wednesday|thursday"
    r"|friday|saturday|sunday|that)(?: .*)?",
    r"(?:luego|despues|mas tarde|al rato) (?:te|le|les) (?:digo|aviso|confirmo)(?: .*)?",
    r"(?:up in the air|on the fence|if god (?:wills|says)|primero dios a ver)(?: .*)?",
    r"(?:lo|la) (?:voy a )?pens\w+(?: .*)?",
    r"si se puede(?= voy| ahi)(?: .*)?",
)
NO_FIRST = phrases(
    r"(?:thanks|gracias|sorry|but|pero|pues|perdon|hoy|ahora|ahorita|esta vez|ese dia|dia) no(?= /|$| gracias"
    r"| thanks)",
    r"(?:por ahora|ahora|hoy|ahorita|esta vez|ese dia|este mes|esta semana) no(?= /|$)",
    r"^(?:sorry |im |ill be |still |i am )*(?:working|traveling|out of town|babysitting|sick|recovering"
    r"|studying|stuck)(?! on it)(?: .*)?",
    r"(?:prior|previous|another|other|already have) (?:engagement|commitments?|obligations?|plans?"
    r"|arrangements?)(?: .*)?",
    r"(?:tengo|tenemos|tuve|tendre) que (?!hablar|decir|contar|preguntar|estar ahi|ir a la (?:audiencia|junta)"
    r"|venir)\w+(?: .*)?",
    r"(?:no se (?:me )?(?:puede|va a poder|pudo)|no hay (?:como|modo|chance|manera)|ni modo)(?: .*)?",
    r"(?:have to|gotta|need to|got to) (?:take care|watch|babysit|pick up|study|work|be at|stay)(?: .*)?",
    r"(?:sitting|sit) (?:this|that) (?:one )?out(?: .*)?",
    rf"(?:i|ive|we|but|sorry|already|my \w+) (?:have|has|got|had|gotta) (?:\w+ ){{0,2}}?{_CONFLICT}(?: .*)?",
    r"(?:no|dont have an?y?|cant find an?|without a|lost my) (?:babysitter|sitter|ride|car|childcare"
    r"|transportation|gas|way)(?: .*)?",
    r"(?:i )?(?:would|wish i could|id come|id go|id love to)(?: \w+){0,3} (?:if|but)(?: .*)?",
    r"(?:sorry )?wish i could(?: .*)?",
    r"(?:im |were |i am |still |stuck |been |is )?(?:on|in) (?:bed ?rest|bed|the hospital|quarantine|labor"
    r"|rehab|surgery|recovery)(?: .*)?",
    r"(?:well|ill|we will|i will|im|we are) (?:be )?in (?!for|on|the (?:car|house|room|building|back|front)"
    r"|there|with|and|a|spirit)\w{3,}(?: \w+)? (?:for|that|til|until|this|all|on)(?: .*)?",
    r"(?:me queda|esta|queda|es) (?:muy |demasiado |bien )?lejos(?: .*)?",
    r"(?:its |thats |too |way )+far(?: .*)?",
    rf"(?:tengo|hay|es|toca|tenemos|me toca|voy a|tuve) (?:que )?(?:el |la |una? |mi )?{_CONFLICT_SPANISH}(?: .*)?",
    r"no tengo (?:con )?(?:quien|carro|ride|transporte|como|tiempo|ninera|troca|gasolina)(?: .*)?",
    r"(?:ando|estoy|estare|estamos|andamos) (?:en|por|fuera) (?!camino|la lista|linea|zoom|el grupo|duda)\w+(?: .*)?",
    r"(?:i|im afraid|sorry) (?:\w+ )?(?:wont|cant|couldnt) (?:be (?:there|at|able)|make|come|attend)(?: .*)?",
    r"so i (?:wont|cant)(?: .*)?",
    r"cancel (?:me|us|mine|my)(?: .*)?",
    r"(?:wont|doesnt|dont|no me) (?:allow|let me|dejan?|permit\w*)(?! in)(?: .*)?",
    r"(?:one stop shop|have to miss|gotta miss|sit this one out|maybe next time|otra vez sera"
    r"|sera la proxima)(?: .*)?",
)
YES_FIRST = phrases(
    r"(?:nothing(?:s|ll| will| is)?|nobody|nadie|nada)(?: \w+){0,2} (?:me para|me detiene|stop me|stopping me"
    r"|keep me)(?: .*)?",
    r"^(?:fo ?sho|fa sho|aye aye|ay ay|affirm\w*|roger|copy that|sin falta|con mucho gusto|ni lo dudes?|obvio"
    r"|a webo|chale si"
    r"|por su puesto|hell ya|heck ya|for sho|say less|no doubt|10 ?4|done deal|its a date|already (?:rsvpd"
    r"|signed up|registered))(?: .*)?",
    r"^(?:i )?(?:got|have|bringing|llevo|traigo|voy con|llevamos) (?:\d+|two|three|four|five|dos|tres"
    r"|cuatro)(?: .*)?",
    r"no me (?:lo|la) (?:pierdo|perderia)(?: .*)?",
    r"^(?:ok |okay |hi |hey |well |sure |hello )*(?:i can|ill|i will|we will|well|im|me and my|we are|were)"
    r" (?:testify|speak|come|be there|bring|make|definitely|go|attend|pull up|volunteer|there|coming|going"
    r"|down)(?! if)(?: .*)?",
    r"(?:see|cu|catch|meet) (?:you|yall|ya|u|everyone) (?:there|then|tonight|tomorrow|at|on|soon|monday|tuesday"
    r"|wednesday|thursday|friday|saturday|sunday)(?: .*)?",
    r"(?:ill|i can|well|we can|i will) (?:make|do) (?:it|this|that|one)(?: .*)?",
    r"^(?:confirming|confirmed|confirmo|confirmamos|reserving|orale|arre|sobres|ya rugiste|you know it"
    r"|you already know"
    r"|wouldnt miss|hecho|a huevo|sale y vale|va que va|ahi estamos)(?: .*)?",
    r"(?:put|sign|mark|count) (?:me|us) (?:down|in|up)(?! (?:as|for no))(?: .*)?",
    r"(?:ahi|alla) (?:estamos|estare|estaremos|nos vemos|los veo|andamos|llego|caemos)(?: .*)?",
    r"(?:get|getting|hop|hopping) off at(?: .*)?",
)
