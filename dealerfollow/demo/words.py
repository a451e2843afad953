"""Names, cars and promises that a store in Arizona might have. Invented, all of them."""

FIRST = (
    "Maria Joanne Kenji Nadia Terrence Priya Ashley Gloria Harold Curtis Lena Oscar Elena Wes "
    "Carmen Diego Sofía Rosa Miguel Hannah Tyrell Brooke Anders Mei Fatima Luis Beatriz Owen "
    "Grant Delia Raúl Inés Walter Denise Victor Ruth Samira Paul Teresa Jamal"
).split()
LAST = (
    "Delgado|Stokes|Watanabe|Haddad|Okafor|Raman|Burke|Mendez|Pruett|Yoder|Fischer|Villalobos|"
    "Brandt|Tillery|Muñoz|Ibarra López|Nguyen|Castellano|Reyes|Whitfield|Park|O'Connor|García|"
    "Lindholm|Abbott|Kowalski|Herrera Ruiz|Simmons|Bauer|Chavez|Ortega|Novak|Dunn|Peña|Vance"
).split("|")
STREETS = "Camelback|Indian School|Thomas|Baseline|Mesquite|Palo Verde|Ocotillo|Sahuaro".split("|")
CITIES = (("Scottsdale", "85251"), ("Tempe", "85281"), ("Mesa", "85201"), ("Phoenix", "85004"))

NEW_CARS = (
    ("Honda", "CR-V", "EX-L"),
    ("Honda", "Pilot", "TrailSport"),
    ("Honda", "Civic", "Sport"),
    ("Honda", "Accord", "Hybrid"),
    ("Honda", "Odyssey", "EX-L"),
    ("Honda", "Passport", "RTL"),
)
USED_CARS = (
    ("Toyota", "Tacoma", "SR5"),
    ("Ford", "F-150", "XLT"),
    ("Chevrolet", "Silverado", "LT"),
    ("Honda", "HR-V", "EX"),
    ("Nissan", "Pathfinder", "SL"),
    ("Subaru", "Outback", "Premium"),
)
COLORS = "White Silver Gray Blue Red Black".split()

# (item, department, days until promised)
PROMISES = (
    ("License plates", "title", 24),
    ("Second key", "parts", 6),
    ("All-weather mats", "parts", 8),
    ("Touch-up, rear bumper", "detail", 7),
    ("Owner's manual", "parts", 10),
    ("Free oil changes", "service", 365),
    ("Roof rails", "parts", 12),
    ("Tow hitch", "service", 14),
)
PERKS = {"Free oil changes": 3}
"""What is used up bit by bit, and how often it can be had."""
THEY_OWE = (("Title of the trade-in", "title"), ("Second key of the trade-in", "sales"))
# What a department says of each item, and what is the case then: a stage on the way, ready, or
# only news ("waiting").
NEWS = {
    "License plates": (
        ("Title went to the state", "sent"),
        ("Lien release came in, title goes out Friday", "papers"),
        ("Plates are here, at the front desk", "ready"),
        ("State is behind, new date set", "sent"),
        ("Plates arrived, ready for pick-up", "ready"),
    ),
    "Second key": (
        ("Key is on order", "ordered"),
        ("Previous owner is mailing it", "waiting"),
        ("Key is here, at the parts counter", "ready"),
        ("Key is back-ordered, new date set", "ordered"),
        ("Cut and programmed, ready for pick-up", "ready"),
    ),
    "All-weather mats": (
        ("On order", "ordered"),
        ("Shipped from the warehouse", "ordered"),
        ("Arrived, at the parts counter", "ready"),
        ("Back-ordered, new date set", "ordered"),
        ("Here, ready for pick-up", "ready"),
    ),
    "Touch-up, rear bumper": (
        ("Paint code matched, waiting for a bay", "waiting"),
        ("Painter comes next week", "waiting"),
        ("Bay is free, they can bring it in", "ready"),
        ("Painter is out, new date set", "waiting"),
        ("Set for any weekday morning", "ready"),
    ),
    "Owner's manual": (
        ("On order", "ordered"),
        ("Publisher sent it", "ordered"),
        ("Arrived, at the front desk", "ready"),
        ("Out of print, a copy is on its way", "ordered"),
        ("Here, ready for pick-up", "ready"),
    ),
    "Roof rails": (
        ("On order", "ordered"),
        ("Shipped from the warehouse", "ordered"),
        ("Arrived, fitting takes an hour", "arrived"),
        ("Back-ordered, new date set", "ordered"),
        ("Here, ready to be fitted", "ready"),
    ),
    "Tow hitch": (
        ("Hitch is on order", "ordered"),
        ("Wiring kit is still to come", "ordered"),
        ("Arrived, a bay is held for them", "arrived"),
        ("Back-ordered, new date set", "ordered"),
        ("Here, ready to be fitted", "ready"),
    ),
}
NEWS_OF_OTHERS = (
    ("Taken care of this week", "waiting"),
    ("Here, ready for them", "ready"),
)
ASKED_FOR = (
    ("Cargo net", "parts", 6),
    ("Show how to pair the second phone", "sales", 2),
    ("Touch-up, door edge", "detail", 9),
    ("Copy of the contract", "finance", 3),
)
"""What a customer asks for on a call: item, department, days until promised."""
UPSETS = (
    ("uneasy", "vehicle", "A rattle from the rear door on rough roads"),
    ("upset", "we_owe", "Was told a week for the key, and nobody called when it slipped"),
    ("upset", "papers", "Temporary tag runs out, and no word about the plates"),
    ("uneasy", "treatment", "Came by twice and nobody had time for them"),
    ("upset", "service", "Waited two hours past the appointment"),
    ("severe", "money", "First payment is higher than on the paper they signed"),
)
# (what was done, cents)
STEPS = (
    ("Service took a ride along and found the clip", 0),
    ("Loaner for two days", 9_000),
    ("Called them with the new date, and a full tank for the wait", 5_500),
    ("Went through the papers with them, line by line", 0),
)
SETTLED = (
    "Fixed, and driven by their salesperson before they had it back",
    "They have it, brought to their house",
    "Put right, with a letter that says so",
)
VERBATIMS = (
    "Easy from start to finish, and somebody called afterwards.",
    "Nobody rushed us.",
    "Good people. Key took a while.",
    "",
)
LOW_VERBATIMS = (
    "Nobody told me when the plates come.",
    "Car was not clean at delivery.",
)
REVIEWS = (
    (5, "Called two days later to see if I had questions. Nobody ever did that before."),
    (5, "They did what they promised."),
    (4, "Fair price. The second key took three weeks."),
    (2, "Had to call three times about my plates."),
)
FACTS = (
    "Coaches softball on Saturdays",
    "Tows a 19-foot camper",
    "Commutes 40 miles to Chandler",
    "Two dogs, both ride along",
    "Grandson starts school in the fall",
    "Volunteers at the food bank",
    "Works nights at the hospital",
    "Drives to Flagstaff in winter",
)
USES = ("Commute and school run", "Camping and towing", "Sales route, 25,000 miles a year")
NOTES = (
    "Loves the ride.",
    "Asked how to pair a second phone; showed the steps.",
    "Happy with the delivery, will come by for the key.",
    "Plates have not come yet; told them the date from title.",
    "Going on a trip next month.",
    "",
    "",
)
GAINS = ("Where the plates are", "How to pair a phone", "Date for the second key", "Service hours")
