"""How far a promise came is kept with its dates; a question is open once in each store."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deliveries", "0005_all_we_owes_of_a_customer")]
    operations = [
        migrations.AddField(
            model_name="weowechange",
            name="stage_was",
            field=models.CharField(blank=True, db_default="", default="", max_length=8),
        ),
        migrations.AddField(
            model_name="weowechange",
            name="stage",
            field=models.CharField(blank=True, db_default="", default="", max_length=8),
        ),
        migrations.AddField(
            model_name="weowechange",
            name="used_was",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="weowechange",
            name="used",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.RemoveConstraint(model_name="askedfact", name="asked_fact_open_once"),
        migrations.AddConstraint(
            model_name="askedfact",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at", None)),
                fields=("customer", "department", "store"),
                name="asked_fact_open_once",
            ),
        ),
    ]
