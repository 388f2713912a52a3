"""The concepts that a wish about texts is made of, and the English words that stand for each.

A tag in capitals is a concept; every inflection of a verb is found by `inflected`. What is composed of the
tags stands in `requests`.
"""

from crm.sms.replies.phrases import words

# Verbs are written in their base form.
VERBS: dict[str, frozenset[str]] = {
    "STOP": words("stop quit cease halt end discontinue desist terminate cancel suspend refrain avoid"),
    "SEND": words(
        "send contact bother write harass reach bug bombard ping notify pester hound disturb blast flood"
        " solicit annoy spam hit blow message include hassle inundate"
    ),
    "INVITE": words("invite remind"),
    "TEXT": words("text message msg"),
    "REMOVE": words(
        "remove delete erase scratch unlist scrub wipe purge strike exclude unadd unenroll disenroll expunge deactivate"
        " unlink disconnect disable"
    ),
    "LOSE": words("lose forget drop ditch trash toss discard skip spare kill cut nix"),
    "TAKE": words("take pull keep leave cross kick bump move count put come let knock get yank boot"),
    "LEAVE": words("withdraw exit resign bow depart"),
    "UNSUB": words("unsubscribe unregister optout"),
    "WANT": words("want wish need like desire prefer appreciate enjoy love ask request"),
    "GET": words("get receive accept"),
    "REPORT": words("report sue block denounce prosecute"),
    "SAY": words("say tell reply respond type put ask answer"),
}
# Forms that follow no rule; those without a tag are words of their own.
IRREGULAR: dict[str, frozenset[str]] = {
    "SENDED": words("blew contacted messaged sent texted written wrote"),
    "SEND": words("hit"),
    "TAKEED": words("came left taken took"),
    "GETED": words("got gotten heard"),
    "GET": words("get gettin getting hear"),
    "WANT": words("care cares interested"),
    "SAYED": words("asked said told"),
    "TAKE": words("put"),
    "UNSUB": words("unsub"),
    "LOSEED": words("lost"),
    "TEXT": words("message messaging"),
    "SAY": words("ask asking telling"),
    "STOP": words("quitting stopping"),
    "REPORT": words("blocked reported suing"),
    "MSG": words("text's"),
    "": words("quite sake"),
    "UNSUBED": words("unsubscribed"),
}
# Everything that has no inflection worth following.
NOUNS: dict[str, frozenset[str]] = {
    "MSG": words(
        "textings texts messages sms alerts updates notifications reminders blasts communications communication"
        " correspondence solicitations solicitation newsletters subscription notices messeges massages"
        " outreach spams promos announcements pings contactos"
    ),
    "LIST": words(
        "list lists database system group thread chat roster contacts rolls records distribution directory"
        " files program loop"
    ),
    "PHONE": words("number numbers phone phones cell cellphone mobile telephone line device name info digits"),
    "NEG": words(
        "nobody noone no not dont never nolonger without nor neither stopno nunca jamas ni sin tampoco none nt"
    ),
    "UNABLE": words("cant couldnt wont didnt isnt wasnt arent havent hasnt wouldnt"),
    "ME": words("me us ours myself nos im"),
    "MINE": words("mine mio mia"),
    "MY": words("my our mi mis nuestro nuestra"),
    "AND": words("and y e but pero"),
    "I": words("i ive ill id yo"),
    "YOU": words("you youve your yours yall yalls youre yous u ur ustedes usted tu tus su sus"),
    "THIS": words(
        "this these those that it everything all whatever stuff crap shit garbage junk nonsense bs here"
        " things anything trash bullshit"
    ),
    "MORE": words("more anymore again further future additional another mas"),
    "STILL": words("still keep keeps continue continues continuing sigo siguen sigue todavia"),
    "REMOVE": words("deletion removal erasure eliminacion exclusion remocion"),
    "IF": words("if when unless whenever"),
    "OFF": words("off out from"),
    "ONLY": words("only just solo solamente nomas"),
    "FEDUP": words(
        "done over finished tired sick fed enough through annoyed bored suficiente suficientes harto harta"
        " hartos cansado cansada basta"
    ),
    "MAIL": words("email emails mail correo correos"),
    "CALL": words("call calls calling llamada llamadas"),
    "CONSENT": words(
        "consent permission authorize authorized authorization authorizing consented permiso autorizo"
        " autorice autorizado autorizacion consentimiento autorizar"
    ),
    "TIMES": words("times twice thrice already before multiple second third several veces"),
    "CAN": words("can could may"),
    "USE": words("use using usen usar use utilicen"),
    "DOES": words("doesnt"),
    "THEM": words("them"),
    "HER": words("her him his hers le les"),
    "WE": words("we lets nosotros"),
}
POLITICAL_WORDS = words(
    "police cops cop policing cuts sweeps jail jails prison prisons funding violence brutality racism evictions"
    " eviction deportations deportation raids raid war contract contracts ice guns murder murders killing killings"
    " council mayor sheriff city budget hate crime injustice oppression landlord landlords racists immunity"
    " profiling surveillance detention displacement gentrification cameras genocide policia carcel carceles"
    " redadas redada desalojos desalojo deportaciones violencia abuso abusos racismo guerra contrato recortes"
    " alcalde concejo ciudad migra injusticia injusticias odio familias families people kids children gente"
    " rent renta money dinero shotspotter flock bail fees fines tickets bombing bombs weapons developers"
    " politicians officers deputies government gobierno trump state bill law ley ordinance vote votes"
    " criminalizing criminalization poor immigrants inmigrantes community communities comunidad neighborhood"
    " barrio schools escuelas students tenants renters workers curfew checkpoints"
)
# Who else may be told to stop, and does not write to us.
OTHERS = words("they he she theyre hes shes everyone everybody ellos ellas ella someone somebody")
# Things of an action that may be sent, wrong or cancelled.
THINGS = words(
    "link address zoom date time flyer form direccion enlace liga invite location day hour spelling page"
    " room building door bus ride meeting event speaker speakers oradores voluntarios espera speaking agenda"
    " turno turnos panel carpool waitlist shift"
    " volunteer rsvp seat spot snack childcare schedule fecha hora lugar junta audiencia reunion evento cita"
    " train hearing hearings church store security job work class highway exit password passcode website url"
    " clase clases rally march webinar training testimony photo foto picture pictures casa"
    " trabajo hablar grocery boarding button option hook flag ballot sign vehicle car pics pic images image"
    " videos video fotos imagenes links audios pdfs attachments photos flyers food comida papers papeles"
)


def inflected(base: str) -> dict[str, bool]:
    """Give the forms of an English verb, and of each whether it speaks of the past."""
    stem = base[:-1] if base.endswith("e") else base
    doubled = stem + stem[-1] if base in {"stop", "quit", "bug", "hit", "drop", "cut", "put", "get", "skip", "ping",
                                          "spam", "scrub", "let", "nix"} else stem  # fmt: skip
    forms = {base: False}
    if base in {"want", "wish", "need", "like", "desire", "prefer", "appreciate"}:
        forms |= {base + "s": False}
    for each in (stem, doubled):
        forms |= {each + "ing": False, each + "in": False}
    past = base[:-1] + "ied" if base.endswith("y") and base[-2] not in "aeo" else doubled + "ed"
    return forms | {past: True}
