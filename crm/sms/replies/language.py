"""A guess at the language of a text, from its small words, for whom to pass it to."""

import re
from typing import Literal

from crm.sms.replies.phrases import words
from crm.sms.replies.reading import Reading, read

Language = Literal["en", "es"]

_SPANISH = words(
    "si sip sii simon el la los las un una unos de del que y en por para con no me mi mis tu su sus"
    " se nos le les lo al es son esta este esto estos"
    " estan estoy soy eres ser hay voy vamos va puedo quiero ya mas muy bien gracias hola buenos"
    " buenas dias tardes noches donde cuando quien como"
    " cual cuanto que por favor claro dale orale listo hablo manana hoy ahi aqui alla tal vez quizas"
    " talvez pero porque tambien nada ahora numero"
    " mensaje mensajes mande manden escriban escriba dejen deje deja basta alto baja salir cancelar"
    " parar pare paren ayuda informacion bendiciones"
    " equivocado quiten borren saquenme quitenme borrenme proxima trabajo trabajar lista luego"
    " todavia siento disculpe perdon vale sale cuente"
    " conmigo nosotros ustedes usted junta reunion fallecio comenzar iniciar sera estare ire recibir"
    " pueden puede tengo tiene tienen hijo hijos"
)
_ENGLISH = words(
    "yes yeah yep yup sure the a an of to and in is it im i you me my your we our they this that"
    " these what when where who why how can cant could"
    " dont wont not be been there here with for on at by from will ill stop please thanks sorry"
    " maybe ok okay going come coming make help start end"
    " quit unsubscribe remove texts texting text number wrong get got have has had do does did are"
    " was were if so but great good love see work"
    " nope nah count absolutely never know think more want list off take up out about just all again"
    " now time day tonight tomorrow cancel speak"
)


def language_of(text: str) -> Language | None:
    """Guess "en" or "es" from the small words of a text, or None when they do not tell; never raises."""
    return language_of_reading(read(text))


def language_of_reading(reading: Reading) -> Language | None:
    """Guess the language of a text already read."""
    spoken = reading.words
    spanish = sum(word in _SPANISH for word in spoken) + 2 * len(re.findall("[¿¡]", reading.plain))
    english = sum(word in _ENGLISH for word in spoken)
    if spanish == english:
        return None
    return "es" if spanish > english else "en"
