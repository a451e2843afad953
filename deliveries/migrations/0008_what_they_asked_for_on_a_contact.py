"""A promise says itself that they asked for it on a contact; of older ones nobody wrote it down."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deliveries", "0007_the_first_date_of_older_promises")]
    operations = [
        migrations.AddField(
            model_name="weowe",
            name="is_asked",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
