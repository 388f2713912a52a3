"""Spanish phrases that hold a word of leaving and are no wish to leave: slogans, things to cancel."""

from crm.sms.replies.phrases import phrases

BLOT_SPANISH = phrases(
    (
        r"(?:no|nunca|jamas|sin) (?:se |los |nos |me |la |te |que |vamos a |voy a |hay que "
        r"|podemos |dejen que )*(?:dejen|deje|dejes|dejar|dejamos|dejemos|dejo|paren|pare|parar"
        r"|paremos|pararemos|cancelen|borren|quiten|me quiten|me borren|me saquen|se detengan"
        r"|detener)(?: \w+){0,6}"
    ),
    (
        r"(?:que|hay que|vamos a|para|hasta que|queremos|quieren|debemos|tenemos que|deben"
        r"|tienen que|la policia|ellos|donde|juntos|podemos|ayudar a|a) (?:se )?(?:parar|paren|pare"
        r"|para|detener|detengan|cancelar|cancelen|terminar|terminen|acabar|dejen|dejar|quiten"
        r"|quitar)(?! de (?:escrib|mand|envi|text|mensaj|molest)\w*| (?:los |estos "
        r"|sus )?(?:mensajes|textos))(?: \w+){1,6}"
    ),
    (
        r"(?:alto|basta|ya basta|basta ya|no mas|fin|stop|paren|ya paren|ya no mas|detengan"
        r"|cancelen|dejen|quiten)(?: (?:ya|al?|del?|con|en|el|la|los|las|tanta|tanto|tantas|tantos"
        r"|mas)\b)++ (?!mensaj|text|molest|mand|envi|escrib|llamad|notific|spam|sms|acoso a mi"
        r"|joder|chingar|contact|fastid|lista|me |favor|sus? |estos?|esta|suscrip|mi |texteo|numero"
        r"|habl|insist|correo|propaganda|celular|ya\b|tus? )\w+(?: \w+)*"
    ),
    (
        r"(?:no mas|ni un[ao]? (?:mas|menos)) (?!mensaj|text|por favor|gracias|spam|sms|llamad"
        r"|notific|propaganda|correo|info|ya|de estos|de sus|please)\w+(?: \w+)*"
    ),
    (
        r"(?:alto|basta|paren|cancelen|dejen) (?:abuso|racismo|violencia|deportaciones|policia\w*"
        r"|migra|redadas|desalojos|contrato\w*)(?: \w+)*"
    ),
    r"baja california",
    r"(?:dar|den|dando) de baja (?:al|a los|a la|a las|el|la|los)(?: \w+)*",
    r"(?:voz|mas|muy|en|la|una|hora|mano|el|calidad|temporada|presion) (?:alta|alto|baja)(?: \w+)?",
    r"(?:alto|baja) (?:costo|nivel|riesgo|calidad|velocidad)",
    r"(?:la|una) baja (?:del?|en)(?: \w+)*",
    r"(?:donde|cuando|a que hora|que camion|en que)(?: \w+){0,3} para(?: \w+)*",
    (
        r"(?:tengo|tuve|tendre|voy|vamos|necesito|debo|quiero|quisiera|puedo|hay|podria|favor de"
        r"|tenemos) (?:que |a )?(?:cancelar|salir)(?! (?:mi |la |esta |estos |los "
        r"|sus )?(?:suscripcion|mensajes|textos|lista|de (?:la |esta |su )?lista|de este"
        r"|del (?:grupo|chat)|de esto|de aqui))(?: \w+)*"
    ),
    (
        r"cancel\w* (?:mi|la|el|mis) (?:lugar|cita|asistencia|registro|reservacion|reserva|asiento"
        r"|boleto|participacion|espacio|renta|deuda|contrato)(?: \w+)*"
    ),
    (
        r"no me (?:manden|mande|envien|envie) (?:el|la|otra vez|otro) (?:link|enlace|direccion|liga"
        r"|zoom|dinero)(?: \w+)*"
    ),
    r"no me llam\w+(?: /)? (?:mejor|solo|prefiero|mandenme|mandame|escrib\w+|text\w+)(?: \w+)*",
    (
        r"(?:a los|a las|a la|al)(?: \w+){0,2} (?:los|las|lo|la) voy a (?:denunciar|demandar"
        r"|reportar)(?: \w+)*"
    ),
    r"(?:me|nos) equivoque(?: \w+)*",
    r"se equivoc\w+ (?:la|el|los) (?!numero|persona)\w+(?: \w+)*",
)
