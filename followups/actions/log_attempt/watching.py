"""What undo restores: every row that a log may change, as it was before."""

from customers.models import Customer, CustomerPhone
from followups.actions.log_attempt.circumstances import Circumstances
from followups.models import FollowUp


def watch(around: Circumstances, *, is_number_wrong: bool) -> None:
    """Remembers every row that this log may change. A wrong number binds all who have it."""
    around.recorder.watch([around.customer, *around.rows, *around.owes.values()])
    if not is_number_wrong or not around.number:
        return
    phones = list(CustomerPhone.objects.filter(number=around.number))
    others = {phone.customer_id for phone in phones}
    around.recorder.watch(phones)
    around.recorder.watch(Customer.objects.filter(pk__in=others))
    around.recorder.watch(FollowUp.objects.open().filter(customer__in=others))
