"""Each store has its own today, so the probe asks per store: nothing due costs one look each."""

from django.db import migrations

from dealerfollow.tenancy.functions import DefinerFunction


class Migration(migrations.Migration):
    dependencies = [
        ("followups", "0002_find_groups_with_work"),
        ("stores", "0002_find_groups_and_stores"),
    ]
    operations = [
        DefinerFunction(
            "stores_with_plans_due(moment timestamptz)",
            "TABLE (group_id bigint, store_id bigint)",
            "SELECT s.group_id, s.id FROM stores_store s WHERE EXISTS ("
            "SELECT FROM followups_plan p WHERE p.store_id = s.id"
            " AND p.next_on <= (moment AT TIME ZONE s.time_zone)::date) ORDER BY 1, 2",
        ),
    ]
