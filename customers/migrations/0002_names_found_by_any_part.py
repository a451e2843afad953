"""Customers found while typing: by any part of the name, of a number, an address or a VIN.

The three extensions are trusted ones, so the owner of the database may create them.
"""

import django.contrib.postgres.indexes
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.conf import settings
from django.contrib.postgres.operations import (
    BtreeGinExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations, models

import customers.models.customer

# unaccent() alone is only STABLE, since its dictionary could change, and so cannot be indexed.
# What LIKE reads as a pattern becomes a space; apostrophes and dots vanish (O'Brien, Jr.).
PLAIN = """
CREATE OR REPLACE FUNCTION customers_plain(words text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT SET search_path = pg_catalog, public AS $df$
BEGIN
    RETURN translate(
        lower(public.unaccent('public.unaccent'::regdictionary, normalize(words, NFC))),
        '-/&,_%\\"''’.`', '        '
    );
END
$df$
"""


def make_plain(apps, schema_editor):
    """The application needs EXECUTE: its own inserts work out the searched name."""
    app = schema_editor.quote_name(settings.APP_ROLE)
    schema_editor.execute(PLAIN, params=None)
    schema_editor.execute(f"GRANT EXECUTE ON FUNCTION customers_plain(text) TO {app}", params=None)


def drop_plain(apps, schema_editor):
    schema_editor.execute("DROP FUNCTION IF EXISTS customers_plain(text)", params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0001_customers_and_how_to_reach_them"),
        ("stores", "0002_find_groups_and_stores"),
    ]

    operations = [
        TrigramExtension(),
        BtreeGinExtension(),
        UnaccentExtension(),
        migrations.RunPython(make_plain, drop_plain),
        migrations.AddField(
            model_name="customer",
            name="search_name",
            field=models.GeneratedField(
                db_persist=True,
                expression=customers.models.customer.Plain(
                    django.db.models.functions.text.Concat(
                        models.Value(" "),
                        "first_name",
                        models.Value(" "),
                        "last_name",
                        models.Value(" "),
                        "company",
                    )
                ),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["store", "search_name"],
                name="customer_search_words",
                opclasses=["int8_ops", "gin_trgm_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                models.F("store"),
                django.db.models.functions.comparison.Collate(
                    customers.models.customer.Plain(
                        django.db.models.functions.comparison.Coalesce(
                            django.db.models.functions.comparison.NullIf(
                                "last_name", models.Value("")
                            ),
                            "company",
                        )
                    ),
                    "C",
                ),
                name="customer_search_last",
            ),
        ),
        migrations.AddIndex(
            model_name="customeremail",
            index=models.Index(
                models.F("group"),
                django.db.models.functions.comparison.Collate("address", "C"),
                name="customer_email_search",
            ),
        ),
        migrations.AddIndex(
            model_name="customerphone",
            index=models.Index(
                models.F("group"),
                django.db.models.functions.text.Right("number", 4),
                name="customer_phone_last_4",
            ),
        ),
        migrations.AddIndex(
            model_name="customerphone",
            index=models.Index(
                models.F("group"),
                django.db.models.functions.text.Right("number", 7),
                name="customer_phone_last_7",
            ),
        ),
        migrations.AddIndex(
            model_name="vehicle",
            index=models.Index(
                models.F("group"),
                django.db.models.functions.text.Right("vin", 8),
                condition=models.Q(("vin", ""), _negated=True),
                name="vehicle_vin_last_8",
            ),
        ),
    ]
