"""Sweeps and commands need to find a group before they can open its scope."""

from django.db import migrations

from dealerfollow.tenancy.functions import DefinerFunction


class Migration(migrations.Migration):
    dependencies = [("stores", "0001_groups_stores_and_people")]
    operations = [
        DefinerFunction("group_ids()", "SETOF bigint", "SELECT id FROM stores_group ORDER BY id"),
        DefinerFunction(
            "find_store(wanted text)",
            "TABLE (group_id bigint, store_id bigint)",
            "SELECT group_id, id FROM stores_store WHERE slug = wanted",
        ),
    ]
