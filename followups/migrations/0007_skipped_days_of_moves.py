from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("followups", "0006_tries_given_back_after_an_unmerge")]

    operations = [
        migrations.AddField(
            model_name="followupevent",
            name="days",
            field=models.JSONField(db_default=[], default=list),
        ),
    ]
