"""What people type about deliveries, checked before anything is done with it."""

from deliveries.forms.desk import WordForm
from deliveries.forms.life import ClearDateForm, GoneForm
from deliveries.forms.sale import OweFormSet, SaleForm
from deliveries.forms.small import CorrectDateForm, MatchForm, UnwindForm, UploadForm

__all__ = [
    "ClearDateForm",
    "CorrectDateForm",
    "GoneForm",
    "MatchForm",
    "OweFormSet",
    "SaleForm",
    "UnwindForm",
    "UploadForm",
    "WordForm",
]
