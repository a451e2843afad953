"""Sold-deal exports of dealer systems: CSV and XLSX to SoldDeal rows and problems."""

from dealerfollow.intake.dms_csv.reading import read_sold_deals

__all__ = ["read_sold_deals"]
