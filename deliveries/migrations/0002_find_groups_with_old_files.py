"""A probe for the files that are old enough to be forgotten: mostly there is none."""

from django.db import migrations

from dealerfollow.tenancy.functions import DefinerFunction


class Migration(migrations.Migration):
    dependencies = [("deliveries", "0001_deliveries_we_owes_and_imports")]
    operations = [
        DefinerFunction(
            "groups_with_old_files(until timestamptz)",
            "SETOF bigint",
            "SELECT DISTINCT group_id FROM deliveries_importbatch"
            " WHERE received_at < until AND content IS NOT NULL ORDER BY 1",
        ),
    ]
