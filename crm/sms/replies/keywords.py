"""Words that end texting when they are the whole text: the carriers' own and what stands for them."""

from crm.sms.replies.phrases import phrases, words

KEYWORDS = words(
    "stop stopall unsubscribe unsubscribed end quit cancel revoke optout remove delete block blocked"
    " blocking spam stop2quit stop2end stop2stop desist cease discontinue halt exit terminate arret"
    " reported removed alto pare paren parar baja cancelar cancela cancele cancelen cancelo salir basta"
    " detener detente deten detenganse detengan desuscribir fin terminar borrar eliminar quitar anular"
    " parenle parale parele remover bloquear bloqueado bloqueada quitenme borrenme saquenme dejenme"
    " parense paralen desuscribirme desuscribe desuscribanme salirme suspender cancelado"
)
COURTESIES = words(
    "please kindly just now already ok okay k hey hi hello yo bro dude man omg thanks no nope yes yeah"
    " sir maam lol seriously immediately today again all everything honestly fucking gracias por favor"
    " ya god bless bye goodbye forever me and texts number ugh damn asap u yall you completely"
    " permanently senor senora amigo amiga hola buenas tardes dias noches muchas bendiciones"
    " wtf smh"
)
# Words that slogans use, too, and that may answer an invitation; one clause of several needs another sign.
SLOGAN_WORDS = words(
    "alto basta pare paren parar end cancel cancelar cancela cancelen quit fin terminar salir halt"
    " block blocked spam exit"
)
_KEY_PAIRS = (
    "opt out",
    "stop all",
    "un subscribe",
    "no thanks stop",
    "stop to quit",
    "stop to end",
    "stop 2 quit",
    "stop 2 end",
)

# In Spanish "no" before the verb says not to: "¡no paren!" cheers us on; "no, paren" has a border between.
_GOES_ON = phrases(
    r"(?:^|(?<=/ ))(?:por favor )?no (?:se )?(?:pare|paren|parense|parar|cancele|cancelen|detenganse)(?![^ ])"
)


def is_keyword(line: str) -> bool:
    """Tell whether a text or a clause is nothing but a word of leaving, beside courtesies."""
    spoken = [word for word in line.split() if word != "/"]
    for pair in _KEY_PAIRS:
        if line.replace(" /", "").startswith(pair) and all(w in COURTESIES for w in spoken[len(pair.split()) :]):
            return True
    if line.startswith("no me ") or _GOES_ON.search(line):
        return False
    keys = [word for word in spoken if word in KEYWORDS]
    return bool(keys) and all(word in KEYWORDS or word in COURTESIES for word in spoken)
