"""Who answered, when it was not the customer of the card (edge case 68)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations

import dealerfollow.tenancy.constraints
import dealerfollow.tenancy.models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0005_registry_and_service_visits"),
        ("followups", "0008_find_groups_with_calls_due"),
        ("stores", "0002_find_groups_and_stores"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="attempt",
            name="answered_by",
            field=dealerfollow.tenancy.models.GroupKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="customers.customer",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="answered_by", name="attempt_answered_by_same_group", on_delete="RESTRICT"
            ),
        ),
    ]
