"""Heat cases, surveys, reviews, referrals, and the store's own reasons."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import phonenumber_field.modelfields
from django.conf import settings
from django.db import migrations, models

import dealerfollow.tenancy.constraints
import dealerfollow.tenancy.models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0006_prospects_and_facts_about_children"),
        ("deliveries", "0003_stages_perks_and_asked_facts"),
        ("followups", "0007_whose_a_follow_up_was"),
        ("stores", "0003_how_surveys_and_reviews_go"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReviewAsk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("site", models.CharField(max_length=40, verbose_name="site")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("posted", "Posted"),
                            ("declined", "Rather not"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="review",
                    ),
                ),
                ("asked_on", models.DateField(blank=True, null=True)),
                ("posted_on", models.DateField(blank=True, null=True, verbose_name="posted on")),
                (
                    "stars",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="stars",
                    ),
                ),
                (
                    "quote",
                    models.CharField(blank=True, max_length=600, verbose_name="what it says"),
                ),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="attempt",
            name="opportunity",
            field=models.CharField(blank=True, db_default="", default="", max_length=16),
        ),
        migrations.AddField(
            model_name="attempt",
            name="purpose",
            field=models.CharField(blank=True, db_default="", default="", max_length=12),
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
                    ("orphan", "Salesperson left"),
                    ("heat", "Heat case"),
                    ("thanks", "Thank-you"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="CallReason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=160, verbose_name="reason")),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("es", "Spanish")],
                        db_default="en",
                        default="en",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("approved", "In use"),
                            ("retired", "No longer used"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
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
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
        ),
        migrations.CreateModel(
            name="CsiSurvey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("expected", "Not out yet"),
                            ("sent", "With the customer"),
                            ("answered", "Answered"),
                            ("not_answered", "Closed without an answer"),
                        ],
                        default="expected",
                        max_length=12,
                        verbose_name="survey",
                    ),
                ),
                ("discussed_on", models.DateField(blank=True, null=True)),
                (
                    "score",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000)],
                        verbose_name="score",
                    ),
                ),
                (
                    "verbatim",
                    models.CharField(blank=True, max_length=1000, verbose_name="in their words"),
                ),
                (
                    "answered_on",
                    models.DateField(blank=True, null=True, verbose_name="answered on"),
                ),
                ("changed_at", models.DateTimeField()),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
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
                        related_name="surveys",
                        to="customers.customer",
                    ),
                ),
                (
                    "delivery",
                    dealerfollow.tenancy.models.GroupKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="surveys",
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
        ),
        migrations.CreateModel(
            name="HeatCase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[("uneasy", "Uneasy"), ("upset", "Upset"), ("severe", "Severe")],
                        max_length=8,
                        verbose_name="how upset",
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("vehicle", "The vehicle"),
                            ("we_owe", "Something still owed"),
                            ("papers", "Title, plates or papers"),
                            ("money", "Price or payments"),
                            ("treatment", "How they were treated"),
                            ("service", "A service visit"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                        verbose_name="cause",
                    ),
                ),
                (
                    "words",
                    models.CharField(blank=True, max_length=300, verbose_name="what they said"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("resolved", "Resolved, to be confirmed"),
                            ("confirmed", "Confirmed by the customer"),
                        ],
                        db_default="open",
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "next_update_on",
                    models.DateField(blank=True, null=True, verbose_name="they hear again by"),
                ),
                ("opened_at", models.DateTimeField()),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                ("first_update_at", models.DateTimeField(blank=True, null=True)),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "resolution",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="how it was resolved"
                    ),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("reopened", models.PositiveSmallIntegerField(db_default=0, default=0)),
                ("cost_cents", models.PositiveIntegerField(db_default=0, default=0)),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "attempt",
                    dealerfollow.tenancy.models.GroupKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="heat_cases",
                        to="followups.attempt",
                    ),
                ),
                (
                    "customer",
                    dealerfollow.tenancy.models.GroupKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="heat_cases",
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
                        related_name="heat_cases",
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
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
        ),
        migrations.AddField(
            model_name="plan",
            name="heat_case",
            field=dealerfollow.tenancy.models.GroupKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plans",
                to="followups.heatcase",
            ),
        ),
        migrations.CreateModel(
            name="HeatStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opened", "Opened"),
                            ("acknowledged", "Seen"),
                            ("step", "Step"),
                            ("updated", "The customer heard"),
                            ("handed_on", "New owner"),
                            ("resolved", "Resolved"),
                            ("confirmed", "Confirmed by the customer"),
                            ("reopened", "Opened again"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300)),
                ("next_update_on", models.DateField(null=True)),
                ("cost_cents", models.PositiveIntegerField(db_default=0, default=0)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    dealerfollow.tenancy.models.GroupKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="followups.heatcase",
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
            ],
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("given", "Gave a name"),
                            ("declined", "Rather not"),
                        ],
                        max_length=10,
                        verbose_name="referral",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="who")),
                (
                    "phone",
                    phonenumber_field.modelfields.PhoneNumberField(
                        blank=True, max_length=128, region=None, verbose_name="their number"
                    ),
                ),
                (
                    "words",
                    models.CharField(blank=True, max_length=200, verbose_name="what they look for"),
                ),
                ("at", models.DateTimeField()),
                ("thanked_on", models.DateField(blank=True, null=True)),
                (
                    "attempt",
                    dealerfollow.tenancy.models.GroupKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="followups.attempt",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
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
                        related_name="referrals",
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
                    "prospect",
                    dealerfollow.tenancy.models.GroupKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="customers.prospect",
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
        ),
        migrations.AddField(
            model_name="plan",
            name="referral",
            field=dealerfollow.tenancy.models.GroupKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plans",
                to="followups.referral",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("anchor_kind", "heat")),
                fields=("heat_case",),
                name="plan_of_heat_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("anchor_kind", "thanks")),
                fields=("referral",),
                name="plan_of_thanks_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="heat_case", name="plan_heat_case_same_group", on_delete="CASCADE"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="referral", name="plan_referral_same_group", on_delete="CASCADE"
            ),
        ),
        migrations.AddField(
            model_name="reviewask",
            name="asked_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reviewask",
            name="attempt",
            field=dealerfollow.tenancy.models.GroupKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="review_asks",
                to="followups.attempt",
            ),
        ),
        migrations.AddField(
            model_name="reviewask",
            name="customer",
            field=dealerfollow.tenancy.models.GroupKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="review_asks",
                to="customers.customer",
            ),
        ),
        migrations.AddField(
            model_name="reviewask",
            name="delivery",
            field=dealerfollow.tenancy.models.GroupKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="review_asks",
                to="deliveries.delivery",
            ),
        ),
        migrations.AddField(
            model_name="reviewask",
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
            model_name="reviewask",
            name="heat_case",
            field=dealerfollow.tenancy.models.GroupKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reviews",
                to="followups.heatcase",
            ),
        ),
        migrations.AddField(
            model_name="reviewask",
            name="names",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reviewask",
            name="store",
            field=dealerfollow.tenancy.models.GroupKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="stores.store",
            ),
        ),
        migrations.AddConstraint(
            model_name="callreason",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "retired"), _negated=True),
                fields=("store", "text"),
                name="call_reason_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="callreason",
            constraint=models.UniqueConstraint(fields=("group", "id"), name="call_reason_group_id"),
        ),
        migrations.AddConstraint(
            model_name="callreason",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="store", name="call_reason_store_same_group", on_delete="CASCADE"
            ),
        ),
        migrations.AddConstraint(
            model_name="callreason",
            constraint=dealerfollow.tenancy.constraints.InGroup(
                column="group_id", name="call_reason_in_group", readable=""
            ),
        ),
        migrations.AddIndex(
            model_name="csisurvey",
            index=models.Index(fields=["customer"], name="csi_survey_customer"),
        ),
        migrations.AddIndex(
            model_name="csisurvey",
            index=models.Index(fields=["store", "answered_on"], name="csi_survey_store"),
        ),
        migrations.AddConstraint(
            model_name="csisurvey",
            constraint=models.UniqueConstraint(fields=("delivery",), name="csi_survey_once"),
        ),
        migrations.AddConstraint(
            model_name="csisurvey",
            constraint=models.UniqueConstraint(fields=("group", "id"), name="csi_survey_group_id"),
        ),
        migrations.AddConstraint(
            model_name="csisurvey",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="store", name="csi_survey_store_same_group", on_delete="RESTRICT"
            ),
        ),
        migrations.AddConstraint(
            model_name="csisurvey",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="customer", name="csi_survey_customer_same_group", on_delete="CASCADE"
            ),
        ),
        migrations.AddConstraint(
            model_name="csisurvey",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="delivery", name="csi_survey_delivery_same_group", on_delete="CASCADE"
            ),
        ),
        migrations.AddConstraint(
            model_name="csisurvey",
            constraint=dealerfollow.tenancy.constraints.InGroup(
                column="group_id", name="csi_survey_in_group", readable=""
            ),
        ),
        migrations.AddIndex(
            model_name="heatcase",
            index=models.Index(fields=["customer", "-opened_at"], name="heat_case_customer"),
        ),
        migrations.AddIndex(
            model_name="heatcase",
            index=models.Index(
                condition=models.Q(("state", "confirmed"), _negated=True),
                fields=["store", "next_update_on"],
                name="heat_case_live",
            ),
        ),
        migrations.AddIndex(
            model_name="heatcase",
            index=models.Index(
                condition=models.Q(("state", "open")), fields=["owner"], name="heat_case_owner"
            ),
        ),
        migrations.AddConstraint(
            model_name="heatcase",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("customer", "store"),
                name="heat_case_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="heatcase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "open"), _negated=True),
                    ("next_update_on__isnull", False),
                    _connector="OR",
                ),
                name="heat_case_open_has_update",
            ),
        ),
        migrations.AddConstraint(
            model_name="heatcase",
            constraint=models.UniqueConstraint(fields=("group", "id"), name="heat_case_group_id"),
        ),
        migrations.AddConstraint(
            model_name="heatcase",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="store", name="heat_case_store_same_group", on_delete="RESTRICT"
            ),
        ),
        migrations.AddConstraint(
            model_name="heatcase",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="customer", name="heat_case_customer_same_group", on_delete="CASCADE"
            ),
        ),
        migrations.AddConstraint(
            model_name="heatcase",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="delivery", name="heat_case_delivery_same_group", on_delete="CASCADE"
            ),
        ),
        migrations.AddConstraint(
            model_name="heatcase",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="attempt", name="heat_case_attempt_same_group", on_delete="SET NULL"
            ),
        ),
        migrations.AddConstraint(
            model_name="heatcase",
            constraint=dealerfollow.tenancy.constraints.InGroup(
                column="group_id", name="heat_case_in_group", readable=""
            ),
        ),
        migrations.AddIndex(
            model_name="heatstep",
            index=models.Index(fields=["case", "at"], name="heat_step_case"),
        ),
        migrations.AddConstraint(
            model_name="heatstep",
            constraint=models.UniqueConstraint(fields=("group", "id"), name="heat_step_group_id"),
        ),
        migrations.AddConstraint(
            model_name="heatstep",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="case", name="heat_step_case_same_group", on_delete="CASCADE"
            ),
        ),
        migrations.AddConstraint(
            model_name="heatstep",
            constraint=dealerfollow.tenancy.constraints.InGroup(
                column="group_id", name="heat_step_in_group", readable=""
            ),
        ),
        migrations.AddConstraint(
            model_name="heatstep",
            constraint=dealerfollow.tenancy.constraints.AppendOnly(name="heat_step_append_only"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["customer"], name="referral_customer"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["by", "at"], name="referral_by"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(fields=("group", "id"), name="referral_group_id"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="store", name="referral_store_same_group", on_delete="RESTRICT"
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="customer", name="referral_customer_same_group", on_delete="CASCADE"
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="attempt", name="referral_attempt_same_group", on_delete="SET NULL"
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="prospect", name="referral_prospect_same_group", on_delete="SET NULL"
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=dealerfollow.tenancy.constraints.InGroup(
                column="group_id", name="referral_in_group", readable=""
            ),
        ),
        migrations.AddIndex(
            model_name="reviewask",
            index=models.Index(fields=["customer"], name="review_ask_customer"),
        ),
        migrations.AddIndex(
            model_name="reviewask",
            index=models.Index(
                condition=models.Q(("state", "posted")),
                fields=["names", "posted_on"],
                name="review_ask_names",
            ),
        ),
        migrations.AddIndex(
            model_name="reviewask",
            index=models.Index(fields=["store", "asked_on"], name="review_ask_store"),
        ),
        migrations.AddConstraint(
            model_name="reviewask",
            constraint=models.UniqueConstraint(fields=("group", "id"), name="review_ask_group_id"),
        ),
        migrations.AddConstraint(
            model_name="reviewask",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="store", name="review_ask_store_same_group", on_delete="RESTRICT"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewask",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="customer", name="review_ask_customer_same_group", on_delete="CASCADE"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewask",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="delivery", name="review_ask_delivery_same_group", on_delete="CASCADE"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewask",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="attempt", name="review_ask_attempt_same_group", on_delete="SET NULL"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewask",
            constraint=dealerfollow.tenancy.constraints.SameGroup(
                field="heat_case", name="review_ask_heat_case_same_group", on_delete="SET NULL"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewask",
            constraint=dealerfollow.tenancy.constraints.InGroup(
                column="group_id", name="review_ask_in_group", readable=""
            ),
        ),
    ]
