"""What to say, in Spanish."""

from collections.abc import Mapping

OPENING = "{name}, le habla {caller} de {store}{about}."
ABOUT = ", por el {vehicle} que se llevó {ago}"
CAR = "carro"
SOON = "el día que acordamos"

REASONS: Mapping[str, str] = {
    "we_owe_ready": "Tengo buenas noticias: {item}, ya está aquí para usted. ¿Cuándo lo quiere?",
    "we_owe_overdue": (
        "Le prometimos esto para {promised_on}: {item}. Le debo una respuesta; permítame darle un "
        "día que sí pueda cumplir."
    ),
    "we_owe_moved": (
        "Le dijimos {told_on} para esto: {item}. Ahora es {promised_on}; quería que lo supiera "
        "por mí."
    ),
    "we_owe_due_today": "Esto está prometido para {promised_on}: {item}. Le digo cómo va.",
    "we_owe_due_soon": "Esto está prometido para {promised_on}: {item}. Le digo cómo va.",
    "we_owe_no_update": "No he olvidado lo suyo: {item}. Le cuento lo que averigüé hasta ahora.",
    "answer_due": "Usted me pidió algo: {item}. Ya tengo la respuesta.",
    "answer_overdue": (
        "Usted me pidió algo, {item}, y le debo la respuesta. Le cuento lo que sé hoy."
    ),
    "perk_unused": "Todavía le quedan {left} de {uses}: {item}. ¿Le aparto la próxima cita?",
    "perk_once": "Todavía tiene algo con nosotros: {item}. ¿Le aparto una cita?",
    "heat_open": "Le debo noticias sobre {cause}. Le digo cómo va hoy.",
    "asked_to_call_back": "Me pidió que le llamara, y aquí estoy. ¿Es buen momento?",
    "in_service_today": "Su {vehicle} está hoy en servicio. ¿Puedo pasar, o llevarle algo?",
    "tag_expires": ("Su placa temporal es válida hasta {ends_on}. Le digo dónde están sus placas."),
    "survey_opens_soon": (
        "El fabricante le escribe desde {opens_on}, con unas preguntas sobre su compra. "
        "¿Hay algo que debamos arreglar antes?"
    ),
    "survey_is_out": "Las preguntas del fabricante ya deben estar en su correo. ¿Le llegaron?",
    "survey_low": (
        "Gracias por responder al fabricante. ¿Qué es lo que debimos haber hecho de otra manera?"
    ),
    "desk_says": "Pregunté por usted a {department}. Dicen: {text}.",
    "thank_for_name": "Gracias por enviarnos a {name}. Significa mucho para mí.",
    "car_is_sold": (
        "El {vehicle} por el que preguntó ya se vendió. ¿Puedo mostrarle uno que se le parece?"
    ),
    "loose_end": "La última vez nos quedó algo abierto, y quiero terminarlo con usted.",
    "first_service_due": "Ya se acerca su primer servicio. ¿Qué día le conviene más?",
    "post_sale": "Ahora que ya lo manejó: ¿qué le muestro otra vez?",
    "satisfaction": "¿Qué es lo que falta para que quede perfecto para usted?",
    "how_to": "¿Puedo mostrarle algo que casi todos descubren tarde?",
    "plates": "Le digo dónde están sus placas y cuándo las recibe.",
    "lease": "Su arrendamiento termina {lease_ends_on}. Ya tiene opciones; ¿las vemos?",
    "lease_ends": "Su arrendamiento termina {lease_ends_on}. Ya tiene opciones; ¿las vemos?",
    "birthday": "¡Feliz cumpleaños! Solo por eso le llamo.",
    "birthday_near": "¡Feliz cumpleaños, de parte de todos!",
    "birthday_soon": "Su cumpleaños es {on}: todos le deseamos lo mejor.",
    "birthday_past": "Su cumpleaños fue {on}: todos le deseamos lo mejor.",
    "repurchase": "¿Qué debería hacer su próximo carro que este no hace?",
    "introduction": "Desde ahora le atiendo yo. Así me encuentra.",
    "promise": "Usted me pidió algo, y ya tengo la respuesta.",
    "call_back": "Me pidió que le llamara, y aquí estoy. ¿Es buen momento?",
    "purchase_anniversary": "Hoy es un aniversario con su carro: {years} con nosotros. ¡Gracias!",
    "review_not_asked": (
        "¿Escribiría unas palabras sobre cómo fue comprar aquí? Le puedo enviar el enlace."
    ),
    "personal_fact": "Anoté algo que me contó: {text}. ¿Cómo le fue con eso?",
}

FLAGS: Mapping[str, str] = {
    "long_finance": "Pasó mucho tiempo en finanzas. ¿Qué de los papeles le explico?",
    "cut_short": "Tuvimos poco tiempo cuando se lo llevó. ¿Qué me falta mostrarle?",
    "cosmetic_item": "Hay un detalle que quedamos de ver juntos. ¿Cuándo le conviene?",
    "second_key": "Todavía falta su segunda llave. Le digo cuándo llega.",
    "detail_to_finish": "Quedamos de terminar el detallado. ¿Qué día le conviene más?",
    "after_dark": "Ya era de noche cuando se fue. Venga de día, y lo revisamos juntos.",
    "we_owe_without_update": "Todavía le debemos algo, y usted debe saber cómo va.",
}

USES: Mapping[str, str] = {
    "towing": "Usted remolca con él: ¿le muestro el modo de remolque y la presión correcta?",
    "winter": "Lo lleva a la nieve: ¿revisamos llantas y batería antes del invierno?",
    "work": "Trabaja con él: ¿qué le haría el día más fácil?",
    "family": "Lleva a la familia: ¿le muestro lo que pueden los asientos?",
    "trips": "Viaja con él: ¿lo revisamos antes del próximo viaje?",
    "commute": "Le pone muchas millas, y el servicio llega antes. ¿Le busco un día?",
    "other": "Nos contó cómo lo usa: {text}. ¿Qué lo haría más fácil?",
}

CAUSES: Mapping[str, str] = {
    "vehicle": "el carro",
    "we_owe": "lo que todavía le debemos",
    "papers": "sus papeles",
    "money": "los números",
    "treatment": "cómo le tratamos",
    "service": "su visita de servicio",
    "other": "lo que nos contó",
}

DEPARTMENTS: Mapping[str, str] = {
    "sales": "ventas",
    "title": "títulos",
    "parts": "refacciones",
    "detail": "detallado",
    "service": "servicio",
    "finance": "finanzas",
}
