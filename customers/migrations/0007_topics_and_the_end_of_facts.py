"""Facts are sorted by topic; one that no longer holds stays on record with who said so."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0006_prospects_and_facts_about_children"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="householdlink",
            name="end_known_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="personalfact",
            name="over",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Holds"),
                    ("corrected", "Corrected"),
                    ("no_longer", "No longer true"),
                ],
                db_default="",
                default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="personalfact",
            name="over_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="personalfact",
            name="over_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="personalfact",
            name="topic",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not sorted"),
                    ("family", "Family"),
                    ("work", "Work"),
                    ("travel", "Travel"),
                    ("activities", "Activities"),
                    ("volunteering", "Volunteering"),
                    ("other", "Something else"),
                ],
                db_default="",
                default="",
                max_length=12,
                verbose_name="topic",
            ),
        ),
        migrations.AddIndex(
            model_name="householdlink",
            index=models.Index(fields=["customer"], name="household_link_customer"),
        ),
        migrations.AddIndex(
            model_name="contactstop",
            index=models.Index(fields=["customer", "-asked_at"], name="contact_stop_ever"),
        ),
    ]
