"""What Spanish speakers write, with Spanglish, when they want no more texts or are angry; folded to letters
without accents."""

from crm.sms.replies.phrases import END, phrases

_TEXTS = (
    "(?:mensajes?|textos?|texteos?|texts?|messages?|sms|llamadas?|notificaciones|avisos"
    "|correos?|propagandas?|spam|publicidad|recordatorios|invitaciones|suscripcion\\w*"
    "|subscripcion\\w*)"
)
_OF = (
    "(?:a |de |con |ya |los |las |sus |estos |estas |esos |tus |todos |tantos |tanto |tanta "
    "|mas |la |el |mi |esta |su |recibir |recibiendo |enviar |mandar |mandando |enviando |tus "
    "|por favor |me |mis |este |tipo )*"
)
_WRITE_ROOT = (
    "(?:mand|envi|escrib|tex|mensaj|llam|molest|contact|fastid|hostig|acos|jod|ching|insist"
    "|spam|habl|busc|busq|marc|notific|invit|encab|chat|marq)"
)
_TO_US = r"(?:me|nos)"
_AFTER_WRITING = (
    rf"(?:(?: (?:mas|nada|ya|textos?|mensajes?|esto|estas?|estos|cosas|tanto|tantos|sms|por"
    rf"|a este|a mi|este|gracias|otra|otro|informacion|info|nunca|aqui|ni|texts?|invitaciones"
    rf"|propaganda|spam|por favor|al? numero|de noche|jamas|su|sus|porque|no|si)\b.*)|{END})"
)
_PLEASE = (
    "(?:por favor|gracias|ya|muchas|hola|buenas|dias|tardes|noches|ok|si|no|bueno|disculpe"
    "|disculpen|perdon|favor|please|thanks|amigo|amigos|oigan|oiga|oye|mija|mijo|senor|senora"
    "|senorita|ahora|hoy|porque|todo|eso|esto|bendiciones|que|dios|los|bendiga|le|stop|hey)"
)

OPT_OUT = phrases(
    # "Dejen de escribirme", "pare de mandar mensajes"; of others only with us or texts beside it.
    (
        rf"(?:deja|deje|dejen|dejar|dejes|dejenme|dejame|dejeme|dejarme|dejaran|dejenos|paren|pare"
        rf"|para|parale|parar|parenle|cesen|cese|stop|podrian dejar|pueden dejar|ya|eviten|evite"
        rf"|evita|abstenganse|absteng\w+) (?:ya )?(?:de |con )?(?:estar |seguir |estarme |estarnos "
        rf"|estarle )?(?:me )?{_WRITE_ROOT}\w*(?:me|nos|ndo|melos|me eso)(?: .*)?"
    ),
    (
        rf"(?:deja|deje|dejen|dejar|dejes|dejenme|dejame|dejeme|dejarme|dejaran|dejenos|paren|pare"
        rf"|para|parar|cesen|cese)(?: ya)? de (?:estar |seguir "
        rf"|tanto )?(?:me )?{_WRITE_ROOT}\w*{_AFTER_WRITING}"
    ),
    (
        r"(?:dejen|dejenme|dejame|deje|dejeme|deja) de (?:text\w+|mensajea\w+|jod\w+|ching\w+"
        r"|fastid\w+)(?: .*)?"
    ),
    # "No me manden nada", "ya no me escriba", "no me vuelvan a llamar".
    (
        rf"(?:no|ni|nunca|jamas|tampoco) {_TO_US} (?:vuelv\w+ a |sig\w+ |esten? |ande\w* "
        rf"|estes )?(?:mand|envi|tex|text|mensaj|llam|molest|contact|fastidi|hostig|acos|notifi"
        rf"|invit|marqu|habl|spam)(?:e|en|es|een|ees|ee|ie|ien|eis|ea|ear|iando|iar|ando|ar|eando"
        rf"|iendo|ear|qu?en|qu?e|quen|eyen|eyes|eye)(?: .*)?"
    ),
    (
        rf"(?:no|ni|nunca|jamas) {_TO_US} (?:vuelv\w+ a |sig\w+ |esten? |ande\w* "
        rf"|estes )?(?:escrib(?:a|an|as|ir|iendo)|busqu(?:e|en|es)|hostiguen|jod(?:a|an|as)"
        rf"|chingu(?:e|en|es)|digan nada|esten? \w+ndo)(?: .*)?"
    ),
    (
        rf"(?:no|ya no|nunca|no vuelvan a|no vuelva a|no sigan|no siga) (?:mand|envi|text|escrib"
        rf"|molest|insist|mensaj|fastid|jod|chingu|llam|contact|sig|hostigu)(?:e|en|es|an|a|ar|ando"
        rf"|ir|iendo|ean|een|ien|ie|earme|arme|irme|anme|enme|eme|ame)(?: (?:con ))?{_AFTER_WRITING}"
    ),
    r"no vuelv\w+ a (?:escrib\w+|mand\w+|llam\w+|contact\w+|text\w+|molest\w+|envi\w+)(?: .*)?",
    r"no (?:estes?|esten|anden?|andes) (?:molest|ching|jod|mand|envi|escrib|fastid|text)\w+(?: .*)?",
    # "Ya no quiero recibir", "no deseo más mensajes".
    (
        rf"(?:no|nunca|tampoco) (?:\w+ )?(?:quiero|deseo|quisiera|necesito|interesa|interesan"
        rf"|autorizo|autorice|acepto|queremos|permito|permiso|gustaria|pedi|solicite|quieroo|quier"
        rf"|consiento|doy|di|gusta)(?: \w+){{0,3}}? (?:recibir|reciviendo|recibiendo|resivir|recivir"
        rf"|resibir|{_TEXTS[3:-1]}|que (?:ya )?(?:me|nos) (?:sigan |esten |vuelvan a |siga "
        rf"|este )?{_WRITE_ROOT}\w*|que (?:sigan|esten|siga|este) {_WRITE_ROOT}\w*|saber (?:mas "
        rf"|nada )?(?:de )?(?:ustedes|esto|nada|usted)|pertenecer|estar en (?:la|su|esta|este|el|tu)"
        rf"|formar parte|seguir (?:recibiendo|en|suscrit\w+|con esto|participando)|ser (?:parte"
        rf"|contactad\w+|molestad\w+)|sus (?:mensajes|textos|cosas|invitaciones)|contacto)(?: .*)?"
    ),
    (
        rf"(?:ya )?no (?:quiero|deseo|queremos)(?:"
        rf" (?:mas|nada|ya|informacion|info|invitaciones))+(?: (?:de (?:ustedes|esto|eso"
        rf"|usted)|con ustedes|gracias|por favor))*{END}"
    ),
    r"ya no (?:quiero|deseo)(?: (?:gracias|por favor|esto|estos|nada|mas))*(?= /|$)",
    rf"no mas {_OF}{_TEXTS}",
    rf"ya no (?:mas )?{_OF}{_TEXTS}",
    r"ya no (?:deseo|quiero) (?:participar|estar|seguir|pertenecer|ser parte|formar parte)(?: .*)?",
    r"(?:ya )?no gracias (?:pero )?ya no(?: mas)?(?= /|$)",
    r"(?:que )?(?:ya )?no me lleg(?:uen|ue)(?: .*)?",
    (
        r"(?:no|nunca) (?:me )?(?:suscribi|inscribi|registre) (?:a|en|para) (?:esto|estos|sus"
        r"|estos mensajes).* (?:quit|borr|saqu|elimin)\w*(?: .*)?"
    ),
    # Taking a number off a list; what follows "quítenme" must not be a thing ("quítenme la multa").
    (
        rf"(?:quit|borr|elimin|sac|saqu|remuev|remov|retir|tach|desuscrib|desinscrib|desapunt|excluy"
        rf"|desafili|bloque|remueb|boorr|descart|suprim|qit|kit|removi|bor)(?:a|e|en|an|as|es|ar|ir"
        rf"|er|uen|ue)?(?:me|nos|menme|menlo|lo|melo)(?: (?:ya|de|del|por|porfavor|gracias|please"
        rf"|mi (?:numero|nombre|telefono|celular|contacto)|este|por favor|now|inmediatamente|ahora"
        rf"|su)\b.*|{END})"
    ),
    (
        r"(?:quit|borr|elimin|sac|saqu|remuev|remov|retir|tach|suprim|delet|remueb"
        r"|remover)\w*(?: \w+){0,2}? (?:mi|este|nuestro|mis|mi propio|el|su) (?:numero|nombre"
        r"|contacto|telefono|celular|datos|informacion|info|correo|cuenta|registro|num|fono)(?: .*)?"
    ),
    (
        r"(?:que )?(?:ya )?me (?:saquen|quiten|borren|eliminen|remuevan|retiren|desuscriban"
        r"|desinscriban|saque|quite|borre|elimine|remueva|den de baja|de de baja|tachen|excluyan"
        r"|dejen fuera|quitaran|sacaran|borraran|eliminaran|puede\w* (?:sacar|quitar|borrar"
        r"|eliminar|remover|dar de baja))(?: (?:ya|de|del|por|gracias|please|mi)\b.*|(?= /|$))"
    ),
    (
        r"(?:quit|borr|elimin|sac|saqu|remuev|remov|retir|salir|salirme|fuera|delete"
        r"|remove)\w*(?: \w+){0,3} (?:de|del) (?:la |su |sus |esta |tu |este |el |estos |estas "
        r"|tus |los )?(?:lista|listas|grupo|chat|mensajes|base de datos|sistema|directorio"
        r"|contactos|registro|lista de \w+|textos)(?: .*)?"
    ),
    (
        r"(?:quiero|deseo|quisiera|me gustaria|necesito|prefiero|favor de|como|puedo|podria|quieren"
        r"|kisiera)(?: \w+){0,3} (?:salir|salirme|salgo|me salgo|darme de baja|dar de baja"
        r"|doy de baja|desuscribir\w*|desuscribo|desinscrib\w+|borrarme|quitarme|desafiliarme"
        r"|retirarme|cancelo (?:esto|estos|la|mi|los)|cancelar (?:esto|estos|la suscripcion"
        r"|mi suscripcion|los)|que me (?:saquen|borren|quiten|eliminen|den de baja))(?: (?:de|del"
        r"|por|gracias|esto|mensajes|la lista|please|ya|ahora)(?: .*)?|(?= /|$))"
    ),
    (
        r"(?:dar|dame|darme|darnos|den|denme|deme|denos|doy|de|dan|dieran|dados?|pido|solicito"
        r"|quiero|deseo|favor de|da|damos)(?: \w+)? (?:me )?(?:la |mi "
        r"|una )?(?:de )?baja(?: (?:por favor|gracias|de|ya|please|del|a mi|mi|este|inmediatamente"
        r"|ahora).*|(?= /|$))"
    ),
    (
        r"(?:desuscri\w+|desubscri\w+|dessuscri\w+|de suscri\w+|desinscri\w+|unsuscri\w+"
        r"|desuscrip\w+|dessubscri\w+|desanotar\w*|desapunt\w+)(?: .*)?"
    ),
    (
        rf"(?:deten|detengan|detener|detenga|detengase|detenganse|suspend\w+|termin\w+|paren|pare"
        rf"|para|parar|paran|basta|alto|stop|fin|quit\w+|cancel\w+|corten|corta|eliminen|anul\w+"
        rf"|no mas|cesen|desactiv\w+|bloque\w+|dejen|suficiente\w*|demasiados) {_OF}{_TEXTS}(?: .*)?"
    ),
    (
        r"(?:ya )?(?:paren|pare|parale|parenle|parele|basta|calmense|bajenle|bajale|estuvo"
        r"|estuvo bueno) (?:ya )?(?:con|a|de) (?:\w+ ){0,3}(?:mensajes?|textos?|textito\w*|llamadas"
        r"|spam)(?: .*)?"
    ),
    r"stop (?:con|de) (?:esto|eso|esta|estos|tanto)(?: .*)?",
    (
        r"stop (?:ya|de mand\w+|mandan\w+|envian\w+|textean\w+|mand\w+|envi\w+|escrib\w+|molest\w+"
        r"|por favor|gracias|con (?:los|sus|estos|tantos|tanto))(?: .*)?"
    ),
    (
        r"(?:harto|harta|hartos|cansado|cansada|hasta la madre|fastidiado|fastidiada|aburrido"
        r"|cansan|molesto|molesta)(?: \w+){0,5} (?:mensajes|textos|mensajitos|textea\w+"
        r"|molestando)(?: .*)?"
    ),
    r"revoco (?:mi )?(?:consentimiento|permiso|autorizacion)",
    r"(?:mi numero|este numero)(?: \w+)* (?:de|fuera de) (?:la|su|esta) lista",
    (
        r"como (?:le )?(?:hago|hacer|hace uno|puedo|se hace|podria)(?: \w+){0,4} (?:para )?(?:que"
        r" )?(?:ya )?(?:no|dejar de|dejen de|parar|quitar|cancelar|salir|detener"
        r"|dejar)(?: \w+)* (?:lleg\w+|recibir|mensajes|textos|mand\w+|lista|escrib\w+"
        r"|envi\w+)(?: .*)?"
    ),
    r"dejar de recibir(?: .*)?",
    (
        r"(?:deseo|quiero|prefiero|pido|favor de|gustaria|solicito|quisiera)(?: ya)? no"
        r" (?:recibir|ser contact\w+|estar en)(?: .*)?"
    ),
    (
        r"(?:cancel\w+|anul\w+) (?:la |mi |esta |el |todos? )?(?:suscrip\w+|subscrip\w+|servicio"
        r"|mensajes|textos|todo|numero)(?: .*)?"
    ),
    r"olvid\w+(?:se)? de (?:mi|este) (?:numero|telefono|contacto)?",
    (
        r"no (?:autorizo|doy permiso|di permiso|autorice|tienen permiso|tienen mi permiso"
        r"|tiene permiso)(?: .*)?"
    ),
    r"ya no participo(?: .*)?",
)
# Two words or three that end texting when they are the whole text.
WHOLE = phrases(
    rf"^(?:{_PLEASE} )*(?:ya basta|basta ya|ya paren|paren ya|ya pare|pare ya|para ya|ya para"
    rf"|ya parenle|parenle ya|ya parale|parale ya|ya no mas|no mas|ya stop|stop ya|alto ya"
    rf"|ya alto|ya estuvo bueno|ya dejen|dejenme ya|para por favor|para please|paren por favor"
    rf"|no mas ya|ya fue suficiente|ya no)(?: {_PLEASE})*$"
)
