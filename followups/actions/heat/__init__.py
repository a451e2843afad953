"""Heat cases: opened, heard, handed on, resolved, confirmed, opened again."""

from followups.actions.heat.opening import open_heat
from followups.actions.heat.owed import HeatRefused

__all__ = ["HeatRefused", "open_heat"]
