"""The WSGI entry point."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dealerfollow.settings")
application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # every view, else the first visitor waits for them

# What is loaded now lives as long as the process: the collector need not look at it again, nor
# after every seven hundred objects of a page.
gc.collect()
gc.freeze()
gc.set_threshold(25_000, 20, 20)
