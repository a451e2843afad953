"""What to say, in English."""

from collections.abc import Mapping

OPENING = "{name}, this is {caller} at {store}{about}."
ABOUT = ", about the {vehicle} you took home {ago}"
CAR = "car"
SOON = "the day we agreed on"

REASONS: Mapping[str, str] = {
    "we_owe_ready": "Good news about your {item}: ready for you here. When would you like it?",
    "we_owe_overdue": (
        "We promised your {item} for {promised_on}, and I owe you word. Let me give you a day "
        "that I can hold."
    ),
    "we_owe_moved": (
        "We told you {told_on} for your {item}; it is {promised_on} now. I wanted you to hear it "
        "from me first."
    ),
    "we_owe_due_today": "Your {item} is promised for {promised_on}. Here is where it stands.",
    "we_owe_due_soon": "Your {item} is promised for {promised_on}. Here is where it stands.",
    "we_owe_no_update": "I have not forgotten your {item}. Here is what I found out so far.",
    "answer_due": "You asked me for something: {item}. I have the answer.",
    "answer_overdue": (
        "You asked me for something, {item}, and I owe you the answer. Here is what I know today."
    ),
    "perk_unused": "You still have {left} of {uses} from us: {item}. Shall I book the next one?",
    "perk_once": "You still have something from us: {item}. Shall I book it for you?",
    "heat_open": "I owe you an update on {cause}. Here is where it stands today.",
    "asked_to_call_back": "You asked me to call back, so here I am. Is this a good moment?",
    "in_service_today": (
        "Your {vehicle} is here for service today. May I come over, or bring you anything?"
    ),
    "tag_expires": "Your temporary tag is good until {ends_on}. Here is where your plates are.",
    "survey_opens_soon": (
        "The manufacturer writes to you from {opens_on} on, with a few questions about buying "
        "here. Is there anything you would like us to put right first?"
    ),
    "survey_is_out": "The manufacturer’s questions should be in your mail. Did they reach you?",
    "survey_low": (
        "Thank you for answering the manufacturer. What is the one thing we should have done "
        "another way?"
    ),
    "desk_says": "I asked {department} for you. They say: {text}.",
    "thank_for_name": "Thank you for sending {name} to us. That means a lot to me.",
    "car_is_sold": (
        "The {vehicle} you asked about went to somebody else. May I show you one that comes close?"
    ),
    "loose_end": "Last time we left something open, and I want to finish it with you.",
    "first_service_due": "Your first service is coming up. Which day suits you best?",
    "post_sale": "Now that you have driven it: what should I show you once more?",
    "satisfaction": "What is the one thing that would make it perfect for you?",
    "how_to": "May I show you one thing in it that most people find late?",
    "plates": "Here is where your plates are, and when you get them.",
    "lease": "Your lease ends {lease_ends_on}. You have choices already; may I go through them?",
    "lease_ends": "Your lease ends {lease_ends_on}. You have choices already; may I go over them?",
    "birthday": "Happy birthday! That is all I am calling for.",
    "birthday_near": "Happy birthday, from all of us!",
    "birthday_soon": "Your birthday is {on}: all the best from all of us.",
    "birthday_past": "Your birthday was {on}: all the best from all of us.",
    "repurchase": "What should your next car do that this one does not?",
    "introduction": "I look after you here from now on. This is how you reach me.",
    "promise": "You asked me for something, and I have the answer.",
    "call_back": "You asked me to call back, so here I am. Is this a good moment?",
    "purchase_anniversary": "It is an anniversary with your car: {years} with us. Thank you!",
    "review_not_asked": (
        "Would you write a few words about how it was to buy here? I can send you the link."
    ),
    "personal_fact": "I noted something you told me: {text}. How did that go?",
}

FLAGS: Mapping[str, str] = {
    "long_finance": "You spent a long time in finance. What in the papers may I explain?",
    "cut_short": "We had little time when you took it home. What should I still show you?",
    "cosmetic_item": "There is a spot on it that we said we would look at together. When suits?",
    "second_key": "Your second key is still to come. Here is when.",
    "detail_to_finish": "We said we would finish the detailing. Which day suits you best?",
    "after_dark": "It was dark when you drove home. Come by in daylight, and we look it over.",
    "we_owe_without_update": "We still owe you something, and you should know where it stands.",
}

USES: Mapping[str, str] = {
    "towing": "You tow with it: shall I show you the tow mode and the right tire pressure?",
    "winter": "You take it into the snow: shall we check tires and battery before winter?",
    "work": "It works for its living with you: what would make the day easier?",
    "family": "It carries the family: shall I show you what the seats can do?",
    "trips": "You travel with it: shall we look it over before the next trip?",
    "commute": "You put many miles on it, so service comes early. Shall I find you a time?",
    "other": "You told us how you use it: {text}. What would make that easier?",
}

CAUSES: Mapping[str, str] = {
    "vehicle": "the car",
    "we_owe": "what we still owe you",
    "papers": "your papers",
    "money": "the figures",
    "treatment": "how you were treated",
    "service": "your service visit",
    "other": "what you told us",
}

DEPARTMENTS: Mapping[str, str] = {
    "sales": "the sales desk",
    "title": "the title desk",
    "parts": "the parts desk",
    "detail": "the detail shop",
    "service": "the service desk",
    "finance": "the finance desk",
}
