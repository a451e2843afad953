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
    ("Free oil change, 3", "service", 150),
    ("Roof rails", "parts", 12),
    ("Tow hitch", "service", 14),
)
# What a department says of each item; True: it is ready.
NEWS = {
    "License plates": (
        ("Title went to the state", False),
        ("Lien release came in, title goes out Friday", False),
        ("Plates are here, at the front desk", True),
        ("State is behind, new date set", False),
        ("Plates arrived, ready for pick-up", True),
    ),
    "Second key": (
        ("Key is on order", False),
        ("Previous owner is mailing it", False),
        ("Key is here, at the parts counter", True),
        ("Key is back-ordered, new date set", False),
        ("Cut and programmed, ready for pick-up", True),
    ),
    "All-weather mats": (
        ("On order", False),
        ("Shipped from the warehouse", False),
        ("Arrived, at the parts counter", True),
        ("Back-ordered, new date set", False),
        ("Here, ready for pick-up", True),
    ),
    "Touch-up, rear bumper": (
        ("Paint code matched, waiting for a bay", False),
        ("Painter comes next week", False),
        ("Bay is free, they can bring it in", True),
        ("Painter is out, new date set", False),
        ("Set for any weekday morning", True),
    ),
    "Owner's manual": (
        ("On order", False),
        ("Publisher sent it", False),
        ("Arrived, at the front desk", True),
        ("Out of print, a copy is on its way", False),
        ("Here, ready for pick-up", True),
    ),
    "Free oil change, 3": (
        ("Coupons are being printed", False),
        ("Waits for the account number", False),
        ("Coupons are in their account", True),
        ("System was down, new date set", False),
        ("Ready: any weekday, no appointment", True),
    ),
    "Roof rails": (
        ("On order", False),
        ("Shipped from the warehouse", False),
        ("Arrived, fitting takes an hour", True),
        ("Back-ordered, new date set", False),
        ("Here, ready to be fitted", True),
    ),
    "Tow hitch": (
        ("Hitch is on order", False),
        ("Wiring kit is still to come", False),
        ("Arrived, a bay is held for them", True),
        ("Back-ordered, new date set", False),
        ("Here, ready to be fitted", True),
    ),
}
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
