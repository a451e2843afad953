"""/deliveries/import/: upload, columns, check, run, result."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dealerfollow.intake.columns import FIELDS
from dealerfollow.intake.tabular import MAX_BYTES
from dealerfollow.intake.tests.exports import workbook_of
from deliveries.actions.import_file import claim_batch, import_rows, start_import
from deliveries.actions.import_file.reading import read_batch
from deliveries.models import Delivery, ImportBatch, ImportMapping
from deliveries.tests.files import NOW, file_of, many, row
from deliveries.wording_of_files import FIELD_WORDS

URL = "/deliveries/import/"


def upload(client, content, name="sold-nov.csv"):
    return client.post(URL, {"file": SimpleUploadedFile(name, content)}, follow=True)


def finish(batch, store):
    start_import(batch)
    while claimed := claim_batch(pk=batch.pk):
        import_rows(claimed, read_batch(claimed, store), now=NOW)


def test_every_field_of_the_reader_can_be_chosen():
    assert set(FIELD_WORDS) == FIELDS


def test_the_wizard_from_file_to_result(cast, sign_in):
    client = sign_in(cast.maya)
    columns = upload(client, file_of(*many(3)))
    assert columns.context["check_label"] == "Check 3 rows"
    by_header = {c["header"]: c["value"] for c in columns.context["columns"]}
    assert (by_header["VIN"], by_header["Sold Date"]) == ("vin", "sold_on")
    batch = ImportBatch.objects.get()
    check = client.post(columns.request["PATH_INFO"], {"date_order": "mdy"}, follow=True)
    assert (check.context["start_label"], Delivery.objects.count()) == ("Bring in 3 rows", 0)
    run = client.post(reverse("deliveries:import-start", args=[batch.pk]), follow=True)
    assert run.context["is_running"]
    assert b'http-equiv="refresh"' in run.content
    finish(batch, cast.north)
    done = client.get(reverse("deliveries:import-batch", args=[batch.pk]), follow=True)
    assert (done.context["title"], done.context["sums"][0][1]) == ("Done: 3 rows", 3)
    assert b'http-equiv="refresh"' not in done.content


def test_a_problem_stands_beside_its_cell_with_the_remedy(cast, sign_in):
    client = sign_in(cast.maya)
    upload(client, file_of(row(), row(deal_number="2", sold_date="13/45/26", delivery_date="")))
    page = client.get(reverse("deliveries:import-check", args=[ImportBatch.objects.get().pk]))
    (problem,) = page.context["rows"]
    assert problem == {
        "line": 3,
        "column": "Sold Date",
        "value": "13/45/26",
        "problem": "There is no such day.",
        "remedy": "Correct the date in the DMS.",
        "is_refused": True,
    }
    assert page.context["start_label"] == "Bring in 1, leave out 1"


def test_columns_are_corrected_and_kept_for_the_stores_next_file(cast, sign_in):
    client = sign_in(cast.maya)
    content = file_of(*many(2)).replace(b"Customer", b"Wer")
    page = upload(client, content)
    assert page.context["problem"].startswith("No column says which customer it is.")
    n = next(c["name"] for c in page.context["columns"] if c["header"] == "Wer")
    told = {f"column-{n}": "customer_name", "date_order": "mdy"}
    check = client.post(page.request["PATH_INFO"], told, follow=True)
    assert check.context["start_label"] == "Bring in 2 rows"
    assert ImportMapping.objects.get().columns["Wer"] == "customer_name"
    again = upload(client, content + b"\r\n")
    assert again.context["problem"] == ""


def test_day_first_dates_are_read_as_told(cast, sign_in):
    client = sign_in(cast.maya)
    page = upload(client, file_of(row(sold_date="05/11/2026", delivery_date="05/11/2026")))
    client.post(page.request["PATH_INFO"], {"date_order": "dmy"})
    finish(ImportBatch.objects.get(), cast.north)
    assert Delivery.objects.get().sold_on == date(2026, 11, 5)


def test_a_forbidden_column_is_named_and_never_shown_or_stored(cast, sign_in):
    content = b"Deal #,Sold Date,Customer,VIN,SSN,APR\r\n1,11/18/2026,A B,X,078-05-1120,3.9\r\n"
    page = upload(sign_in(cast.maya), content)
    hidden = [c["header"] for c in page.context["columns"] if c["is_never_stored"]]
    assert hidden == ["SSN", "APR"]
    assert b"078-05-1120" not in page.content
    n = next(c["name"] for c in page.context["columns"] if c["header"] == "SSN")
    client = sign_in(cast.maya)
    client.post(page.request["PATH_INFO"], {f"column-{n}": "deal_number", "date_order": ""})
    assert ImportBatch.objects.get().columns["SSN"] == ""


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7", b"PK\x03\x04oops", b"\0\0\0", b"a,b\n1,2\n", b"<html></html>"],
    ids=["empty", "pdf", "zip", "nul", "columns", "html"],
)
def test_a_hostile_file_is_told_in_words(cast, sign_in, content):
    page = upload(sign_in(cast.maya), content)
    assert page.status_code == 200
    assert page.context["problem"] != ""


def test_a_file_that_is_too_large_is_refused_beside_its_field(cast, sign_in):
    page = upload(sign_in(cast.maya), b"x" * (MAX_BYTES + 1))
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["file"])
    assert ImportBatch.objects.count() == 0


def test_no_file_and_a_made_up_field_are_told(cast, sign_in):
    client = sign_in(cast.maya)
    assert client.post(URL).status_code == 422
    page = upload(client, file_of(row()))
    answer = client.post(page.request["PATH_INFO"], {"column-0": "password"}, follow=True)
    assert answer.status_code == 200
    assert [m.level_tag for m in answer.context["messages"]] == ["error"]


def test_a_workbook_goes_the_same_way(cast, sign_in):
    one = row()
    page = upload(sign_in(cast.maya), workbook_of([list(one), list(one.values())]), "sold.xlsx")
    assert page.context["check_label"] == "Check 1 row"


def test_the_same_file_again_says_so_and_changes_nothing(cast, sign_in):
    client = sign_in(cast.maya)
    upload(client, file_of(*many(2)))
    finish(ImportBatch.objects.get(), cast.north)
    page = upload(client, file_of(*many(2)))
    assert "before" in str(next(iter(page.context["messages"])))
    assert (ImportBatch.objects.count(), Delivery.objects.count()) == (1, 2)


def test_starting_twice_starts_once(cast, sign_in):
    client = sign_in(cast.maya)
    upload(client, file_of(*many(2)))
    batch = ImportBatch.objects.get()
    url = reverse("deliveries:import-start", args=[batch.pk])
    client.post(url)
    finish(batch, cast.north)
    client.post(url)
    batch.refresh_from_db()
    assert (batch.status, batch.created) == ("done", 2)


def test_the_rows_left_out_are_a_csv_without_formulas(cast, sign_in):
    client = sign_in(cast.maya)
    upload(client, file_of(row(sold_date="=1+1", delivery_date="")))
    url = reverse("deliveries:import-problems", args=[ImportBatch.objects.get().pk])
    lines = client.get(url).content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("2,Sold Date,'=1+1,")
