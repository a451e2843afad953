"""The models of this app, by what they are about."""

from deliveries.models.asked_fact import AskedFact
from deliveries.models.date_clearing import DateClearing
from deliveries.models.delivery import FLAGS, Delivery, DeliveryChange
from deliveries.models.imports import ImportBatch, ImportMapping, ImportProblem, SalespersonMatch
from deliveries.models.pasted_list import PastedList
from deliveries.models.we_owe import DEPARTMENTS, WeOwe, WeOweChange

__all__ = [
    "DEPARTMENTS",
    "FLAGS",
    "AskedFact",
    "DateClearing",
    "Delivery",
    "DeliveryChange",
    "ImportBatch",
    "ImportMapping",
    "ImportProblem",
    "PastedList",
    "SalespersonMatch",
    "WeOwe",
    "WeOweChange",
]
