"""The Celery application. The queue only says "look now"; the database is the truth."""

import os

from celery import Celery
from django.conf import settings
from kombu import Queue

from dealerfollow.schedule import ROUTES, SCHEDULE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dealerfollow.settings")

app = Celery("dealerfollow")
app.set_default()  # else a web server's other threads would publish to Celery's own default broker
app.conf.update(
    broker_url=settings.REDIS_URL,
    # Measured on this design (docs/architecture.md): a killed worker loses nothing, a task is
    # redelivered in half a minute, and no task outlives the visibility timeout (it would run
    # twice).
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_time_limit=120,
    task_soft_time_limit=110,
    broker_transport_options={
        "visibility_timeout": 180,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 2,
        "socket_timeout": 5,
        "max_retries": 1,
        "interval_start": 0,
        "interval_max": 0.2,
    },
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    task_default_queue="default",
    task_queues=[Queue("sweep"), Queue("default"), Queue("import")],
    task_routes=ROUTES,
    task_create_missing_queues=False,
    worker_hijack_root_logger=False,
    worker_max_tasks_per_child=500,
    beat_schedule=SCHEDULE,
    beat_max_loop_interval=5,
    timezone="UTC",
    enable_utc=True,
)
app.autodiscover_tasks()
