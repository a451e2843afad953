import dealerfollow.tenancy.constraints
import dealerfollow.tenancy.models
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import phonenumber_field.modelfields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('customers', '0001_customers_and_how_to_reach_them'),
        ('customers', '0003_find_customers'),
        ('deliveries', '0001_deliveries_we_owes_and_imports'),
        ('stores', '0001_groups_stores_and_people'),
        ('stores', '0002_find_groups_and_stores'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_role', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('made_on', models.DateField()),
                ('channel', models.CharField(choices=[('phone', 'Phone'), ('text', 'Text'), ('email', 'E-mail'), ('letter', 'Letter'), ('in_person', 'In person')], max_length=10)),
                ('direction', models.CharField(default='out', max_length=3)),
                ('outcome', models.CharField(max_length=24)),
                ('is_try', models.BooleanField()),
                ('is_talk', models.BooleanField()),
                ('proof', models.CharField(choices=[('claimed', 'Claimed'), ('tapped', 'Tapped')], max_length=12)),
                ('tapped_at', models.DateTimeField(null=True)),
                ('number', phonenumber_field.modelfields.PhoneNumberField(blank=True, max_length=128, region=None)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('gained', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), default=list, size=None)),
                ('note', models.TextField(blank=True)),
                ('is_csi_discussed', models.BooleanField(default=False)),
                ('told', models.JSONField(default=dict)),
                ('key', models.UUIDField()),
                ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('customer', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='customers.customer')),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('store', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.store')),
                ('logged_at', models.DateTimeField(null=True)),
                ('answered_by', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.customer')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'key'), name='attempt_key_once'), models.UniqueConstraint(fields=('group', 'id'), name='attempt_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='store', name='attempt_store_same_group', on_delete='RESTRICT'), dealerfollow.tenancy.constraints.SameGroup(field='customer', name='attempt_customer_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='attempt_in_group', readable=''), dealerfollow.tenancy.constraints.AppendOnly(name='attempt_append_only'), dealerfollow.tenancy.constraints.SameGroup(field='answered_by', name='attempt_answered_by_same_group', on_delete='RESTRICT')],
                'indexes': [models.Index(fields=['customer', '-at'], name='attempt_customer'), models.Index(fields=['store', 'made_on'], name='attempt_store_day'), models.Index(fields=['by', 'made_on'], name='attempt_by_day')],
            },
        ),
        migrations.CreateModel(
            name='AttemptUndo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('attempt', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='undo', to='followups.attempt')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'id'), name='attempt_undo_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='attempt', name='attempt_undo_attempt_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='attempt_undo_in_group', readable=''), dealerfollow.tenancy.constraints.AppendOnly(name='attempt_undo_append_only')],
            },
        ),
        migrations.CreateModel(
            name='CadenceVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('anchor_kind', models.CharField(max_length=12)),
                ('version', models.PositiveIntegerField()),
                ('rows', models.JSONField()),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('store', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.store')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('store', 'anchor_kind', 'version'), name='cadence_version_once'), models.UniqueConstraint(fields=('group', 'id'), name='cadence_version_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='store', name='cadence_version_store_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='cadence_version_in_group', readable='')],
            },
        ),
        migrations.CreateModel(
            name='CallTap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', phonenumber_field.modelfields.PhoneNumberField(max_length=128, region=None)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('customer', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.customer')),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('store', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.store')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'id'), name='call_tap_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='store', name='call_tap_store_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.SameGroup(field='customer', name='call_tap_customer_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='call_tap_in_group', readable=''), dealerfollow.tenancy.constraints.AppendOnly(name='call_tap_append_only')],
                'indexes': [models.Index(fields=['customer', '-at'], name='call_tap_customer')],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('anchor_kind', models.CharField(choices=[('delivery', 'Delivery'), ('ownership', 'Owner'), ('birthday', 'Birthday'), ('lease', 'Lease'), ('promise', 'Promise'), ('tag', 'Temporary tag'), ('orphan', 'Salesperson left')], max_length=12)),
                ('anchor_on', models.DateField()),
                ('condition', models.CharField(max_length=4)),
                ('starts_on', models.DateField()),
                ('next_on', models.DateField(null=True)),
                ('next_touchpoint', models.CharField(blank=True, db_default='', max_length=24)),
                ('next_occurrence', models.PositiveIntegerField(db_default=0)),
                ('ended_on', models.DateField(null=True)),
                ('ended_reason', models.CharField(blank=True, db_default='', max_length=24)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('cadence', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='followups.cadenceversion')),
                ('customer', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='customers.customer')),
                ('delivery', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='deliveries.delivery')),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('store', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.store')),
                ('we_owe', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='deliveries.weowe')),
                ('paused_on', models.DateField(null=True)),
                ('merged_from', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.customer')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('anchor_kind', 'promise')), fields=('we_owe',), name='plan_of_promise_once'), models.CheckConstraint(condition=models.Q(('next_on', None), ('ended_on', None), _connector='OR'), name='plan_ended_makes_nothing'), models.UniqueConstraint(fields=('group', 'id'), name='plan_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='store', name='plan_store_same_group', on_delete='RESTRICT'), dealerfollow.tenancy.constraints.SameGroup(field='customer', name='plan_customer_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.SameGroup(field='delivery', name='plan_delivery_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.SameGroup(field='we_owe', name='plan_we_owe_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.SameGroup(field='cadence', name='plan_cadence_same_group', on_delete='RESTRICT'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='plan_in_group', readable=''), models.UniqueConstraint(condition=models.Q(('anchor_kind__in', ['delivery', 'lease', 'ownership', 'tag'])), fields=('delivery', 'anchor_kind'), name='plan_of_delivery_once'), models.CheckConstraint(condition=models.Q(('next_on', None), ('paused_on', None), _connector='OR'), name='plan_paused_makes_nothing'), dealerfollow.tenancy.constraints.SameGroup(field='merged_from', name='plan_merged_from_same_group', on_delete='SET NULL'), models.UniqueConstraint(condition=models.Q(('anchor_kind__in', ['ownership', 'birthday', 'orphan']), ('ended_on', None)), fields=('customer', 'anchor_kind'), name='plan_of_customer_once')],
                'indexes': [models.Index(condition=models.Q(('next_on__isnull', False)), fields=['next_on'], name='plan_next_on'), models.Index(condition=models.Q(('next_on__isnull', False)), fields=['store', 'next_on'], name='plan_store_next_on'), models.Index(condition=models.Q(('merged_from__isnull', False)), fields=['merged_from'], name='plan_merged_from')],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('touchpoint', models.CharField(max_length=24)),
                ('occurrence', models.PositiveIntegerField(db_default=0)),
                ('kind', models.CharField(max_length=24)),
                ('channel', models.CharField(choices=[('phone', 'Phone'), ('text', 'Text'), ('email', 'E-mail'), ('letter', 'Letter'), ('in_person', 'In person')], max_length=10)),
                ('tier', models.PositiveSmallIntegerField()),
                ('condition', models.CharField(max_length=4)),
                ('first_due_on', models.DateField()),
                ('due_on', models.DateField()),
                ('due_at', models.DateTimeField(null=True)),
                ('planning_note', models.JSONField(db_default=[], default=list)),
                ('state', models.CharField(choices=[('open', 'Open'), ('done', 'Done'), ('not_reached', 'Not reached'), ('superseded', 'Superseded'), ('stopped', 'Stopped')], db_default='open', default='open', max_length=12)),
                ('state_reason', models.CharField(blank=True, db_default='', default='', max_length=40)),
                ('closed_at', models.DateTimeField(null=True)),
                ('tries', models.PositiveSmallIntegerField(db_default=0, default=0)),
                ('first_tried_on', models.DateField(null=True)),
                ('reached_on', models.DateField(null=True)),
                ('missed_on', models.DateField(null=True)),
                ('bdc_tried_on', models.DateField(null=True)),
                ('snoozed_until', models.DateTimeField(null=True)),
                ('snoozes', models.PositiveSmallIntegerField(db_default=0, default=0)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('closed_by', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='followups.attempt')),
                ('counted_for', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('customer', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='customers.customer')),
                ('delivery', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='deliveries.delivery')),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('owner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('store', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.store')),
                ('superseded_by', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='followups.followup')),
                ('plan', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='followups.plan')),
                ('clock_on', models.DateField(null=True)),
                ('voided_on', models.DateField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['owner', 'due_on'], name='follow_up_list'), models.Index(condition=models.Q(('state', 'open')), fields=['store', 'due_on'], name='follow_up_store_open'), models.Index(fields=['customer', '-due_on'], name='follow_up_customer'), models.Index(condition=models.Q(('kind', 'post_sale')), fields=['delivery'], name='follow_up_post_sale'), models.Index(fields=['store', 'first_due_on'], include=('group', 'owner', 'counted_for', 'state', 'condition', 'kind', 'first_tried_on', 'reached_on', 'missed_on', 'clock_on', 'voided_on'), name='follow_up_report')],
                'constraints': [models.UniqueConstraint(fields=('plan', 'touchpoint', 'occurrence'), name='follow_up_once'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='follow_up_closed_has_time'), models.UniqueConstraint(fields=('group', 'id'), name='follow_up_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='store', name='follow_up_store_same_group', on_delete='RESTRICT'), dealerfollow.tenancy.constraints.SameGroup(field='plan', name='follow_up_plan_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.SameGroup(field='customer', name='follow_up_customer_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.SameGroup(field='delivery', name='follow_up_delivery_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.SameGroup(field='superseded_by', name='follow_up_superseded_by_same_group', on_delete='SET NULL'), dealerfollow.tenancy.constraints.SameGroup(field='closed_by', name='follow_up_closed_by_same_group', on_delete='RESTRICT'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='follow_up_in_group', readable='')],
            },
        ),
        migrations.CreateModel(
            name='AttemptEffect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=40)),
                ('row_id', models.BigIntegerField()),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
                ('attempt', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='effects', to='followups.attempt')),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('follow_up', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='effects', to='followups.followup')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'id'), name='attempt_effect_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='attempt', name='attempt_effect_attempt_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.SameGroup(field='follow_up', name='attempt_effect_follow_up_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='attempt_effect_in_group', readable=''), dealerfollow.tenancy.constraints.AppendOnly(name='attempt_effect_append_only')],
                'indexes': [models.Index(fields=['attempt'], name='attempt_effect_attempt'), models.Index(fields=['follow_up'], name='attempt_effect_follow_up')],
            },
        ),
        migrations.CreateModel(
            name='FollowUpEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=24)),
                ('was', models.CharField(blank=True, db_default='', default='', max_length=120)),
                ('became', models.CharField(blank=True, db_default='', default='', max_length=120)),
                ('reason', models.CharField(blank=True, db_default='', default='', max_length=120)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('follow_up', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='followups.followup')),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('days', models.JSONField(db_default=[], default=list)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'id'), name='follow_up_event_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='follow_up', name='follow_up_event_follow_up_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='follow_up_event_in_group', readable=''), dealerfollow.tenancy.constraints.AppendOnly(name='follow_up_event_append_only')],
                'indexes': [models.Index(fields=['follow_up', 'at'], name='follow_up_event_of')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dedupe_key', models.CharField(max_length=120)),
                ('kind', models.CharField(max_length=40)),
                ('facts', models.JSONField(default=dict)),
                ('send_after', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('problem', models.CharField(blank=True, max_length=300)),
                ('parked_at', models.DateTimeField(blank=True, null=True)),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('store', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.store')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'dedupe_key'), name='notice_once'), models.UniqueConstraint(fields=('group', 'id'), name='notice_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='store', name='notice_store_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='notice_in_group', readable='')],
                'indexes': [models.Index(condition=models.Q(('parked_at', None), ('sent_at', None)), fields=['send_after'], name='notice_to_send')],
            },
        ),
        migrations.CreateModel(
            name='HandOff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('words', models.CharField(blank=True, max_length=200)),
                ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('follow_up', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='hand_offs', to='followups.followup')),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('store', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.store')),
                ('to', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['store', 'by', 'at'], name='hand_off_of_person')],
                'constraints': [models.UniqueConstraint(fields=('follow_up', 'by'), name='hand_off_once'), models.UniqueConstraint(fields=('group', 'id'), name='hand_off_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='store', name='hand_off_store_same_group', on_delete='RESTRICT'), dealerfollow.tenancy.constraints.SameGroup(field='follow_up', name='hand_off_follow_up_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='hand_off_in_group', readable=''), dealerfollow.tenancy.constraints.AppendOnly(name='hand_off_append_only')],
            },
        ),
        migrations.CreateModel(
            name='AttemptBelonging',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_noted', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('attempt', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='belongings', to='followups.attempt')),
                ('customer', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='attempts_given_back', to='customers.customer')),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('other', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.customer')),
            ],
            options={
                'indexes': [models.Index(fields=['attempt', '-id'], name='attempt_belonging_newest'), models.Index(fields=['customer'], name='attempt_belonging_customer'), models.Index(fields=['other'], name='attempt_belonging_other')],
                'constraints': [models.UniqueConstraint(fields=('group', 'id'), name='attempt_belonging_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='attempt', name='attempt_belonging_attempt_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.SameGroup(field='customer', name='attempt_belonging_customer_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.SameGroup(field='other', name='attempt_belonging_other_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='attempt_belonging_in_group', readable=''), dealerfollow.tenancy.constraints.AppendOnly(name='attempt_belonging_append_only')],
            },
        ),
    ]
