"""Units of a split deal: half a sale each (edge case 77). A contact is counted once, elsewhere."""

from fractions import Fraction

ONE, HALF = Fraction(1), Fraction(1, 2)


def units(first_id: int | None, second_id: int | None) -> dict[int, Fraction]:
    """User id to the part of the sale that is theirs; together one unit, or none for nobody."""
    people = list(dict.fromkeys(pk for pk in (first_id, second_id) if pk is not None))
    return {pk: HALF if len(people) > 1 else ONE for pk in people}
