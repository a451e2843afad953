"""Which tries belong to whom after an un-merge, and whose a plan was before a merge."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dealerfollow.tenancy.constraints
import dealerfollow.tenancy.models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0004_merges_deaths_and_partings"),
        ("deliveries", "0002_life_of_a_sale"),
        ("followups", "0005_tags_and_paused_plans"),
        ("stores", "0002_find_groups_and_stores"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AttemptBelonging",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_noted", models.BooleanField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="plan",
            name="merged_from",
            field=dealerfollow.tenancy.models.GroupKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="customers.customer",
            ),
        ),
        migrations.AddIndex(
            model_name="plan",
            index=models.Index(
                condition=models.Q(("merged_from__isnull", False)),
                fields=["merged_from"],
                name="plan_merged_from",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="merged_from", name="plan_merged_from_same_group", on_delete="SET NULL"
            ),
        ),
        migrations.AddField(
            model_name="attemptbelonging",
            name="attempt",
            field=dealerfollow.tenancy.models.GroupKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="belongings",
                to="followups.attempt",
            ),
        ),
        migrations.AddField(
            model_name="attemptbelonging",
            name="customer",
            field=dealerfollow.tenancy.models.GroupKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attempts_given_back",
                to="customers.customer",
            ),
        ),
        migrations.AddField(
            model_name="attemptbelonging",
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
            model_name="attemptbelonging",
            name="other",
            field=dealerfollow.tenancy.models.GroupKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="customers.customer",
            ),
        ),
        migrations.AddIndex(
            model_name="attemptbelonging",
            index=models.Index(fields=["attempt", "-id"], name="attempt_belonging_newest"),
        ),
        migrations.AddIndex(
            model_name="attemptbelonging",
            index=models.Index(fields=["customer"], name="attempt_belonging_customer"),
        ),
        migrations.AddIndex(
            model_name="attemptbelonging",
            index=models.Index(fields=["other"], name="attempt_belonging_other"),
        ),
        migrations.AddConstraint(
            model_name="attemptbelonging",
            constraint=models.UniqueConstraint(
                fields=("group", "id"), name="attempt_belonging_group_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="attemptbelonging",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="attempt", name="attempt_belonging_attempt_same_group", on_delete="CASCADE"
            ),
        ),
        migrations.AddConstraint(
            model_name="attemptbelonging",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="customer", name="attempt_belonging_customer_same_group", on_delete="CASCADE"
            ),
        ),
        migrations.AddConstraint(
            model_name="attemptbelonging",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="other", name="attempt_belonging_other_same_group", on_delete="CASCADE"
            ),
        ),
        migrations.AddConstraint(
            model_name="attemptbelonging",
            constraint=dealerfollow.tenancy.constraints.InGroup(
                column="group_id", name="attempt_belonging_in_group", readable=""
            ),
        ),
        migrations.AddConstraint(
            model_name="attemptbelonging",
            constraint=dealerfollow.tenancy.constraints.AppendOnly(
                name="attempt_belonging_append_only"
            ),
        ),
    ]
