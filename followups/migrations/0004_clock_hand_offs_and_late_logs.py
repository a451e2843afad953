"""The clock of a follow-up, who handed one off, and when a log was entered."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dealerfollow.tenancy.constraints
import dealerfollow.tenancy.models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0003_find_customers"),
        ("deliveries", "0001_deliveries_we_owes_and_imports"),
        ("followups", "0003_find_stores_with_plans_due"),
        ("stores", "0002_find_groups_and_stores"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HandOff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("words", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.RemoveIndex(
            model_name="followup",
            name="follow_up_report",
        ),
        migrations.AddField(
            model_name="attempt",
            name="logged_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="followup",
            name="clock_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="followup",
            name="voided_on",
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(
                fields=["store", "first_due_on"],
                include=(
                    "group",
                    "owner",
                    "counted_for",
                    "state",
                    "condition",
                    "kind",
                    "first_tried_on",
                    "reached_on",
                    "missed_on",
                    "clock_on",
                    "voided_on",
                ),
                name="follow_up_report",
            ),
        ),
        migrations.AddField(
            model_name="handoff",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="handoff",
            name="follow_up",
            field=dealerfollow.tenancy.models.GroupKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hand_offs",
                to="followups.followup",
            ),
        ),
        migrations.AddField(
            model_name="handoff",
            name="group",
            field=dealerfollow.tenancy.models.GroupKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="stores.group",
            ),
        ),
        migrations.AddField(
            model_name="handoff",
            name="store",
            field=dealerfollow.tenancy.models.GroupKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="stores.store",
            ),
        ),
        migrations.AddField(
            model_name="handoff",
            name="to",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="handoff",
            index=models.Index(fields=["store", "by", "at"], name="hand_off_of_person"),
        ),
        migrations.AddConstraint(
            model_name="handoff",
            constraint=models.UniqueConstraint(fields=("follow_up", "by"), name="hand_off_once"),
        ),
        migrations.AddConstraint(
            model_name="handoff",
            constraint=models.UniqueConstraint(fields=("group", "id"), name="hand_off_group_id"),
        ),
        migrations.AddConstraint(
            model_name="handoff",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="store", name="hand_off_store_same_group", on_delete="RESTRICT"
            ),
        ),
        migrations.AddConstraint(
            model_name="handoff",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="follow_up", name="hand_off_follow_up_same_group", on_delete="CASCADE"
            ),
        ),
        migrations.AddConstraint(
            model_name="handoff",
            constraint=dealerfollow.tenancy.constraints.InGroup(
                column="group_id", name="hand_off_in_group", readable=""
            ),
        ),
        migrations.AddConstraint(
            model_name="handoff",
            constraint=dealerfollow.tenancy.constraints.AppendOnly(name="hand_off_append_only"),
        ),
    ]
