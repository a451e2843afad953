"""Somebody who has not bought is a prospect; facts about children stand behind their own right."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dealerfollow.tenancy.constraints
import dealerfollow.tenancy.models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0005_when_a_death_was_recorded"),
        ("stores", "0003_how_surveys_and_reviews_go"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="personalfact",
            name="about",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Nobody said"),
                    ("self", "About themself"),
                    ("family", "About their family"),
                    ("child", "About a child"),
                ],
                db_default="",
                default="",
                max_length=8,
                verbose_name="about whom",
            ),
        ),
        migrations.CreateModel(
            name="Prospect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("referral", "Referral"),
                            ("web", "Web lead"),
                            ("phone", "Phone"),
                            ("showroom", "Showroom"),
                            ("service", "Service drive"),
                        ],
                        max_length=10,
                        verbose_name="source",
                    ),
                ),
                (
                    "words",
                    models.CharField(blank=True, max_length=200, verbose_name="what they look for"),
                ),
                ("opened_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_reason",
                    models.CharField(blank=True, db_default="", default="", max_length=24),
                ),
                (
                    "customer",
                    dealerfollow.tenancy.models.GroupKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prospects",
                        to="customers.customer",
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
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referred_by",
                    dealerfollow.tenancy.models.GroupKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prospects_referred",
                        to="customers.customer",
                    ),
                ),
                (
                    "store",
                    dealerfollow.tenancy.models.GroupKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prospects",
                        to="stores.store",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["customer"], name="prospect_customer"),
                    models.Index(
                        condition=models.Q(("referred_by__isnull", False)),
                        fields=["referred_by"],
                        name="prospect_referred_by",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("store", "customer"),
                        name="prospect_open_once",
                    ),
                    models.UniqueConstraint(fields=("group", "id"), name="prospect_group_id"),
                    dealerfollow.tenancy.constraints.SameGroup(
                        field="store", name="prospect_store_same_group", on_delete="RESTRICT"
                    ),
                    dealerfollow.tenancy.constraints.SameGroup(
                        field="customer", name="prospect_customer_same_group", on_delete="CASCADE"
                    ),
                    dealerfollow.tenancy.constraints.SameGroup(
                        field="referred_by",
                        name="prospect_referred_by_same_group",
                        on_delete="SET NULL",
                    ),
                    dealerfollow.tenancy.constraints.InGroup(
                        column="group_id", name="prospect_in_group", readable=""
                    ),
                ],
            },
        ),
    ]
