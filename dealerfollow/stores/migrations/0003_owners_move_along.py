from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stores", "0002_find_groups_and_stores")]

    operations = [
        migrations.AddField(
            model_name="group",
            name="owners_move_along",
            field=models.BooleanField(
                db_default=False,
                default=False,
                verbose_name="owners move along with their salesperson",
            ),
        ),
    ]
