import dealerfollow.tenancy.constraints
import dealerfollow.tenancy.models
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('customers', '0001_customers_and_how_to_reach_them'),
        ('stores', '0001_groups_stores_and_people'),
        ('stores', '0002_find_groups_and_stores'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_hash', models.CharField(max_length=64)),
                ('filename', models.CharField(max_length=200)),
                ('content', models.BinaryField(null=True)),
                ('columns', models.JSONField(default=dict)),
                ('date_order', models.CharField(blank=True, max_length=3)),
                ('status', models.CharField(choices=[('checked', 'Checked, not imported yet'), ('waiting', 'Waiting to be imported'), ('running', 'Being imported'), ('done', 'Imported'), ('failed', 'Stopped')], default='checked', max_length=10)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('rows_done', models.PositiveIntegerField(default=0)),
                ('created', models.PositiveIntegerField(default=0)),
                ('updated', models.PositiveIntegerField(default=0)),
                ('unchanged', models.PositiveIntegerField(default=0)),
                ('refused', models.PositiveIntegerField(default=0)),
                ('received_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('problem', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('store', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='import_batches', to='stores.store')),
                ('failures', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('store', 'content_hash'), name='import_batch_once'), models.UniqueConstraint(fields=('group', 'id'), name='import_batch_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='store', name='import_batch_store_same_group', on_delete='RESTRICT'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='import_batch_in_group', readable='')],
                'indexes': [models.Index(fields=['store', '-received_at'], name='import_batch_newest'), models.Index(condition=models.Q(('status__in', ['waiting', 'running'])), fields=['group'], name='import_batch_work')],
            },
        ),
        migrations.CreateModel(
            name='ImportMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('columns', models.JSONField(default=dict)),
                ('date_order', models.CharField(blank=True, max_length=3)),
                ('is_trusted', models.BooleanField(default=False)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('store', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.store')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('store',), name='import_mapping_once'), models.UniqueConstraint(fields=('group', 'id'), name='import_mapping_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='store', name='import_mapping_store_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='import_mapping_in_group', readable='')],
            },
        ),
        migrations.CreateModel(
            name='ImportProblem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField()),
                ('column', models.CharField(blank=True, max_length=120)),
                ('value', models.CharField(blank=True, max_length=120)),
                ('code', models.CharField(max_length=40)),
                ('params', models.JSONField(default=dict)),
                ('is_refused', models.BooleanField()),
                ('batch', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='problems', to='deliveries.importbatch')),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'id'), name='import_problem_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='batch', name='import_problem_batch_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='import_problem_in_group', readable='')],
                'indexes': [models.Index(fields=['batch', 'line'], name='import_problem_batch')],
            },
        ),
        migrations.CreateModel(
            name='SalespersonMatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dms_id', models.CharField(blank=True, max_length=40)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('first_seen_at', models.DateTimeField()),
                ('matched_at', models.DateTimeField(blank=True, null=True)),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('matched_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('store', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='salesperson_matches', to='stores.store')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('store', 'dms_id', 'name'), name='sp_match_once'), models.UniqueConstraint(fields=('group', 'id'), name='sp_match_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='store', name='sp_match_store_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='sp_match_in_group', readable='')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deal_number', models.CharField(blank=True, max_length=40, verbose_name='deal number')),
                ('stock_number', models.CharField(blank=True, max_length=40, verbose_name='stock number')),
                ('condition', models.CharField(choices=[('new', 'New'), ('used', 'Used')], max_length=4, verbose_name='new or used')),
                ('sale_kind', models.CharField(choices=[('retail', 'Retail'), ('lease', 'Lease'), ('fleet', 'Fleet'), ('house', 'House deal')], default='retail', max_length=10, verbose_name='kind of sale')),
                ('lease_months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='lease, months')),
                ('lease_ends_on', models.DateField(blank=True, null=True, verbose_name='lease ends')),
                ('sold_on', models.DateField(verbose_name='sold on')),
                ('delivered_on', models.DateField(blank=True, null=True, verbose_name='delivered on')),
                ('delivered_on_source', models.CharField(default='typed', max_length=12)),
                ('unwound_on', models.DateField(blank=True, null=True)),
                ('flags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), blank=True, default=list, size=None)),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('is_before_start', models.BooleanField(default=False)),
                ('recorded_at', models.DateTimeField()),
                ('co_buyer', dealerfollow.tenancy.models.GroupKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='co_deliveries', to='customers.customer')),
                ('customer', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='customers.customer')),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('salesperson', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('second_salesperson', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('store', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='stores.store')),
                ('vehicle', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='customers.vehicle')),
                ('salesperson_match', dealerfollow.tenancy.models.GroupKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='deliveries.salespersonmatch')),
                ('car_gone_how', models.CharField(blank=True, choices=[('traded_in', 'Traded in'), ('sold', 'Sold by the owner'), ('sold_again', 'Sold again by us'), ('totaled', 'Totaled')], max_length=10)),
                ('car_gone_on', models.DateField(blank=True, null=True, verbose_name='car gone')),
                ('replaces', dealerfollow.tenancy.models.GroupKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='deliveries.delivery')),
                ('tag_expires_on', models.DateField(blank=True, null=True, verbose_name='temporary tag expires')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('deal_number', ''), _negated=True), fields=('store', 'deal_number'), name='delivery_deal_number_once'), models.UniqueConstraint(fields=('group', 'id'), name='delivery_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='store', name='delivery_store_same_group', on_delete='RESTRICT'), dealerfollow.tenancy.constraints.SameGroup(field='customer', name='delivery_customer_same_group', on_delete='RESTRICT'), dealerfollow.tenancy.constraints.SameGroup(field='co_buyer', name='delivery_co_buyer_same_group', on_delete='RESTRICT'), dealerfollow.tenancy.constraints.SameGroup(field='vehicle', name='delivery_vehicle_same_group', on_delete='RESTRICT'), dealerfollow.tenancy.constraints.SameGroup(field='salesperson_match', name='delivery_salesperson_match_same_group', on_delete='RESTRICT'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='delivery_in_group', readable=''), dealerfollow.tenancy.constraints.SameGroup(field='replaces', name='delivery_replaces_same_group', on_delete='SET NULL')],
                'indexes': [models.Index(condition=models.Q(('stock_number', ''), _negated=True), fields=['store', 'stock_number'], name='delivery_stock_number'), models.Index(fields=['store', '-sold_on', '-id'], name='delivery_store_newest'), models.Index(fields=['customer', '-delivered_on'], name='delivery_customer'), models.Index(fields=['co_buyer'], name='delivery_co_buyer'), models.Index(fields=['vehicle'], name='delivery_vehicle'), models.Index(condition=models.Q(('delivered_on', None), ('unwound_on', None)), fields=['store', 'sold_on'], name='delivery_waiting'), models.Index(condition=models.Q(('salesperson_match__isnull', False)), fields=['salesperson_match'], name='delivery_match')],
            },
        ),
        migrations.CreateModel(
            name='WeOwe',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(max_length=120, verbose_name='item')),
                ('department', models.CharField(choices=[('sales', 'Sales'), ('title', 'Title'), ('parts', 'Parts'), ('detail', 'Detail'), ('service', 'Service'), ('finance', 'Finance')], max_length=12, verbose_name='department')),
                ('owed_by', models.CharField(choices=[('store', 'We owe'), ('customer', 'Customer owes')], default='store', max_length=10)),
                ('status', models.CharField(choices=[('open', 'Open'), ('ready', 'Ready'), ('done', 'Settled'), ('cancelled', 'Cancelled')], default='open', max_length=10)),
                ('promised_on', models.DateField(blank=True, null=True, verbose_name='promised for')),
                ('told_on', models.DateField(blank=True, null=True, verbose_name='customer was told')),
                ('word', models.CharField(blank=True, max_length=200, verbose_name='what happened')),
                ('word_at', models.DateTimeField(blank=True, null=True)),
                ('made_on', models.DateField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('customer', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='we_owes', to='customers.customer')),
                ('delivery', dealerfollow.tenancy.models.GroupKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='we_owes', to='deliveries.delivery')),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('store', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='we_owes', to='stores.store')),
                ('word_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('item', 'Something for the car'), ('money', 'Money back'), ('trade', 'Trade-in back')], db_default='item', default='item', max_length=5, verbose_name='kind')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'id'), name='we_owe_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='store', name='we_owe_store_same_group', on_delete='RESTRICT'), dealerfollow.tenancy.constraints.SameGroup(field='delivery', name='we_owe_delivery_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.SameGroup(field='customer', name='we_owe_customer_same_group', on_delete='RESTRICT'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='we_owe_in_group', readable='')],
                'indexes': [models.Index(condition=models.Q(('status__in', ['open', 'ready'])), fields=['delivery'], name='we_owe_open_delivery'), models.Index(condition=models.Q(('status__in', ['open', 'ready'])), fields=['customer'], name='we_owe_open_customer'), models.Index(condition=models.Q(('status__in', ['open', 'ready'])), fields=['store', 'promised_on'], name='we_owe_open_store')],
            },
        ),
        migrations.CreateModel(
            name='DeliveryChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=24)),
                ('was', models.CharField(blank=True, max_length=120)),
                ('became', models.CharField(blank=True, max_length=120)),
                ('source', models.CharField(max_length=24)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('delivery', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='deliveries.delivery')),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
            ],
            options={
                'indexes': [models.Index(fields=['delivery', 'at'], name='delivery_change_delivery')],
                'constraints': [models.UniqueConstraint(fields=('group', 'id'), name='delivery_change_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='delivery', name='delivery_change_delivery_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='delivery_change_in_group', readable=''), dealerfollow.tenancy.constraints.AppendOnly(name='delivery_change_append_only')],
            },
        ),
        migrations.CreateModel(
            name='DateClearing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('was', models.DateField()),
                ('reason', models.CharField(max_length=200, verbose_name='what happened')),
                ('asked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('is_approved', models.BooleanField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('delivery', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='date_clearings', to='deliveries.delivery')),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('store', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.store')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('answered_at', None)), fields=['store', 'asked_at'], name='date_clearing_waiting')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at', None)), fields=('delivery',), name='date_clearing_one_open'), models.UniqueConstraint(fields=('group', 'id'), name='date_clearing_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='store', name='date_clearing_store_same_group', on_delete='RESTRICT'), dealerfollow.tenancy.constraints.SameGroup(field='delivery', name='date_clearing_delivery_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='date_clearing_in_group', readable='')],
            },
        ),
        migrations.CreateModel(
            name='WeOweChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('promised_was', models.DateField(null=True)),
                ('promised_on', models.DateField(null=True)),
                ('told_was', models.DateField(null=True)),
                ('told_on', models.DateField(null=True)),
                ('status_was', models.CharField(blank=True, max_length=10)),
                ('status', models.CharField(max_length=10)),
                ('word', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('we_owe', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='deliveries.weowe')),
            ],
            options={
                'indexes': [models.Index(fields=['we_owe', 'at'], name='we_owe_change_of')],
                'constraints': [models.UniqueConstraint(fields=('group', 'id'), name='we_owe_change_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='we_owe', name='we_owe_change_we_owe_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='we_owe_change_in_group', readable=''), dealerfollow.tenancy.constraints.AppendOnly(name='we_owe_change_append_only')],
            },
        ),
    ]
