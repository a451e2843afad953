"""Telling a reason of value from "how's it going?" (seed 004, lines 48 and 54), in two languages.

A reason is empty when every word of it belongs to the small talk of calling: word order and
punctuation then do not matter, and one word of substance ("plates") is enough to pass. Filler such
as "aaaa" or "lol" is no word at all.
"""

from __future__ import annotations

import re
import unicodedata

_ENGLISH = """
a about again all alright am an and any anyone anything are as at awesome back bad base be been big
bit buddy bye call called caller calling can car care catch catching catchup change changed chat
chatting check checked checkin checking checkup circle circling concern connect connecting contact
cool could courtesy customer day did do doesnt doing dont driving drop else enjoy enjoying ensure
ever every everybody everyone everything feel feeling few find fine folks follow followed following
followup for friendly from get getting go going good got great had happen happened happening happy
has hasnt have havent he hear heard hello help helping her here hey hi him his hope hoping how howdy
howre hows i id if ill im in is issue it its ive just keep keeping kind kindly know let like liking
little lot love loving make may maybe me mine minute more my na need needed new news nice no none
nope not nothing now of ok okay on one or other our out over people phone ping pinging please post
problem purchase question quick quickly reach reached reaching real really regular reminder ring
routine sale satisfied say saying see seeing sense shape she should so some something speak stay
still stuff super sure take talk tell thank thanks that thats the their them there they thing think
thinking this through thru time to today touch touched touching treat treating truck two up update
us usual vehicle want wanted was way we week well were weve what whatever whats when while will wish
with work working would yall yep yes yet you youd your youre youve
"""
_SPANISH = """
a ahi al algo algun alguna anda andan andas ando auto automovil ayuda ayudar ayudarla ayudarle
ayudarlo bien buena buenas bueno buenos camioneta carro cliente coche como con conducir contacto
contenta contento cosa cosas cual cualquier cuando da de decir del dia dias disfruta disfrutando
duda dudas e el ella ellos en encuentra encuentran era es ese eso esta estaba estamos estan estar
este esto estoy excelente fin fue general gracias gusta gustado gusto ha hablar hace haciendo han
hay he hola hoy igual ir la las le les llamada llamadas llamando llamar llamarle llamo lleva llevo
lo los manejando mas me mi mis momento mucho muy nada ningun ninguna no normal nos nuevo o ok orden
otra otro para pasa pasado pasando pendiente perfecto pero poco por post pregunta preguntar problema
problemas pues que quedo queria queriamos quiero quisiera rapida rapido reporta reportar revisar
rutina saber salio saludar saludarla saludarle saludarlo saludo saludos se seguimiento si sienta
siente sigue siguen sin sobre solo somos son su sus tal tarde tardes te tenga tengo tiempo tiene
tienen todas todo todos tomar tratando u un una unas unos usted ustedes va vale van vehiculo venta
ver verificar vez visto y ya
"""
_SMALL_TALK = frozenset(_ENGLISH.split()) | frozenset(_SPANISH.split())
_FILLER = frozenset("asdf asdfg blah hmm idk lol qwerty tbd todo xyz".split())
_APOSTROPHES = str.maketrans("", "", "'\N{RIGHT SINGLE QUOTATION MARK}")


def is_empty_reason(reason: str) -> bool:
    """Does it say no more than "just checking in"? No words at all are empty too."""
    plain = unicodedata.normalize("NFKD", reason.casefold().translate(_APOSTROPHES))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return all(_is_small_talk(word) for word in re.findall(r"[^\W_]+", plain))


def _is_small_talk(word: str) -> bool:
    if len(word) < 2 or len(set(word)) == 1:  # "x", "aaaa", "--", "111"
        return True
    return word in _SMALL_TALK or word.removesuffix("s") in _SMALL_TALK or word in _FILLER
