import dealerfollow.tenancy.constraints
import dealerfollow.tenancy.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('followups', '0001_plans_follow_ups_and_attempts'),
        ('stores', '0001_groups_stores_and_people'),
        ('stores', '0002_find_groups_and_stores'),
    ]

    operations = [
        migrations.CreateModel(
            name='Excuse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('reason', models.CharField(max_length=24)),
                ('created_at', models.DateTimeField()),
                ('follow_up', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='excuses', to='followups.followup')),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('store', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='excuses', to='stores.store')),
            ],
            options={
                'indexes': [models.Index(fields=['store', '-day'], name='excuse_store_day')],
                'constraints': [models.UniqueConstraint(fields=('follow_up', 'day'), name='excuse_once'), models.UniqueConstraint(fields=('group', 'id'), name='excuse_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='store', name='excuse_store_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.SameGroup(field='follow_up', name='excuse_follow_up_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='excuse_in_group', readable=''), dealerfollow.tenancy.constraints.AppendOnly(name='excuse_append_only')],
            },
        ),
        migrations.CreateModel(
            name='Miss',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('because', models.CharField(max_length=24)),
                ('due_on', models.DateField()),
                ('try_number', models.PositiveSmallIntegerField(default=1)),
                ('day', models.DateField()),
                ('created_at', models.DateTimeField()),
                ('counted_for', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='misses', to=settings.AUTH_USER_MODEL)),
                ('follow_up', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='miss', to='followups.followup')),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('store', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='misses', to='stores.store')),
            ],
            options={
                'indexes': [models.Index(fields=['store', '-day'], name='miss_store_day'), models.Index(fields=['counted_for', '-day'], name='miss_counted_for_day')],
                'constraints': [models.UniqueConstraint(fields=('group', 'id'), name='miss_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='store', name='miss_store_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.SameGroup(field='follow_up', name='miss_follow_up_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='miss_in_group', readable=''), dealerfollow.tenancy.constraints.AppendOnly(name='miss_append_only')],
            },
        ),
        migrations.CreateModel(
            name='SweepRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('ran_at', models.DateTimeField()),
                ('missed', models.PositiveIntegerField(default=0)),
                ('excused', models.PositiveIntegerField(default=0)),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('store', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='sweep_runs', to='stores.store')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('store', 'day'), name='sweep_run_once'), models.UniqueConstraint(fields=('group', 'id'), name='sweep_run_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='store', name='sweep_run_store_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='sweep_run_in_group', readable='')],
            },
        ),
        migrations.CreateModel(
            name='AttemptCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
                ('attempt', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='followups.attempt')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('store', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.store')),
            ],
            options={
                'indexes': [models.Index(fields=['store', '-at'], name='attempt_correction_store')],
                'constraints': [models.UniqueConstraint(fields=('group', 'id'), name='attempt_correction_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='store', name='attempt_correction_store_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.SameGroup(field='attempt', name='attempt_correction_attempt_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='attempt_correction_in_group', readable=''), dealerfollow.tenancy.constraints.AppendOnly(name='attempt_correction_append_only')],
            },
        ),
        migrations.CreateModel(
            name='MissReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('next_step', models.CharField(max_length=300)),
                ('is_self', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('miss', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='accountability.miss')),
                ('store', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.store')),
            ],
            options={
                'indexes': [models.Index(fields=['store', '-at'], name='miss_review_store')],
                'constraints': [models.UniqueConstraint(fields=('miss', 'by', 'next_step'), name='miss_review_once'), models.UniqueConstraint(fields=('group', 'id'), name='miss_review_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='store', name='miss_review_store_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.SameGroup(field='miss', name='miss_review_miss_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='miss_review_in_group', readable=''), dealerfollow.tenancy.constraints.AppendOnly(name='miss_review_append_only')],
            },
        ),
        migrations.CreateModel(
            name='MissVoid',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('absence', 'Absence entered late'), ('offline', 'Made on time, logged late'), ('system', 'System was down'), ('unwound', 'Sale unwound'), ('other', 'Another reason')], max_length=24)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('is_self', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.group')),
                ('miss', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='void', to='accountability.miss')),
                ('store', dealerfollow.tenancy.models.GroupKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.store')),
            ],
            options={
                'indexes': [models.Index(fields=['store', '-at'], name='miss_void_store')],
                'constraints': [models.UniqueConstraint(fields=('group', 'id'), name='miss_void_group_id'), dealerfollow.tenancy.constraints.SameGroup(field='store', name='miss_void_store_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.SameGroup(field='miss', name='miss_void_miss_same_group', on_delete='CASCADE'), dealerfollow.tenancy.constraints.InGroup(column='group_id', name='miss_void_in_group', readable=''), dealerfollow.tenancy.constraints.AppendOnly(name='miss_void_append_only')],
            },
        ),
    ]
