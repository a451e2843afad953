import datetime
import dealerfollow.stores.models.store
import dealerfollow.tenancy.constraints
import dealerfollow.tenancy.models
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('language', models.CharField(default='en', max_length=5, verbose_name='language')),
                ('is_active', models.BooleanField(default=True)),
                ('joined_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('slug', models.SlugField(unique=True)),
                ('owners_move_along', models.BooleanField(db_default=False, default=False, verbose_name='owners move along with their salesperson')),
            ],
            options={
                'constraints': [dealerfollow.tenancy.constraints.InGroup(column='id', name='group_in_group', readable='')],
            },
        ),
        migrations.CreateModel(
            name='Store',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('slug', models.SlugField(unique=True)),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='phone')),
                ('state', models.CharField(max_length=2, verbose_name='state')),
                ('time_zone', models.CharField(max_length=60, validators=[dealerfollow.stores.models.store.known_time_zone], verbose_name='time zone')),
                ('weekly_hours', models.JSONField(default=dealerfollow.stores.models.store.default_hours, validators=[dealerfollow.stores.models.store.readable_hours])),
                ('holiday_names', models.JSONField(default=dealerfollow.stores.models.store.default_holidays)),
                ('follow_up_starts_on', models.DateField(verbose_name='follow-up starts on')),
                ('day_ends_at', models.TimeField(default=datetime.time(21, 0), verbose_name='day ends at')),
                ('sells_new', models.BooleanField(default=True, verbose_name='sells new cars')),
                ('survey_opens_days', models.PositiveSmallIntegerField(default=8, validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(90)], verbose_name='survey opens, days after delivery')),
                ('cards_a_day', models.PositiveSmallIntegerField(default=25, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(200)], verbose_name='cards a person a day')),
                ('does_bdc_satisfy', models.BooleanField(default=False, verbose_name="a BDC call satisfies the salesperson's")),
                ('minutes_a_call', models.PositiveSmallIntegerField(default=5, verbose_name='minutes a call takes')),
                ('sold_file_expected_at', models.TimeField(blank=True, null=True, verbose_name='sold file expected at')),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'id'), name='store_group_id'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='store_in_group', readable='')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('salesperson', 'Salesperson'), ('bdc_rep', 'BDC rep'), ('bdc_lead', 'BDC lead'), ('department', 'Department'), ('sales_manager', 'Sales manager'), ('gm', 'GM'), ('group_admin', 'Group admin'), ('auditor', 'Auditor'), ('it', 'IT')], max_length=20)),
                ('department', models.CharField(blank=True, max_length=20)),
                ('dms_id', models.CharField(blank=True, max_length=40, verbose_name='DMS id')),
                ('weekly_hours', models.JSONField(blank=True, null=True, validators=[dealerfollow.stores.models.store.readable_hours])),
                ('started_on', models.DateField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('cover', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('store', dealerfollow.tenancy.models.GroupKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='stores.store')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'id'), name='membership_group_id'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('group', 'user', 'store', 'role'), name='membership_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('store__isnull', False), ('role__in', ['group_admin', 'auditor', 'it']), _connector='OR'), name='membership_store_unless_group_wide'), dealerfollow.tenancy.constraints.SameGroup(field='store', name='membership_store_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='membership_in_group', readable="user_id = NULLIF(current_setting('app.user_id', true), '')::bigint")],
                'indexes': [models.Index(fields=['store', 'role'], name='membership_store_role')],
            },
        ),
        migrations.CreateModel(
            name='ClosedDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='closed on')),
                ('reason', models.CharField(max_length=120, verbose_name='reason')),
                ('declared_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('declared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('store', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='closed_days', to='stores.store')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('store', 'on'), name='closed_day_once'), models.UniqueConstraint(fields=('group', 'id'), name='closed_day_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='store', name='closed_day_store_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='closed_day_in_group', readable='')],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='first day off')),
                ('ends_on', models.DateField(verbose_name='last day off')),
                ('reason', models.CharField(blank=True, max_length=120, verbose_name='reason')),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to=settings.AUTH_USER_MODEL)),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('store', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.store')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='absence_ends_after_start'), models.UniqueConstraint(fields=('group', 'id'), name='absence_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='store', name='absence_store_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='absence_in_group', readable='')],
                'indexes': [models.Index(fields=['store', 'ends_on'], name='absence_store_ends')],
            },
        ),
        migrations.CreateModel(
            name='SystemOutage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('reason', models.CharField(max_length=120)),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='outage_ends_after_start'), models.UniqueConstraint(fields=('group', 'id'), name='outage_group_id'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='outage_in_group', readable='')],
            },
        ),
    ]
