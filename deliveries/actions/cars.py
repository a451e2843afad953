"""The car of a sale: the one the group knows, filled in, or a new one."""

from customers.models import Vehicle
from dealerfollow.stores.models import Store
from dealerfollow.tenancy.plain_writes import insert
from deliveries.rules.sale import VehicleDetails

CAR_FACTS = ("year", "make", "model", "trim", "color")


def vehicle_of(store: Store, told: VehicleDetails, *, is_surely_new: bool = False) -> Vehicle:
    """The group's car with that VIN, filled in, or a new one; without a VIN always a new one.

    With `is_surely_new` an IntegrityError says that somebody brought it in just now.
    """
    facts = {name: getattr(told, name) for name in CAR_FACTS}
    known = None
    if told.vin and not is_surely_new:
        known = Vehicle.objects.filter(group_id=store.group_id, vin=told.vin).first()
    if known is None:
        known = Vehicle(group_id=store.group_id, vin=told.vin, **facts)
        insert(known)
        return known
    fill_vehicle(known, told)
    return known


def fill_vehicle(vehicle: Vehicle, told: VehicleDetails) -> bool:
    """Adds facts that nobody had; never overwrites one. True when something was new. Idempotent."""
    news = {n: v for n in CAR_FACTS if (v := getattr(told, n)) and not getattr(vehicle, n)}
    for name, value in news.items():
        setattr(vehicle, name, value)
    if news:
        vehicle.save(update_fields=list(news))
    return bool(news)
