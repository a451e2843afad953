"""A reason of value against "how's it going?"."""

import pytest

from followups.rules.empty_reasons import is_empty_reason


@pytest.mark.parametrize(
    "reason",
    [
        "how's it going",
        "How\N{RIGHT SINGLE QUOTATION MARK}s everything going with the car?",
        "just checking in",
        "Hey, just wanted to be sure everything is OK with the car.",
        "everything OK??",
        "touching base",
        "follow-up call",
        "post-sale call",
        "¿Cómo va todo con el coche?",
        "n/a",
        "x",
        "...",
        "",
    ],
)
def test_line_48_small_talk_is_no_reason(reason):
    assert is_empty_reason(reason)


@pytest.mark.parametrize(
    "reason",
    [
        "plates are in",
        "checking in about the second key",
        "free oil change",
        "Sofia's softball",
        "llegaron las placas",
        "recall 24V-113",
    ],
)
def test_one_word_of_substance_is_a_reason(reason):
    assert not is_empty_reason(reason)


@pytest.mark.parametrize(
    "reason",
    [
        "Just checking in on you",
        "Just calling to see how everything is going",
        "Touching base to see how you like the new truck",
        "wanted to touch base real quick",
        "Reaching out to make sure you're happy",
        "circling back",
        "Courtesy call",
        "Anything else I can help you with?",
        "Is there anything you need from us?",
        "Do you have any questions or concerns?",
        "How are you enjoying the new car?",
        "How's she driving?",
        "How are we treating you?",
        "Hope all is well!",
        "Are you satisfied with your purchase?",
        "Any issues?",
        "What's new?",
        "Thanks again for everything",
        "regular check in",
        "day 2 call",
        "Saying hello",
        "just seeing how things are",
        "You got a minute to talk?",
        "pinging you again",
        "blah blah",
        "aaaa",
        "idk",
        "todo bien?",
        "¿Todo bien con la camioneta?",
        "Nada más para saludarlo",
        "Llamo para ver cómo le va con su vehículo",
        "¿Cómo se siente con el carro?",
        "¿Tiene alguna duda o pregunta?",
        "Sólo quería saber si hay algo",
        "¿Está contento con su coche nuevo?",
        "¿Qué tal todo?",
        "Llamada de seguimiento",
        "Para saber de usted",
        "Buenas tardes, ¿todo en orden?",
        "¿Hay algún problema con el auto?",
        "quería ver si todo sigue bien",
    ],
)
def test_line_48_many_ways_to_say_nothing_are_refused_in_two_languages(reason):
    assert is_empty_reason(reason)


@pytest.mark.parametrize(
    "reason",
    [
        "the second key is here",
        "her plates arrived",
        "temporary tag expires Friday",
        "first service is due at 5,000 miles",
        "she asked how to pair a second phone",
        "how the trip to Flagstaff went",
        "does the trailer tow well",
        "lease ends in June",
        "her trade is worth more now",
        "test drive the hybrid on Saturday",
        "invite to the new owner clinic",
        "recall",
        "answer about the roof rack",
        "his softball tournament",
        "AC noise",
        "birthday",
        "cambio de aceite gratis",
        "su segunda llave ya llegó",
        "las placas temporales vencen el viernes",
        "respuesta sobre el remolque",
        "felicitarla por su cumpleaños",
        "cómo le fue en Flagstaff",
    ],
)
def test_line_48_a_real_reason_passes_whatever_small_talk_is_around_it(reason):
    assert not is_empty_reason(reason)
    assert not is_empty_reason(f"Just checking in, {reason}")
