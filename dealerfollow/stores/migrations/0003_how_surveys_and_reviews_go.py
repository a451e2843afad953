"""What a store says of the makers' surveys and of public reviews."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stores", "0002_find_groups_and_stores"),
    ]

    operations = [
        migrations.AddField(
            model_name="store",
            name="review_sites",
            field=models.JSONField(
                blank=True, db_default=[], default=list, verbose_name="review sites"
            ),
        ),
        migrations.AddField(
            model_name="store",
            name="survey_days_by_make",
            field=models.JSONField(
                blank=True, db_default={}, default=dict, verbose_name="survey opens, by make"
            ),
        ),
        migrations.AddField(
            model_name="store",
            name="survey_low_under",
            field=models.PositiveSmallIntegerField(
                db_default=80, default=80, verbose_name="a survey score is low under"
            ),
        ),
    ]
