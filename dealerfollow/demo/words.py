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
NEWS = (
    ("Title went to the state", False),
    ("On order", False),
    ("Arrived, at the front desk", True),
    ("Back-ordered, new date set", False),
    ("Done, ready for pick-up", True),
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
