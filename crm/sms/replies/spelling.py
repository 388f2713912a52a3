"""Misspelt words that matter: brought back to the word that was meant, and nothing else is touched."""

from crm.sms.replies.phrases import words

# Short ways of writing, and endings people drop.
SHORT_FORMS: dict[str, str] = {
    "u": "you",
    "ur": "your",
    "ya'll": "yall",
    "y'all": "yall",
    "yal": "yall",
    "pls": "please",
    "plz": "please",
    "plez": "please",
    "plse": "please",
    "pleas": "please",
    "pleese": "please",
    "plzz": "please",
    "txt": "text",
    "txts": "texts",
    "txting": "texting",
    "textin": "texting",
    "txtin": "texting",
    "txtn": "texting",
    "tex": "text",
    "texted": "texted",
    "msg": "message",
    "msgs": "messages",
    "msging": "messaging",
    "messagin": "messaging",
    "mssg": "message",
    "mssgs": "messages",
    "mesages": "messages",
    "sendin": "sending",
    "callin": "calling",
    "botherin": "bothering",
    "thx": "thanks",
    "thnx": "thanks",
    "tks": "thanks",
    "thanx": "thanks",
    "ty": "thanks",
    "tysm": "thanks",
    "dnt": "dont",
    "dis": "this",
    "dese": "these",
    "dem": "them",
    "dat": "that",
    "num": "number",
    "nbr": "number",
    "numbr": "number",
    "nmbr": "number",
    "wrng": "wrong",
    "rong": "wrong",
    "w": "with",
    "abt": "about",
    "bc": "because",
    "cuz": "because",
    "cause": "because",
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "got to",
    "tryna": "trying to",
    "cannot": "cant",
    "fck": "fuck",
    "fuk": "fuck",
    "fuq": "fuck",
    "phuck": "fuck",
    "fking": "fucking",
    "eff": "fuck",
    "hav": "have",
    "tho": "though",
    "rn": "now",
    "asap": "now",
    "nomore": "no more",
    "anymor": "anymore",
    "stp": "stop",
    "tak": "take",
    "tske": "take",
    "texs": "texts",
    "txtng": "texting",
    "numba": "number",
    "texn": "texting",
    "takeme": "take me",
    "takeoff": "take off",
    "stahp": "stop",
    "stawp": "stop",
    "staph": "stop",
    "stopp": "stop",
    "unsub": "unsubscribe",
    "q": "que",
    "xfa": "por favor",
    "xfavor": "por favor",
    "porfa": "por favor",
    "porfavor": "por favor",
    "porfis": "por favor",
    "plis": "por favor",
    "pf": "por favor",
    "msj": "mensaje",
    "msjs": "mensajes",
    "mjs": "mensajes",
    "mensages": "mensajes",
    "mensage": "mensaje",
    "mensajitos": "mensajes",
    "cel": "celular",
    "tel": "telefono",
    "nro": "numero",
    "grax": "gracias",
    "grcs": "gracias",
    "aki": "aqui",
    "kiero": "quiero",
    "kien": "quien",
    "ahy": "ahi",
    "toy": "estoy",
}

# Words worth finding behind one slip of the finger, and words that are one slip away from them and mean
# something else.
_LONG_TARGETS = (
    "unsubscribe",
    "texting",
    "messages",
    "message",
    "messaging",
    "contacting",
    "bothering",
    "remove",
    "delete",
    "number",
    "wrong",
    "please",
    "numero",
    "equivocado",
    "mensajes",
    "suscripcion",
    "cancelar",
    "quitenme",
    "borrenme",
    "saquenme",
)
_LOOK_LIKE_LONG = words(
    "unsubscribed testing vexing massages massage lumber number numbers wring wrung throng strong remote"
    " removed remover prong wrongs"
    " deleted pleas cancelan cancela mensaje cancelare numeros remodel message messages"
    " messaged messager borrenme contracting"
    " wronged quitense borrense saquense quitenle borrenle quitenlo quitenles saquenle pleased"
    " pleasing removes deletes deleter"
)
_LOOK_LIKE_STOP = words(
    "shop step top slop crop drop soap spot swop stoop sop stow atop stomp strop stops stoped"
    " stout stock store story stood"
    " stone stove stoic stored stole sto sts sta st to tops op so scop stir post posts pots"
    " opts stem stay star stamp strip storm"
)
_STOP_SLIPS = words(
    "stopped stoping stopping sto stp stoop sop stip stup atop stops stoped"
)  # real or half words that, alone in a text, mean stop
_ALONE_TARGETS = (
    "stop",
    "cancel",
    "quit",
    "unsubscribe",
    "remove",
    "revoke",
    "optout",
    "alto",
    "baja",
    "parar",
    "cancelar",
    "salir",
)
_LOOK_LIKE_ALONE = _LOOK_LIKE_STOP | words(
    "cancer canceled cancels chancel quiet quite quilt suit quip quid quits quiz quick removed"
    " remote remover revoked reove"
    " invoke evoke provoke auto salto alta altos altar ato also aldo caja bajo bajar baila"
    " bala balas baya raja vaja bajas"
    " para paro parir pagar pasar parte parker pare paran param salid salio salar subir salis"
    " cancela cancelan unsubscribed"
    " alt halt malt salt altom faja paja maja basa bata hola it unit guit"
)
_DIGITS_AS_LETTERS = str.maketrans("01345$@!7", "oleasSai7".lower())


def slip(word: str, target: str) -> bool:
    """Tell whether two words differ by one letter added, dropped or changed, or by two neighbours swapped."""
    if abs(len(word) - len(target)) > 1 or word == target:
        return word == target
    shared = 0
    while shared < min(len(word), len(target)) and word[shared] == target[shared]:
        shared += 1
    rest, wanted = word[shared:], target[shared:]
    swapped = rest[:2] == wanted[:2][::-1] and rest[2:] == wanted[2:]
    return swapped or rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:]


def _is_stop(word: str) -> bool:
    if word in _LOOK_LIKE_STOP:
        return False
    return sorted(word) == sorted("stop") or (len(word) >= 4 and slip(word, "stop") and "0" not in word)


def correct(word: str) -> str:
    """Give the word that was meant by a misspelt one that bears on texting; any other word comes back as it
    is."""
    word = _without_digits(word)
    short = SHORT_FORMS.get(word)
    if short is not None:
        return short
    if _is_stop(word):
        return "stop"
    if len(word) < 5 or word in _LOOK_LIKE_LONG:
        return word
    for target in _LONG_TARGETS:
        if word[0] == target[0] and slip(word, target):
            return target
    if _is_unsubscribe(word):
        return "unsubscribed" if word.endswith("ed") else "unsubscribe"
    return word


def correct_alone(word: str) -> str:
    """Correct a word that is a whole text, where a slip of "stop" or "cancel" is likelier than a rare
    word."""
    if word in _STOP_SLIPS:
        return "stop"
    if word in _LOOK_LIKE_ALONE or len(word) < 3:
        return word
    for target in _ALONE_TARGETS:
        if slip(word, target):
            return target
    return word


def _is_unsubscribe(word: str) -> bool:
    return word.startswith(("unsub", "unsus", "unsc", "unsb", "insubscr")) and len(word) >= 6


def _without_digits(word: str) -> str:
    # "st0p" and "5top" are words; "stop2quit", "6pm" and "80219" are not written for letters.
    if word.isalpha() or word.isdigit():
        return word
    spelled = word.translate(_DIGITS_AS_LETTERS)
    return spelled if spelled in {"stop", "unsubscribe", "stopall", "quit", "cancel", "remove", "fuck"} else word
