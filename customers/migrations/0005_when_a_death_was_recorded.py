"""The moment of a recorded death: who died before two rows were joined is told from who died since.

Deaths recorded before this know their day only; see customers.rules.merging.is_death_since.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0004_death_corrections")]
    operations = [
        migrations.AddField(
            model_name="customer",
            name="death_recorded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
