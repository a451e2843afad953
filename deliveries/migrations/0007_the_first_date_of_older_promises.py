"""Promises from before the first date was kept: the earliest that is on record counts as the first.

Slips are counted from it. The migration runs as the owner of the table, whose own policy reaches
the rows of all groups.
"""

from django.db import migrations

FIRST = """
UPDATE deliveries_weowe w
   SET first_quoted_on = coalesce(
         (SELECT coalesce(c.told_was, c.promised_was) FROM deliveries_weowechange c
           WHERE c.we_owe_id = w.id AND coalesce(c.told_was, c.promised_was) IS NOT NULL
           ORDER BY c.at, c.id LIMIT 1),
         w.told_on, w.promised_on)
 WHERE w.first_quoted_on IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("deliveries", "0006_steps_are_kept_and_questions_are_each_stores")]
    operations = [migrations.RunSQL(FIRST, migrations.RunSQL.noop)]
