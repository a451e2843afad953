"""The tables of customers, found while typing by any part of a name, a number, an address, a VIN.

The three extensions are trusted ones, so the owner of the database may create them.
"""

import customers.migrations._plain
import customers.models.customer
import dealerfollow.tenancy.constraints
import dealerfollow.tenancy.models
import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import phonenumber_field.modelfields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('mfa', '0003_authenticator_type_uniq'),
        ('stores', '0002_find_groups_and_stores'),
    ]

    operations = [
        django.contrib.postgres.operations.TrigramExtension(
        ),
        django.contrib.postgres.operations.BtreeGinExtension(
        ),
        django.contrib.postgres.operations.UnaccentExtension(
        ),
        customers.migrations._plain.MakePlain(
        ),
        migrations.CreateModel(
            name='Customer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('person', 'Person'), ('business', 'Business')], default='person', max_length=10)),
                ('first_name', models.CharField(blank=True, max_length=80, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=120, verbose_name='last name')),
                ('company', models.CharField(blank=True, max_length=160, verbose_name='company')),
                ('suffix', models.CharField(blank=True, max_length=12, verbose_name='suffix')),
                ('dms_number', models.CharField(blank=True, max_length=40)),
                ('language', models.CharField(choices=[('en', 'English'), ('es', 'Spanish')], default='en', max_length=5, verbose_name='language')),
                ('preferred_channel', models.CharField(choices=[('phone', 'Phone'), ('text', 'Text'), ('email', 'E-mail'), ('letter', 'Letter'), ('in_person', 'In person')], default='phone', max_length=10, verbose_name='prefers')),
                ('reach_from', models.TimeField(blank=True, null=True, verbose_name='reach them from')),
                ('reach_until', models.TimeField(blank=True, null=True, verbose_name='reach them until')),
                ('born_on', models.DateField(blank=True, null=True, verbose_name='born on')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='address')),
                ('city', models.CharField(blank=True, max_length=80, verbose_name='city')),
                ('state', models.CharField(blank=True, max_length=2, verbose_name='state')),
                ('postal_code', models.CharField(blank=True, max_length=12, verbose_name='ZIP code')),
                ('how_they_use_it', models.CharField(blank=True, max_length=200, verbose_name='how they use the car')),
                ('last_contact_at', models.DateTimeField(blank=True, null=True)),
                ('last_talk_at', models.DateTimeField(blank=True, null=True)),
                ('ways', models.PositiveSmallIntegerField(db_default=0, default=0)),
                ('relationship_until', models.DateField(blank=True, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('store', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.store')),
                ('search_name', models.GeneratedField(db_persist=True, expression=customers.models.customer.Plain(django.db.models.functions.text.Concat(models.Value(' '), 'first_name', models.Value(' '), 'last_name', models.Value(' '), 'company')), output_field=models.TextField())),
                ('died_on', models.DateField(blank=True, null=True)),
                ('estate_contact', models.CharField(blank=True, max_length=200, verbose_name='estate contact')),
                ('legal_hold', models.CharField(blank=True, max_length=120, verbose_name='legal hold')),
                ('merged_at', models.DateTimeField(blank=True, null=True)),
                ('merged_into', dealerfollow.tenancy.models.GroupKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='customers.customer')),
                ('last_serviced_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('dms_number', ''), _negated=True), fields=('store', 'dms_number'), name='customer_dms_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('last_name', ''), _negated=True), models.Q(('company', ''), _negated=True), models.Q(('first_name', ''), _negated=True), _connector='OR'), name='customer_has_a_name'), models.UniqueConstraint(fields=('group', 'id'), name='customer_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='store', name='customer_store_same_group', on_delete='RESTRICT'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='customer_in_group', readable=''), models.CheckConstraint(condition=models.Q(models.Q(('merged_at', None), ('merged_into', None)), models.Q(('merged_at__isnull', False), ('merged_into__isnull', False)), _connector='OR'), name='customer_merged_has_time'), dealerfollow.tenancy.constraints.SameGroup(field='merged_into', name='customer_merged_into_same_group', on_delete='RESTRICT')],
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['store', 'search_name'], name='customer_search_words', opclasses=['int8_ops', 'gin_trgm_ops']), models.Index(models.F('store'), django.db.models.functions.comparison.Collate(customers.models.customer.Plain(django.db.models.functions.comparison.Coalesce(django.db.models.functions.comparison.NullIf('last_name', models.Value('')), 'company')), 'C'), name='customer_search_last'), models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='customer_merged_into')],
            },
        ),
        migrations.CreateModel(
            name='ContactStop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(choices=[('sales', 'No sales contact'), ('everything', 'No contact at all')], max_length=10)),
                ('channel', models.CharField(choices=[('phone', 'Phone'), ('text', 'Text'), ('email', 'E-mail'), ('letter', 'Letter'), ('in_person', 'In person'), ('all', 'Every channel')], max_length=10)),
                ('value', models.CharField(blank=True, max_length=254)),
                ('words', models.CharField(blank=True, max_length=200)),
                ('asked_at', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
                ('lifted_words', models.CharField(blank=True, max_length=200)),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('customer', dealerfollow.tenancy.models.GroupKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stops', to='customers.customer')),
                ('lifted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('customer__isnull', False), models.Q(('value', ''), _negated=True), _connector='OR'), name='contact_stop_of_something'), models.UniqueConstraint(fields=('group', 'id'), name='contact_stop_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='customer', name='contact_stop_customer_same_group', on_delete='SET NULL'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='contact_stop_in_group', readable='')],
                'indexes': [models.Index(condition=models.Q(('lifted_at', None)), fields=['group', 'value'], name='contact_stop_value'), models.Index(condition=models.Q(('lifted_at', None)), fields=['customer'], name='contact_stop_customer')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('phone', 'Phone'), ('text', 'Text'), ('email', 'E-mail'), ('letter', 'Letter'), ('in_person', 'In person')], max_length=10)),
                ('state', models.CharField(choices=[('unknown', 'Not asked'), ('given', 'Allowed'), ('withdrawn', 'Withdrawn')], max_length=10)),
                ('source', models.CharField(blank=True, max_length=120)),
                ('said_at', models.DateTimeField()),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('customer', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='customers.customer')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('customer', 'channel'), name='consent_once'), models.UniqueConstraint(fields=('group', 'id'), name='consent_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='customer', name='consent_customer_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='consent_in_group', readable='')],
            },
        ),
        migrations.CreateModel(
            name='CustomerEmail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('rank', models.PositiveSmallIntegerField(default=0)),
                ('bounced_at', models.DateTimeField(blank=True, null=True)),
                ('customer', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='emails', to='customers.customer')),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('customer', 'address'), name='customer_email_once'), models.UniqueConstraint(fields=('group', 'id'), name='customer_email_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='customer', name='customer_email_customer_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='customer_email_in_group', readable='')],
                'indexes': [models.Index(models.F('group'), django.db.models.functions.comparison.Collate('address', 'C'), name='customer_email_search'), models.Index(fields=['group', 'address'], name='customer_email_address')],
            },
        ),
        migrations.CreateModel(
            name='CustomerPhone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', phonenumber_field.modelfields.PhoneNumberField(max_length=128, region=None, verbose_name='number')),
                ('kind', models.CharField(choices=[('mobile', 'Mobile'), ('home', 'Home'), ('work', 'Work')], default='mobile', max_length=10)),
                ('rank', models.PositiveSmallIntegerField(default=0)),
                ('wrong_at', models.DateTimeField(blank=True, null=True)),
                ('customer', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='phones', to='customers.customer')),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('customer', 'number'), name='customer_phone_once'), models.UniqueConstraint(fields=('group', 'id'), name='customer_phone_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='customer', name='customer_phone_customer_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='customer_phone_in_group', readable='')],
                'indexes': [models.Index(models.F('group'), django.db.models.functions.text.Right('number', 4), name='customer_phone_last_4'), models.Index(models.F('group'), django.db.models.functions.text.Right('number', 7), name='customer_phone_last_7'), models.Index(fields=['group', 'number'], name='customer_phone_number')],
            },
        ),
        migrations.CreateModel(
            name='HouseholdLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('spouse', 'Spouse'), ('co_buyer', 'Co-buyer'), ('child', 'Child'), ('relative', 'Relative'), ('friend', 'Friend')], max_length=10)),
                ('started_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('customer', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='links', to='customers.customer')),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('other', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='links_from_others', to='customers.customer')),
                ('confirmed_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('customer', 'other', 'kind'), name='household_link_once'), models.CheckConstraint(condition=models.Q(('customer', models.F('other')), _negated=True), name='household_link_two'), models.UniqueConstraint(fields=('group', 'id'), name='household_link_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='customer', name='household_link_customer_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.SameGroup(field='other', name='household_link_other_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='household_link_in_group', readable='')],
                'indexes': [models.Index(fields=['other'], name='household_link_other'), models.Index(condition=models.Q(('ended_on__isnull', False)), fields=['customer'], name='household_link_parted')],
            },
        ),
        migrations.CreateModel(
            name='PersonalFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200, verbose_name='fact')),
                ('noted_at', models.DateTimeField()),
                ('customer', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='customers.customer')),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('about', models.CharField(blank=True, choices=[('', 'Nobody said'), ('self', 'About themself'), ('family', 'About their family')], db_default='', default='', max_length=8, verbose_name='about whom')),
                ('confirmed_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'id'), name='personal_fact_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='customer', name='personal_fact_customer_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='personal_fact_in_group', readable='')],
                'indexes': [models.Index(fields=['customer', '-noted_at'], name='personal_fact_newest')],
            },
        ),
        migrations.CreateModel(
            name='Vehicle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vin', models.CharField(blank=True, max_length=17, verbose_name='VIN')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year')),
                ('make', models.CharField(blank=True, max_length=60, verbose_name='make')),
                ('model', models.CharField(blank=True, max_length=80, verbose_name='model')),
                ('trim', models.CharField(blank=True, max_length=60, verbose_name='trim')),
                ('color', models.CharField(blank=True, max_length=40, verbose_name='color')),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('vin', ''), _negated=True), fields=('group', 'vin'), name='vehicle_vin_once'), models.UniqueConstraint(fields=('group', 'id'), name='vehicle_group_id'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='vehicle_in_group', readable='')],
                'indexes': [models.Index(models.F('group'), django.db.models.functions.text.Right('vin', 8), condition=models.Q(('vin', ''), _negated=True), name='vehicle_vin_last_8')],
            },
        ),
        migrations.CreateModel(
            name='CustomerMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('merged', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='merges_away', to='customers.customer')),
                ('survivor', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='customers.customer')),
            ],
            options={
                'indexes': [models.Index(fields=['survivor'], name='customer_merge_survivor'), models.Index(fields=['merged'], name='customer_merge_merged')],
                'constraints': [models.CheckConstraint(condition=models.Q(('survivor', models.F('merged')), _negated=True), name='customer_merge_of_two'), models.UniqueConstraint(fields=('group', 'id'), name='customer_merge_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='survivor', name='customer_merge_survivor_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.SameGroup(field='merged', name='customer_merge_merged_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='customer_merge_in_group', readable=''), dealerfollow.tenancy.constraints.AppendOnly(name='customer_merge_append_only')],
            },
        ),
        migrations.CreateModel(
            name='CustomerUnmerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('merge', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='undone', to='customers.customermerge')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'id'), name='customer_unmerge_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='merge', name='customer_unmerge_merge_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='customer_unmerge_in_group', readable=''), dealerfollow.tenancy.constraints.AppendOnly(name='customer_unmerge_append_only')],
            },
        ),
        migrations.CreateModel(
            name='RegistryNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=16)),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'number'), name='registry_number_once'), models.UniqueConstraint(fields=('group', 'id'), name='registry_number_group_id'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='registry_number_in_group', readable='')],
            },
        ),
        migrations.CreateModel(
            name='RegistryScrub',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', models.CharField(max_length=3, verbose_name='area code')),
                ('scrubbed_on', models.DateField(verbose_name='date of the file')),
                ('loaded_at', models.DateTimeField()),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'area_code'), name='registry_scrub_once'), models.UniqueConstraint(fields=('group', 'id'), name='registry_scrub_group_id'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='registry_scrub_in_group', readable='')],
            },
        ),
    ]
