"""Sold-deal exports as the systems write them: the same three sales in each spelling."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime

import openpyxl  # type: ignore[import-untyped]

Columns = dict[str, tuple[str, ...]]

CDK: Columns = {
    "DealNo": ("1001", "1002", "1003"),
    "ContractDate": ("11/18/2026", "11/19/2026", "11/20/2026"),
    "FiWipStatusCode": ("F", "F", "B"),
    "FIDealType": ("New", "Used", "New"),
    "StockNo": ("N100", "U200", "N300"),
    "VIN": ("1HGCM82633A004352", "1M8GDM9AXKP042788", "11111111111111111"),
    "Year": ("2027", "2023", "2027"),
    "MakeName": ("Honda", "MCI", "Honda"),
    "ModelName": ("Accord", "Coach", "Pilot"),
    "CustNo": ("501", "502", "503"),
    "Name1": ("NUÑEZ GARCIA,MARIA L", "ACME PLUMBING, LLC", "SMITH,JOHN"),
    "HomePhone": ("(602) 555-0123", "602.555.0124", "1-602-555-0125"),
    "Email1": ("maria@example.com", "", "john@example.com"),
    "CRMSP1Id": ("12", "14", "12"),
    "CRMSP1Name": ("SAM S", "NOOR N", "SAM S"),
    "APR": ("3.9", "5.9", "1.9"),
    "PaymentAmt": ("410.22", "388.00", "512.10"),
}
LIGHTSPEED: Columns = {
    "DealNo": CDK["DealNo"],
    "OriginatingDate": ("2026-11-18", "2026-11-19", "2026-11-20"),
    "DeliveryDate": ("2026-11-18", "2026-11-19", "2026-11-20"),
    "UnitType": CDK["FIDealType"],
    "StockNumber": CDK["StockNo"],
    "VIN": CDK["VIN"],
    "Year": CDK["Year"],
    "Make": CDK["MakeName"],
    "Model": CDK["ModelName"],
    "CustFullName": ("Maria L Nuñez Garcia", "Acme Plumbing LLC", "John Smith"),
    "CellPhone": CDK["HomePhone"],
    "EMail": CDK["Email1"],
    "Salesman": CDK["CRMSP1Name"],
}
LOTWIZARD: Columns = {
    "Deal #": CDK["DealNo"],
    "Deal_Date": ("18-Nov-2026", "19-Nov-2026", "20-Nov-2026"),
    "NU": ("N", "U", "N"),
    "Stock #": CDK["StockNo"],
    "VIN": CDK["VIN"],
    "Year": ("27", "23", "27"),
    "Make": CDK["MakeName"],
    "Model": CDK["ModelName"],
    "Customer": LIGHTSPEED["CustFullName"],
    "Cell": CDK["HomePhone"],
    "Email": CDK["Email1"],
    "Salesperson": CDK["CRMSP1Name"],
    "SaleType": ("Finance", "Cash", "Lease"),
    "FundingDate": ("", "", ""),
}
OTHERS: Columns = {
    "Deal_Number": CDK["DealNo"],
    "SoldDate": ("11/18/26", "11/19/26", "11/20/26"),
    "DeliveredOn": ("11/18/26", "11/19/26", "11/20/26"),
    "Status": ("Finalized", "Delivered", "Booked"),
    "New/Used": CDK["FIDealType"],
    "VIN": CDK["VIN"],
    "First Name": ("Maria", "", "John"),
    "Middle Name": ("L", "", ""),
    "Last Name": ("Nuñez Garcia", "Acme Plumbing LLC", "Smith"),
    "Mobile Phone": CDK["HomePhone"],
    "E-mail": CDK["Email1"],
    "Sales Person": CDK["CRMSP1Name"],
}
SPELLINGS = {"cdk": CDK, "lightspeed": LIGHTSPEED, "lotwizard": LOTWIZARD, "others": OTHERS}
ENCODINGS = {
    "utf-8": ("utf-8", b""),
    "utf-8-sig": ("utf-8", b"\xef\xbb\xbf"),
    "utf-16": ("utf-16-le", b"\xff\xfe"),
    "utf-16-be": ("utf-16-be", b"\xfe\xff"),
    "utf-16-no-bom": ("utf-16-le", b""),
    "cp1252": ("cp1252", b""),
}


def text_of(columns: Columns, delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return out.getvalue()


def encoded(text: str, encoding: str) -> bytes:
    codec, mark = ENCODINGS[encoding]
    return mark + text.encode(codec)


def workbook_of(rows: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook_of_columns(columns: Columns) -> bytes:
    """As Excel would hold it: numbers as numbers, dates as dates."""

    def cell(text: str) -> object:
        if text.isdigit() and len(text) < 12:
            return int(text)
        try:
            return datetime.combine(date.fromisoformat(text), datetime.min.time())
        except ValueError:
            return text

    records = zip(*columns.values(), strict=True)
    return workbook_of([list(columns), *([cell(c) for c in record] for record in records)])
