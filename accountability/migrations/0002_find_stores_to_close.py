"""Which stores are to be closed, and which were not by morning: asked across all groups."""

from django.db import migrations

from dealerfollow.tenancy.functions import DefinerFunction


class Migration(migrations.Migration):
    dependencies = [
        ("accountability", "0001_misses_excuses_and_sweeps"),
        ("stores", "0002_find_groups_and_stores"),
    ]
    operations = [
        # The same day as accountability.rules.closing.last_ended_day, five minutes of grace in it.
        DefinerFunction(
            "stores_to_close(moment timestamptz)",
            "TABLE (group_id bigint, store_id bigint)",
            "SELECT s.group_id, s.id FROM stores_store s, LATERAL ("
            " SELECT ((moment AT TIME ZONE s.time_zone) - s.day_ends_at::interval"
            " - interval '5 minutes')::date AS day) d"
            " WHERE s.follow_up_starts_on <= d.day AND NOT EXISTS ("
            " SELECT FROM accountability_sweeprun r WHERE r.store_id = s.id AND r.day = d.day)"
            " ORDER BY 1, 2",
        ),
        DefinerFunction(
            "stores_not_swept(moment timestamptz)",
            "SETOF bigint",
            "SELECT s.id FROM stores_store s, LATERAL ("
            " SELECT ((moment AT TIME ZONE s.time_zone) - interval '6 hours')::date - 1 AS day) d"
            " WHERE s.follow_up_starts_on <= d.day AND NOT EXISTS ("
            " SELECT FROM accountability_sweeprun r WHERE r.store_id = s.id AND r.day >= d.day)"
            " AND (EXISTS (SELECT FROM accountability_sweeprun r WHERE r.store_id = s.id)"
            " OR EXISTS (SELECT FROM followups_followup f WHERE f.store_id = s.id"
            " AND f.state = 'open' AND f.due_on <= d.day)) ORDER BY 1",
        ),
    ]
