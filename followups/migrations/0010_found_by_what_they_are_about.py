"""The plan of a promise, a case or a referral is found by an index; a reason is one in any capitals;
a heat case says that a log about it was taken back."""

from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    dependencies = [("followups", "0009_praise_and_why_they_bought_elsewhere")]
    operations = [
        migrations.RemoveConstraint(model_name="plan", name="plan_of_promise_once"),
        migrations.RemoveConstraint(model_name="plan", name="plan_of_heat_once"),
        migrations.RemoveConstraint(model_name="plan", name="plan_of_thanks_once"),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                fields=["we_owe"],
                condition=Q(we_owe__isnull=False),
                name="plan_of_promise_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                fields=["heat_case"],
                condition=Q(heat_case__isnull=False),
                name="plan_of_heat_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                fields=["referral"],
                condition=Q(referral__isnull=False),
                name="plan_of_thanks_once",
            ),
        ),
        migrations.RemoveConstraint(model_name="callreason", name="call_reason_once"),
        migrations.AddConstraint(
            model_name="callreason",
            constraint=models.UniqueConstraint(
                F("store"),
                Upper("text"),
                condition=~Q(state="retired"),
                name="call_reason_once",
            ),
        ),
        migrations.AlterField(
            model_name="heatstep",
            name="kind",
            field=models.CharField(
                choices=[
                    ("opened", "Opened"),
                    ("acknowledged", "Seen"),
                    ("step", "Step"),
                    ("undone", "A log was taken back"),
                    ("handed_on", "New owner"),
                    ("resolved", "Resolved"),
                    ("confirmed", "Confirmed by the customer"),
                    ("reopened", "Opened again"),
                ],
                max_length=12,
            ),
        ),
    ]
