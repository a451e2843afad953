"""A follow-up that came back can be handed off again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("followups", "0004_find_groups_with_calls_due")]
    operations = [
        migrations.RemoveConstraint(model_name="handoff", name="hand_off_once"),
        migrations.AddConstraint(
            model_name="handoff",
            constraint=models.UniqueConstraint(
                fields=["follow_up", "by", "at"], name="hand_off_once"
            ),
        ),
    ]
