"""Two-letter codes of the states and territories of the United States."""

_STATES = """AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut
DE Delaware|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana
IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan
MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire
NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma
OR Oregon|PA Pennsylvania|PR Puerto Rico|RI Rhode Island|SC South Carolina|SD South Dakota
TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|VI Virgin Islands|WA Washington
WV West Virginia|WI Wisconsin|WY Wyoming|GU Guam|AS American Samoa|MP Northern Mariana Islands"""
_CODES = {
    name.casefold(): code
    for code, _, name in (s.partition(" ") for s in _STATES.replace("\n", "|").split("|"))
}
STATE_CODES = frozenset(_CODES.values())


def state_code(text: str) -> str:
    """The code of a state given by code or name in any case; other text comes back as it is."""
    bare = text.strip(" .")
    if bare.upper() in STATE_CODES:
        return bare.upper()
    return _CODES.get(bare.casefold(), text)
