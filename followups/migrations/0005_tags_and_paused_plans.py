from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deliveries", "0002_life_of_a_sale"),
        ("followups", "0004_clock_hand_offs_and_late_logs"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="plan",
            name="plan_of_delivery_once",
        ),
        migrations.AddField(
            model_name="plan",
            name="paused_on",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="plan",
            name="anchor_kind",
            field=models.CharField(
                choices=[
                    ("delivery", "Delivery"),
                    ("ownership", "Owner"),
                    ("birthday", "Birthday"),
                    ("lease", "Lease"),
                    ("promise", "Promise"),
                    ("tag", "Temporary tag"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("anchor_kind__in", ["delivery", "lease", "ownership", "tag"])),
                fields=("delivery", "anchor_kind"),
                name="plan_of_delivery_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("next_on", None), ("paused_on", None), _connector="OR"),
                name="plan_paused_makes_nothing",
            ),
        ),
    ]
