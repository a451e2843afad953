"""One probe per kind of work, so that "nothing to do" costs an index look-up and no more."""

from django.db import migrations

from dealerfollow.tenancy.functions import DefinerFunction


class Migration(migrations.Migration):
    dependencies = [
        ("followups", "0001_plans_follow_ups_and_attempts"),
        ("deliveries", "0001_deliveries_we_owes_and_imports"),
    ]
    operations = [
        DefinerFunction(
            "groups_with_plans_due(until date)",
            "SETOF bigint",
            "SELECT DISTINCT group_id FROM followups_plan WHERE next_on <= until ORDER BY 1",
        ),
        DefinerFunction(
            "groups_with_notices_due(until timestamptz)",
            "SETOF bigint",
            "SELECT DISTINCT group_id FROM followups_notice WHERE sent_at IS NULL"
            " AND parked_at IS NULL AND send_after <= until ORDER BY 1",
        ),
        DefinerFunction(
            "groups_with_imports()",
            "SETOF bigint",
            "SELECT DISTINCT group_id FROM deliveries_importbatch"
            " WHERE status IN ('waiting', 'running') ORDER BY 1",
        ),
    ]
