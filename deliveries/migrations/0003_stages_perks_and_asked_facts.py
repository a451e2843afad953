"""What is owed has stages and uses; a card asks a department for the fact that it lacks."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dealerfollow.tenancy.constraints
import dealerfollow.tenancy.models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0006_prospects_and_facts_about_children"),
        ("deliveries", "0002_find_groups_with_old_files"),
        ("stores", "0003_how_surveys_and_reviews_go"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="nothing_owed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="delivery",
            name="nothing_owed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="weowe",
            name="cancelled_why",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="weowe",
            name="first_quoted_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="weowe",
            name="is_safety",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="a safety item"
            ),
        ),
        migrations.AddField(
            model_name="weowe",
            name="stage",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not begun"),
                    ("papers", "Papers wait for something"),
                    ("sent", "Sent to the state"),
                    ("ordered", "Ordered"),
                    ("arrived", "Here"),
                ],
                db_default="",
                default="",
                max_length=8,
                verbose_name="stage",
            ),
        ),
        migrations.AddField(
            model_name="weowe",
            name="used",
            field=models.PositiveSmallIntegerField(
                db_default=0, default=0, verbose_name="had already"
            ),
        ),
        migrations.AddField(
            model_name="weowe",
            name="uses",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="how many"),
        ),
        migrations.AlterField(
            model_name="weowe",
            name="kind",
            field=models.CharField(
                choices=[
                    ("item", "Something for the car"),
                    ("money", "Money back"),
                    ("trade", "Trade-in back"),
                    ("perk", "Promised with the sale"),
                ],
                db_default="item",
                default="item",
                max_length=5,
                verbose_name="kind",
            ),
        ),
        migrations.CreateModel(
            name="AskedFact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "department",
                    models.CharField(
                        choices=[
                            ("sales", "Sales"),
                            ("title", "Title"),
                            ("parts", "Parts"),
                            ("detail", "Detail"),
                            ("service", "Service"),
                            ("finance", "Finance"),
                        ],
                        max_length=12,
                        verbose_name="department",
                    ),
                ),
                ("question", models.CharField(max_length=200, verbose_name="question")),
                ("asked_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=200, verbose_name="answer"
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    dealerfollow.tenancy.models.GroupKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked_facts",
                        to="customers.customer",
                    ),
                ),
                (
                    "delivery",
                    dealerfollow.tenancy.models.GroupKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked_facts",
                        to="deliveries.delivery",
                    ),
                ),
                (
                    "group",
                    dealerfollow.tenancy.models.GroupKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stores.group",
                    ),
                ),
                (
                    "store",
                    dealerfollow.tenancy.models.GroupKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stores.store",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["customer", "-asked_at"], name="asked_fact_customer"),
                    models.Index(
                        condition=models.Q(("answered_at", None)),
                        fields=["store", "department", "asked_at"],
                        name="asked_fact_open",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at", None)),
                        fields=("customer", "department"),
                        name="asked_fact_open_once",
                    ),
                    models.UniqueConstraint(fields=("group", "id"), name="asked_fact_group_id"),
                    dealerfollow.tenancy.constraints.SameGroup(
                        field="store", name="asked_fact_store_same_group", on_delete="RESTRICT"
                    ),
                    dealerfollow.tenancy.constraints.SameGroup(
                        field="customer", name="asked_fact_customer_same_group", on_delete="CASCADE"
                    ),
                    dealerfollow.tenancy.constraints.SameGroup(
                        field="delivery", name="asked_fact_delivery_same_group", on_delete="CASCADE"
                    ),
                    dealerfollow.tenancy.constraints.InGroup(
                        column="group_id", name="asked_fact_in_group", readable=""
                    ),
                ],
            },
        ),
    ]
