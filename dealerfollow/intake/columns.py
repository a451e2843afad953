"""Column names of sold-deal exports as seen in the wild, and what must never be read from one.

One line per field of ours: its code, then the names by which the systems know it (CDK, Lightspeed,
LotWizard, Reynolds, Dealertrack, Tekion and plain spreadsheets). Case and punctuation do not count.
"""

import re
import unicodedata

_NAMES = """
deal_number: Deal #|DealNo|Deal_Number|Deal|Deal ID|Deal Num|DealJacket|Contract Number
sold_on: ContractDate|OriginatingDate|Deal_Date|SoldDate|SaleDate|Sale_Date|DateSold|
  Date of Sale|Sold On|Purchase Date
event_on: DealEventDate|FinanceDate|FinalizedDate|BookedDate|Close Date
delivered_on: DeliveryDate|DeliveredOn|DateDelivered|DeliveredDate|Delivery Dt
status: FiWipStatusCode|DealEventN|DealEvent|Status|Deal Status|DealStatus|Deal State
condition: FIDealType|UnitType|NU|N/U|New/Used|New or Used|NewUsed|NewUsedFlag|Condition|
  Vehicle Type|Stock Type|VehicleStatus
sale_kind: SaleType|Sale Type|Deal Type|DealType|TransactionType|Type of Sale
stock_number: StockNo|StockNumber|Stock #|Stock|Stk|Stk #|Unit Number|Stock ID
vin: VIN|VIN #|VehicleVIN|Vehicle Identification Number|Serial Number
year: Year|VehicleYear|ModelYear|Veh Year|Yr
make: Make|MakeName|VehicleMake|Veh Make
model: Model|ModelName|VehicleModel|Veh Model|Model Description
trim: Trim|TrimLevel|Series
body_style: BodyStyle|Body
color: Color|ExteriorColor|Ext Color|Colour
mileage: VehicleMileage|Mileage|Miles|Odometer|OdometerReading|Odom
vehicle: Vehicle|Vehicle Description|Unit|Year Make Model
customer_number: CustNo|CustomerNo|Customer Number|Cust #|Customer ID|CustID
customer_name: Name|Name1|CustFullName|Customer|CustomerName|Customer Name|Buyer|BuyerName|
  Buyer Name|Full Name
company_name: Company|CompanyName|Business Name|BusinessName
first_name: First Name|FirstName|CustFirstName|BuyerFirstName|Customer First Name|Buyer First
middle_name: Middle Name|MiddleName|MI|Middle Initial
last_name: Last Name|LastName|CustLastName|BuyerLastName|Customer Last Name|Surname|Buyer Last
address: Address|Address1|Street|Address Line 1|StreetAddress|CustAddress|Mailing Address
address2: Address2|Address Line 2|Apt
city: City|CustCity|Town
state: State|CustState|Province|St
zip: ZipOrPostalCode|Zip|ZipCode|Zip Code|PostalCode|CustZip
born_on: BirthDate|DateOfBirth|DOB|Birthday
language: Language|Preferred Language
phone_mobile: CellPhone|Cell|Mobile Phone|Mobile|CellNumber|CustCellPhone|Buyer Cell
phone_home: HomePhone|Home Phone|Home|Home Number|CustHomePhone|Evening Phone
phone_work: BusinessPhone|WorkPhone|Work|OfficePhone|Day Phone
phone_other: Phone|PhoneNumber|Phone1|Phone2|Telephone|Primary Phone|Contact Number
email: Email|E-mail|Email1|Email2|Email3|EmailAddress|E-mail Address|CustEmail|Buyer Email
co_number: CoCustNo|CoBuyerNo|CoBuyerCustNo
co_name: CoBuyer|CoName1|CoName|CoBuyerName|Co-Buyer Name|CoBuyerFullName|Co Customer
co_first_name: CoFirstName|CoBuyerFirstName|Co-Buyer First|Co-Buyer First Name
co_last_name: CoLastName|CoBuyerLastName|Co-Buyer Last|Co-Buyer Last Name
co_phone_mobile: CoCellPhone|CoBuyerCell|CoCell|CoBuyerCellPhone|Co-Buyer Mobile|
  CoBuyerMobilePhone
co_phone_home: CoHomePhone|CoBuyerHomePhone|CoPhone|CoBuyerPhone|Co-Buyer Phone
co_phone_work: CoBusinessPhone|CoWorkPhone|CoBuyerWorkPhone
co_email: CoEmail|CoEmail1|CoBuyerEmail|CoBuyerEMail
salesperson_1_id: CRMSP1Id|SaleCreditSP1|Salesperson ID|SalespersonId|SalesmanId|
  Salesperson 1 ID|SP1Id
salesperson_1_name: CRMSP1Name|Salesman|Salesperson|Salesperson Name|Salesperson 1|Sales Rep|
  SalesRep|Sales Person|Sales Consultant|Sold By|Salesman1
salesperson_2_id: CRMSP2Id|SaleCreditSP2|Salesperson 2 ID|SP2Id
salesperson_2_name: CRMSP2Name|Salesman2|Salesperson 2|Split Salesperson|Second Salesperson
salesperson_3_id: CRMSP3Id|SaleCreditSP3|Salesperson 3 ID|SP3Id
salesperson_3_name: CRMSP3Name|Salesman3|Salesperson 3
lease_term: Term|LeaseTerm|Lease Term|Term Months
lease_end: LeaseEndDate|LeaseEnd|Lease End|Lease Maturity Date|MaturityDate|LeaseExpiration
"""

_LINES = _NAMES.replace("|\n  ", "|").strip().splitlines()

# Longest value that each field may have; a longer one refuses the row.
LIMITS = {
    "deal_number": 40, "stock_number": 40, "vin": 40, "customer_number": 40, "co_number": 40,
    "zip": 16, "year": 10, "mileage": 20, "language": 40, "state": 40,
    "salesperson_1_id": 40, "salesperson_2_id": 40, "salesperson_3_id": 40,
    "address": 200, "address2": 200, "email": 500, "vehicle": 200,
}  # fmt: skip
DEFAULT_LIMIT = 120
_SEVERAL = (
    "email co_email phone_mobile phone_home phone_work phone_other co_phone_mobile co_phone_home "
    "co_phone_work status"
)
SEVERAL_COLUMNS = frozenset(_SEVERAL.split())

# Decision 14: social security numbers, rates and payments are never stored, whoever maps them.
_FORBIDDEN = re.compile(
    r"^(co|cust|buyer|cobuyer|customer)?ssn|socialsec|taxid|\btin\b|fein|driverslic|driverlic|^dl(no|num)|^apr($|rate|pct|percent)|paydate|interestrate|"
    r"buyrate|sellrate|payment|^pmt|paymt|payoff|creditscore|fico|income|bankacc|accountn|"
    r"cardnum|cvv|routing"
)


def normal_header(header: str) -> str:
    """A header without case, accents and punctuation; "#" counts as the word number."""
    plain = unicodedata.normalize("NFKD", header.replace("#", " number ")).casefold()
    return "".join(c for c in plain if c.isalnum() and c.isascii())


def is_forbidden(header: str) -> bool:
    """True for columns of identity numbers, rates and payments: no mapping can open them."""
    return bool(_FORBIDDEN.search(normal_header(header)))


def _known() -> dict[str, str]:
    known: dict[str, str] = {}
    for line in _LINES:
        field, _, names = line.partition(": ")
        for name in (field, *names.split("|")):
            known.setdefault(normal_header(name), field)
    known |= {f"dealevent{n}": "status" for n in range(1, 10)}
    return known


KNOWN_COLUMNS = _known()
FIELDS = frozenset(line.partition(": ")[0] for line in _LINES)
