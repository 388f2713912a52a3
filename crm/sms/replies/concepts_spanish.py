"""The same concepts in Spanish: stems of verbs with what may be hung on them, folded as they sound."""

import re

from crm.sms.replies.phrases import words

STEMS: dict[str, frozenset[str]] = {
    "STOP": words("cancel anul evit dej par ces acab apag finaliz concluy suspend deten deteng detien termin cort paren pararl"),
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
# Forms that stems would get wrong, or that stand alone.
FORMS: dict[str, str] = {
    "quiero": "WANT", "kiero": "WANT", "kero": "WANT", "canse": "FEDUP", "cansaron": "FEDUP", "poner": "poner", "qiero": "WANT", "quero": "WANT", "quisiera": "WANT", "deseo": "WANT", "deseamos": "WANT", "gustaria": "WANT",
    "queremos": "WANT", "interesa": "WANT", "interesan": "WANT", "necesito": "WANT", "ocupo": "WANT",
    "quiere": "WANT", "pedi": "SAYED", "dije": "SAYED", "pido": "SAY", "puse": "SAYED", "mande": "SEND",
    "envie": "SEND", "doy": "GIVE", "dar": "GIVE", "darme": "GIVE ME", "denme": "GIVE ME", "deme": "GIVE ME",
    "dame": "GIVE ME", "salgo": "LEAVE", "salir": "LEAVE", "salirme": "LEAVE ME", "salirnos": "LEAVE ME",
    "saco": "REMOVE", "estop": "STOP", "solicito": "WANT", "solicitamos": "WANT", "exijo": "WANT", "ruego": "WANT", "agradeceria": "WANT",
    "envios": "MSG", "comunicados": "MSG", "cancelacion": "STOP", "quitada": "REMOVEED", "envio": "MSG", "fin": "STOP", "preferiria": "WANT", "bajenme": "REMOVE ME", "bajeme": "REMOVE ME",
    "bajame": "REMOVE ME", "quiere": "WANT", "quieren": "quieren", "alto": "STOP", "para": "para", "paro": "paro", "parada": "parada",
    "mensaje": "TEXT", "mensajes": "MSG", "texto": "TEXT", "textos": "MSG", "text": "TEXT", "mensajitos": "MSG",
    "textitos": "MSG", "avisos": "MSG", "notificaciones": "MSG", "recordatorios": "MSG", "propaganda": "MSG",
    "alertas": "MSG", "msjes": "MSG", "mensajeria": "MSG", "publicidad": "MSG", "sms": "MSG", "suscripcion": "MSG",
    "comunicaciones": "MSG", "mensajito": "TEXT", "textazos": "MSG", "informacion": "informacion", "info": "info",
    "lista": "LIST", "listas": "LIST", "grupo": "LIST", "registro": "LIST", "sistema": "LIST", "contactos": "LIST", "contacto": "PHONE", "x": "por",
    "numero": "PHONE", "numerito": "PHONE", "telefono": "PHONE", "celular": "PHONE", "fon": "PHONE",
    "movil": "PHONE", "nombre": "PHONE", "cel": "PHONE", "linea": "PHONE", "telefonito": "PHONE", "datos": "PHONE",
    "esto": "THIS", "estos": "THIS", "estas": "THIS", "esta": "THIS", "este": "THIS", "eso": "THIS", "esos": "THIS",
    "esas": "THIS", "esa": "THIS", "ese": "THIS", "ahi": "THIS", "aqui": "THIS", "nada": "MORE", "todo": "THIS",
    "na": "MORE", "tanto": "tanto", "si": "si", "paz": "paz", "baja": "baja", "de": "de", "da": "da", "corte": "corte",
    "sale": "sale", "sal": "sal", "salen": "salen", "acaba": "acaba", "acabo": "acabo", "termina": "termina",
    "texas": "texas", "pares": "pares", "cesar": "cesar", "marca": "marca",
    "parar": "STOP", "pare": "STOP", "paren": "STOP", "parenle": "STOP", "parele": "STOP", "parale": "STOP",
    "llegada": "llegada", "invitado": "invitado", "hablo": "hablo", "manda": "SENDS", "mandan": "SENDS",
    "llegan": "ARRIVE", "llega": "ARRIVE", "aviso": "aviso", "parte": "part", "ended": "ended", "des": "des",
    "texts": "MSG", "text's": "MSG", "salida": "salida", "dejame": "dejame", "deja": "STOP", "dejo": "dejo",
    "dejenos": "STOP ME", "dejenme": "STOP ME", "dejeme": "STOP ME", "parame": "STOP ME",
    "terminal": "terminal", "reporte": "reporte", "report": "REPORT", "demanda": "demanda", "demands": "demands",
    "demand": "demand", "contacts": "LIST", "denver": "denver", "den": "GIVE", "acoso": "acoso", "mandado": "mandado",
}  # fmt: skip
_PRESENT = words(
    "ar er ir ando iendo yendo andom e es en a as an emos amos imos ad ed id ara aran iera ieran aras ase"
    " asen in is"
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
                forms |= dict.fromkeys([base + end for end in (("e", "en") if "eskrib" in base else ("a", "an"))], "SENDS")
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
