"""A customer's timeline asks for all their we-owes, not only for the open ones."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deliveries", "0004_lists_that_desks_paste")]
    operations = [
        migrations.AddIndex(
            model_name="weowe",
            index=models.Index(fields=["customer", "-made_on"], name="we_owe_customer"),
        ),
    ]
