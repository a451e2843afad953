from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("followups", "0009_who_answered")]

    operations = [
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
                    ("orphan", "Salesperson left"),
                ],
                max_length=12,
            ),
        ),
        migrations.RemoveConstraint(model_name="plan", name="plan_of_customer_once"),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=Q(anchor_kind__in=["ownership", "birthday", "orphan"], ended_on=None),
                fields=("customer", "anchor_kind"),
                name="plan_of_customer_once",
            ),
        ),
    ]
