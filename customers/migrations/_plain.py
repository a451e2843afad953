"""The database function behind `customers.models.customer.Plain`."""

from dealerfollow.tenancy.functions import FunctionStep

# unaccent() alone is only STABLE, since its dictionary could change, and so cannot be indexed.
# What LIKE reads as a pattern becomes a space; apostrophes and dots vanish (O'Brien, Jr.).
PLAIN = """
CREATE OR REPLACE FUNCTION customers_plain(words text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT SET search_path = pg_catalog, public AS $df$
BEGIN
    RETURN translate(
        lower(public.unaccent('public.unaccent'::regdictionary, normalize(words, NFC))),
        '-/&,_%\\"''’.`', '        '
    );
END
$df$
"""


class MakePlain(FunctionStep):
    """The application gets EXECUTE, since its own inserts work out the searched name."""

    def __init__(self) -> None:
        super().__init__("customers_plain(text)", PLAIN)
