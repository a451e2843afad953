"""The tries of a day at a number, whomever they were for: the law counts them together."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("followups", "0005_hand_off_again")]
    operations = [
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(fields=["number", "-at"], name="attempt_number"),
        ),
    ]
