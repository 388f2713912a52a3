"""The same concepts in Spanish: stems of verbs with what may be hung on them, folded as they sound."""

import re

from crm.sms.replies.phrases import words

STEMS: dict[str, frozenset[str]] = {
    "STOP": words(
        "cancel anul evit dej par ces acab apag finaliz concluy suspend deten deteng detien termin cort paren pararl"
    ),
    "SEND": words(
        "mand envi escrib escriv textea texte mensaje mensaj molest contact fastid jod ching insist acos hostig"
        " notific avis invit bombarde spame encabron busc atosig friegu freg friegue abrum"
    ),
    "TEXT": words("text"),
    "CALLS": words("llam habl marc"),
    "GET": words("recib llegu lleg"),
    "REMOVE": words("quit sac borr elimin remov remuev tach desafil descart retir desact desapunt excluy"),
    "UNSUB": words("desuscrib desinscrib desubscrib dessuscrib"),
    "LOSE": words("olvid"),
    "LEAVE": words("sal salg salirm"),
    "GIVE": words("d de"),
    "WRONG": words("equivoc confund"),
    "REPORT": words("demand denunci report bloque"),
}
# Forms that stems would get wrong, or that stand alone; those without a tag are words of their own.
_TABLE: dict[str, frozenset[str]] = {
    "WANT": words(
        "interesado interesada interesados "
        "agradeceria deseamos deseo exijo gustaria interesa interesan kero kiero necesito ocupo preferiria"
        " qiero queremos quero quiere quiero quisiera ruego solicitamos solicito"
    ),
    "FEDUP": words("cansaron canse"),
    "": words(
        "acaba acabo acoso aviso baja cesar corte da de dejame dejo demand demanda demands denver des ended"
        " hablo info informacion invitado llegada mandado marca para parada pares paro paz poner quieren"
        " reporte sal sale salen salida si tanto termina terminal texas"
    ),
    "SAYED": words("dije pedi puse"),
    "SAY": words("pido"),
    "SEND": words("envie mande"),
    "GIVE": words("dar den doy"),
    "GIVE ME": words("dame darme deme denme"),
    "LEAVE": words("salgo salir"),
    "LEAVE ME": words("salirme salirnos"),
    "REMOVE": words("saco"),
    "STOP": words("alto cancelacion deja estop fin parale parar pare parele paren parenle"),
    "MSG": words(
        "alertas avisos comunicaciones comunicados envio envios mensajeria mensajes mensajitos msjes"
        " notificaciones propaganda publicidad recordatorios sms suscripcion text's textazos textitos textos"
        " texts"
    ),
    "REMOVEED": words("quitada"),
    "REMOVE ME": words("bajame bajeme bajenme"),
    "TEXT": words("mensaje mensajito text texto"),
    "LIST": words("contactos contacts grupo lista listas registro sistema"),
    "PHONE": words("cel celular contacto datos fon linea movil nombre numerito numero telefonito telefono"),
    "por": words("x"),
    "THIS": words("ahi aqui esa esas ese eso esos esta estas este esto estos todo"),
    "MORE": words("na nada"),
    "SENDS": words("manda mandan"),
    "ARRIVE": words("llega llegan"),
    "part": words("parte"),
    "STOP ME": words("dejeme dejenme dejenos parame"),
    "REPORT": words("report"),
}
FORMS = {form: tag or form for tag, forms in _TABLE.items() for form in forms}
_PRESENT = words(
    "ar er ir ando iendo yendo andom e es en a as an emos amos imos ad ed id ara aran iera ieran aras ase asen in is"
)
_PAST = words("aron ieron aste iste aba aban abas ia ian ado ada ados adas ido ida idos idas o io i are ire")


def folded(word: str) -> str:
    """Write a Spanish word as it sounds: b for v, s for z and soft c, no h, y for ll, k for qu and hard c."""
    sounded = word.replace("ch", "1").replace("h", "").replace("ll", "y").replace("v", "b").replace("z", "s")
    sounded = re.sub("gu(?=[ei])", "2", sounded)
    sounded = re.sub("g(?=[ei])", "j", sounded).replace("2", "g")
    sounded = re.sub("c(?=[eiy])", "s", sounded).replace("qu", "k").replace("c", "k").replace("q", "k")
    return sounded.replace("x", "s").replace("ss", "s").replace("rr", "r").replace("1", "ch")


def _all_forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for tag, stems in STEMS.items():
        for stem in stems - {"d", "de"}:
            base = folded(stem)
            forms |= {base + ending: tag + "ED" for ending in _PAST if ending.isalpha()}
            forms |= {base + ending: tag for ending in _PRESENT if ending.isalpha()}
            if tag == "SEND":
                # "No me escriben" tells of what is; "no me escriban" asks.
                forms |= dict.fromkeys(
                    [base + end for end in (("e", "en") if "eskrib" in base else ("a", "an"))], "SENDS"
                )
    for form, tag in FORMS.items():
        if tag != form:
            forms[folded(form)] = tag
    return forms


SOUNDS = _all_forms()


def spanish_concept(word: str) -> str | None:
    """Find the concept, and the person hung on the verb, of a Spanish word; None for any other word."""
    known = FORMS.get(word)
    if known is not None:
        return known
    sound = folded(word)
    if sound in SOUNDS:
        return SOUNDS[sound]
    for hung in ("noslas", "noslos", "melos", "melas", "melo", "mela", "senos", "nosle", "me", "nos", "les", "le",
                 "los", "las", "lo", "la", "se", "te"):  # fmt: skip
        rest = sound.removesuffix(hung)
        if rest != sound and SOUNDS.get(rest, "").isupper():
            person = " ME" if hung.startswith(("me", "nos")) else " THIS" if hung in {"lo", "la"} else ""
            return SOUNDS[rest].replace("SENDS", "SEND") + person
    return None
