"""Words of leaving said in joy ("Stop!! That's amazing", "shut up, we won??"), and our texts said to be welcome."""

from __future__ import annotations

from collections.abc import Collection

from crm.sms.replies.phrases import phrases

_JOY = phrases(
    r"congrat\w*|amazing|awesome|incredible|wonderful|beautiful|hilarious|yay\w*|woo\w*|proud|blessed",
    r"(?:great|good|best|big|happy|wonderful) (?:news|job|work)",
    r"so (?:happy|excited|cute|funny|sweet|good|glad|kind|great)",
    r"(?:thats|that is|this is|its) (?:just |really )?(?:great|good|wild|crazy|fantastic|the best)",
    r"(?:we|yall|you) (?:really |actually |just |all )*(?:won|did it|made it)",
    r"love (?:it|this|that|to (?:hear|see) (?:it|this|that))",
    r"felicidades|felicitaciones|ganamos|lo logramos|que (?:bueno|alegria|emocion|padre|chido|orgullo|bonito)",
)
_LAUGHTER = frozenset("😂🤣😭💀😆🥹")
_LAUGHING = phrases(
    r"(?:im|you have me|youre making me) (?:so |literally )?(?:screaming|crying|dying|dead|weak|laughing)"
)
_EXCLAIMED = phrases(
    r"(?:^|(?<=/ ))(?:oh |omg |wow |yo |girl |lol )*(?:stop|stop it|shut up|quit it|quit playing|stop playing|go away"
    r"|get outt?a? ?(?:of )?(?:here|town)?)(?! \w+ing)"
)
# What is said of the texts, or as a request, is no exclamation.
_REQUEST = phrases(
    r"(?:text|messag|messg|msg|txt|sms|spam|contact|unsub|subscri|remov|delet|mensaj|recib|mand|escrib|borr|quit[ea])\w*",
    r"number|numero|phone|telefono|list|lista|please|pls|kindly|por favor|but|pero|off|opt|leave|not|no more|enough",
)
_WELCOME = phrases(
    r"no (?:me |nos |es |son )?(?:ninguna |una )?(?:molesta|molestan|molestia)(?! (?:mas|ya))",
    r"(?:you|yall) (?:can|may) (?:always |still )?(?:text|message|write|contact) me(?! less| instead| at| on)",
    r"(?:i )?dont mind (?:the|your|these|getting|you|yall) ?(?:texts?|texting|messages|messaging|reminders)?",
    r"(?:text|message|write) me (?:anytime|any time|whenever)",
)
_BUT = phrases(r"but|pero|stop|quit|remove|unsubscribe|off|nolonger|anymore|ya no|only|just|solo|less|except")


def is_glad(line: str, signs: Collection[str]) -> bool:
    """Tell whether a line, with its emoji, exclaims in joy and says nothing of texts: no wish to leave is meant."""
    if _EXCLAIMED.search(line) is None or _REQUEST.search(line) is not None:
        return False
    laughs = bool(_LAUGHTER & set(signs)) and _LAUGHING.search(line) is not None
    return laughs or _JOY.search(line) is not None


def is_welcome(line: str) -> bool:
    """Tell whether a line says that our texts are welcome, without a but."""
    return _WELCOME.search(line) is not None and _BUT.search(line) is None
