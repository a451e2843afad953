"""All settings, in one file; what differs between machines comes from the environment."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from dealerfollow.env import Environment

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.text("SECRET_KEY", words="50 random characters that nobody else knows")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
DATA_DIR = env.folder("DEALERFOLLOW_DATA", BASE_DIR / "var")
IS_HTTPS = env.flag("HTTPS", default=False)

INSTALLED_APPS = [
    "dealerfollow.tenancy",  # first: its migrate and flush run as the owner of the tables
    "dealerfollow.jobs",
    "dealerfollow.web",
    "dealerfollow.stores",
    "customers",
    "deliveries",
    "followups",
    "accountability",
    "dealerfollow.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "phonenumber_field",
    "template_partials",
]

MIDDLEWARE = [
    "dealerfollow.web.health.HealthMiddleware",  # /livez answers before anything else can fail
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "dealerfollow.tenancy.middleware.TransactionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dealerfollow.stores.middleware.ScopeMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "dealerfollow.web.content_policy.ContentPolicyMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "dealerfollow.urls"
WSGI_APPLICATION = "dealerfollow.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["dealerfollow.web.templatetags.icons"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dealerfollow.stores.context.shell",
            ],
        },
    }
]

# The web and worker processes are neither the owner of the tables nor a superuser: row-level
# security binds them. The owner is only for migrate, seed, restore and verify.
DATABASES = {
    "default": {
        **env.database("DATABASE_URL"),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
DATABASE_APPLICATION = {
    k: DATABASES["default"].get(k, "") for k in ("USER", "PASSWORD", "HOST", "PORT")
}
APP_ROLE = DATABASE_APPLICATION["USER"]
PREPARES_STATEMENTS = env.flag("PREPARED_STATEMENTS", default=True)
DATABASE_OWNER = env.database("DATABASE_OWNER_URL") if env.values.get("DATABASE_OWNER_URL") else {}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "stores.User"
AUTHENTICATION_BACKENDS = ["dealerfollow.stores.sessions.StaffBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_ADAPTER = "dealerfollow.stores.adapter.StaffAccountAdapter"
ACCOUNT_FORMS = {"reset_password": "dealerfollow.stores.sign_in_forms.NewPasswordForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # staff are invited; their address is verified on invitation
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]

# Plain database sessions: a page must work with the broker down (and removal is immediate).
SESSION_ENGINE = "dealerfollow.stores.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"  # what is stored; every page shows the store's or the customer's own time
USE_I18N = USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [p for p in (BASE_DIR / "static", BASE_DIR / "static_built") if p.is_dir()]
STATIC_ROOT = env.folder("STATIC_ROOT", DATA_DIR / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = DATA_DIR / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
IMPORT_MAX_BYTES = 25_000_000

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
PHONENUMBER_DEFAULT_REGION = "US"
PHONENUMBER_DB_FORMAT = "E164"
PHONENUMBER_DEFAULT_FORMAT = "E164"  # what str() gives: the stored form. Pages say .as_national

# Mail leaves through the outbox only (followups.Notice); printed on the console until told where.
EMAIL_BACKEND = env.text("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25, low=1, high=65535)
EMAIL_TIMEOUT = 10  # seconds: a mail server that hangs must not take a worker or a page with it
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "DealerFollow <no-reply@localhost>")
PUBLIC_ADDRESS = env.text("PUBLIC_ADDRESS", "http://localhost:8000")

REDIS_URL = env.text("REDIS_URL", words="a redis:// or redis+socket:// address")
CELERY_APPLICATION = "dealerfollow.celery.app"
IS_DEMO = env.flag("DEMO", default=False)

SILENCED_SYSTEM_CHECKS = ["staticfiles.W004"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"plain_refusals": {"()": "dealerfollow.web.logs.PlainRefusals"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["plain_refusals"],
        }
    },
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
}
env.finish()
