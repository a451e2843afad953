"""Words of every call in the customer's language: the voicemail, and the end."""

from collections.abc import Mapping

VOICEMAIL: Mapping[str, str] = {
    "en": "{name}, this is {caller} at {store}{about}. I have something for you.",
    "es": "{name}, le habla {caller} de {store}{about}. Tengo algo para usted.",
}
VOICEMAIL_NUMBER: Mapping[str, str] = {
    "en": "You reach me at {phone}. I will try you again as well.",
    "es": "Me encuentra en el {phone}. Yo también le vuelvo a llamar.",
}
CLOSE: Mapping[str, str] = {
    "en": "What else should I find out for you, and by which day do you need it?",
    "es": "¿Qué más le averiguo, y para qué día lo necesita?",
}
