"""Rows found to be one person, deaths, links that ended, and stops taken back in words."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dealerfollow.tenancy.constraints
import dealerfollow.tenancy.models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0003_find_customers"),
        ("stores", "0002_find_groups_and_stores"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CustomerMerge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="CustomerUnmerge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="contactstop",
            name="lifted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="customer",
            name="died_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="customer",
            name="estate_contact",
            field=models.CharField(blank=True, max_length=200, verbose_name="estate contact"),
        ),
        migrations.AddField(
            model_name="customer",
            name="legal_hold",
            field=models.CharField(blank=True, max_length=120, verbose_name="legal hold"),
        ),
        migrations.AddField(
            model_name="customer",
            name="merged_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="customer",
            name="merged_into",
            field=dealerfollow.tenancy.models.GroupKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="customers.customer",
            ),
        ),
        migrations.AddField(
            model_name="householdlink",
            name="confirmed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="householdlink",
            index=models.Index(
                condition=models.Q(("ended_on__isnull", False)),
                fields=["customer"],
                name="household_link_parted",
            ),
        ),
        migrations.AddField(
            model_name="personalfact",
            name="about",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Nobody said"),
                    ("self", "About themself"),
                    ("family", "About their family"),
                ],
                db_default="",
                default="",
                max_length=8,
                verbose_name="about whom",
            ),
        ),
        migrations.AddField(
            model_name="personalfact",
            name="confirmed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)),
                fields=["merged_into"],
                name="customer_merged_into",
            ),
        ),
        migrations.AddConstraint(
            model_name="customer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_at", None), ("merged_into", None)),
                    models.Q(("merged_at__isnull", False), ("merged_into__isnull", False)),
                    _connector="OR",
                ),
                name="customer_merged_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="customer",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="merged_into", name="customer_merged_into_same_group", on_delete="RESTRICT"
            ),
        ),
        migrations.AddField(
            model_name="customermerge",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="customermerge",
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
            model_name="customermerge",
            name="merged",
            field=dealerfollow.tenancy.models.GroupKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merges_away",
                to="customers.customer",
            ),
        ),
        migrations.AddField(
            model_name="customermerge",
            name="survivor",
            field=dealerfollow.tenancy.models.GroupKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merges",
                to="customers.customer",
            ),
        ),
        migrations.AddField(
            model_name="customerunmerge",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="customerunmerge",
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
            model_name="customerunmerge",
            name="merge",
            field=models.OneToOneField(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="undone",
                to="customers.customermerge",
            ),
        ),
        migrations.AddIndex(
            model_name="customermerge",
            index=models.Index(fields=["survivor"], name="customer_merge_survivor"),
        ),
        migrations.AddIndex(
            model_name="customermerge",
            index=models.Index(fields=["merged"], name="customer_merge_merged"),
        ),
        migrations.AddConstraint(
            model_name="customermerge",
            constraint=models.CheckConstraint(
                condition=models.Q(("survivor", models.F("merged")), _negated=True),
                name="customer_merge_of_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="customermerge",
            constraint=models.UniqueConstraint(
                fields=("group", "id"), name="customer_merge_group_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="customermerge",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="survivor", name="customer_merge_survivor_same_group", on_delete="CASCADE"
            ),
        ),
        migrations.AddConstraint(
            model_name="customermerge",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="merged", name="customer_merge_merged_same_group", on_delete="CASCADE"
            ),
        ),
        migrations.AddConstraint(
            model_name="customermerge",
            constraint=dealerfollow.tenancy.constraints.InGroup(
                column="group_id", name="customer_merge_in_group", readable=""
            ),
        ),
        migrations.AddConstraint(
            model_name="customermerge",
            constraint=dealerfollow.tenancy.constraints.AppendOnly(
                name="customer_merge_append_only"
            ),
        ),
        migrations.AddConstraint(
            model_name="customerunmerge",
            constraint=models.UniqueConstraint(
                fields=("group", "id"), name="customer_unmerge_group_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="customerunmerge",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="merge", name="customer_unmerge_merge_same_group", on_delete="CASCADE"
            ),
        ),
        migrations.AddConstraint(
            model_name="customerunmerge",
            constraint=dealerfollow.tenancy.constraints.InGroup(
                column="group_id", name="customer_unmerge_in_group", readable=""
            ),
        ),
        migrations.AddConstraint(
            model_name="customerunmerge",
            constraint=dealerfollow.tenancy.constraints.AppendOnly(
                name="customer_unmerge_append_only"
            ),
        ),
    ]
