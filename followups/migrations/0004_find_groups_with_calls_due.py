"""Where somebody may have to be called today: one look per store. And whose a follow-up is."""

from django.db import migrations

from dealerfollow.tenancy.functions import DefinerFunction


class Migration(migrations.Migration):
    dependencies = [
        ("followups", "0003_find_stores_with_plans_due"),
        ("stores", "0002_find_groups_and_stores"),
    ]
    operations = [
        DefinerFunction(
            "groups_with_calls_due(moment timestamptz)",
            "SETOF bigint",
            "SELECT DISTINCT s.group_id FROM stores_store s WHERE EXISTS ("
            "SELECT FROM followups_followup f WHERE f.store_id = s.id AND f.state = 'open'"
            " AND f.due_on <= (moment AT TIME ZONE s.time_zone)::date) ORDER BY 1",
        ),
        DefinerFunction(
            "group_of_follow_up(wanted bigint)",
            "bigint",
            "SELECT group_id FROM followups_followup WHERE id = wanted",
        ),
    ]
