"""What managers say about misses, and logs that were corrected in words."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dealerfollow.tenancy.constraints
import dealerfollow.tenancy.models


class Migration(migrations.Migration):
    dependencies = [
        ("accountability", "0002_find_stores_to_close"),
        ("followups", "0004_clock_hand_offs_and_late_logs"),
        ("stores", "0002_find_groups_and_stores"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AttemptCorrection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "attempt",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="followups.attempt",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "indexes": [models.Index(fields=["store", "-at"], name="attempt_correction_store")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("group", "id"), name="attempt_correction_group_id"
                    ),
                    dealerfollow.tenancy.constraints.SameGroup(
                        field="store",
                        name="attempt_correction_store_same_group",
                        on_delete="CASCADE",
                    ),
                    dealerfollow.tenancy.constraints.SameGroup(
                        field="attempt",
                        name="attempt_correction_attempt_same_group",
                        on_delete="CASCADE",
                    ),
                    dealerfollow.tenancy.constraints.InGroup(
                        column="group_id", name="attempt_correction_in_group", readable=""
                    ),
                    dealerfollow.tenancy.constraints.AppendOnly(
                        name="attempt_correction_append_only"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MissReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("next_step", models.CharField(max_length=300)),
                ("is_self", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "miss",
                    dealerfollow.tenancy.models.GroupKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="accountability.miss",
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
                "indexes": [models.Index(fields=["store", "-at"], name="miss_review_store")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("miss", "by", "next_step"), name="miss_review_once"
                    ),
                    models.UniqueConstraint(fields=("group", "id"), name="miss_review_group_id"),
                    dealerfollow.tenancy.constraints.SameGroup(
                        field="store", name="miss_review_store_same_group", on_delete="CASCADE"
                    ),
                    dealerfollow.tenancy.constraints.SameGroup(
                        field="miss", name="miss_review_miss_same_group", on_delete="CASCADE"
                    ),
                    dealerfollow.tenancy.constraints.InGroup(
                        column="group_id", name="miss_review_in_group", readable=""
                    ),
                    dealerfollow.tenancy.constraints.AppendOnly(name="miss_review_append_only"),
                ],
            },
        ),
        migrations.CreateModel(
            name="MissVoid",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("absence", "Absence entered late"),
                            ("offline", "Made on time, logged late"),
                            ("system", "System was down"),
                            ("unwound", "Sale unwound"),
                            ("other", "Another reason"),
                        ],
                        max_length=24,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300)),
                ("is_self", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "miss",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="void",
                        to="accountability.miss",
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
                "indexes": [models.Index(fields=["store", "-at"], name="miss_void_store")],
                "constraints": [
                    models.UniqueConstraint(fields=("group", "id"), name="miss_void_group_id"),
                    dealerfollow.tenancy.constraints.SameGroup(
                        field="store", name="miss_void_store_same_group", on_delete="CASCADE"
                    ),
                    dealerfollow.tenancy.constraints.SameGroup(
                        field="miss", name="miss_void_miss_same_group", on_delete="CASCADE"
                    ),
                    dealerfollow.tenancy.constraints.InGroup(
                        column="group_id", name="miss_void_in_group", readable=""
                    ),
                    dealerfollow.tenancy.constraints.AppendOnly(name="miss_void_append_only"),
                ],
            },
        ),
    ]
