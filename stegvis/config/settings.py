"""Django's settings. Everything that differs between sites comes from the environment; nothing secret is here."""

from __future__ import annotations

import os
from pathlib import Path

import pghistory
import wagtail
from csp.constants import NONE, SELF

from stegvis.config.database.settings import database

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("STEGVIS_DATA", "var")).resolve()

DEBUG = os.environ.get("STEGVIS_DEBUG") == "1"
# The demo lets anyone on this machine in without a password; `up --demo` sets it and listens on loopback only.
STEGVIS_DEMO = os.environ.get("STEGVIS_DEMO") == "1"
ALLOWED_HOSTS = os.environ.get("STEGVIS_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
STEGVIS_MASTER_KEY_FILE = os.environ.get("STEGVIS_MASTER_KEY_FILE", str(DATA / "keys" / "master.key"))
STEGVIS_SPOOL = os.environ.get("STEGVIS_SPOOL", "")
STEGVIS_SMS_SENDER = os.environ.get("STEGVIS_SMS_SENDER", "Stegvis")
# How many proxies of our own stand before us: behind one, every visitor would else share one count of tries.
STEGVIS_PROXIES = int(os.environ.get("STEGVIS_PROXIES", "0"))
STEGVIS_URL = os.environ.get("STEGVIS_URL", "http://localhost:8000").rstrip("/")
# Where the ledger of erased persons is kept, outside the database, so that a restore cannot undo an erasure.
STEGVIS_ERASURE_LEDGER = os.environ.get("STEGVIS_ERASURE_LEDGER", str(DATA / "erasures.jsonl"))


def _secret() -> str:
    named = os.environ.get("STEGVIS_SECRET_KEY_FILE")
    if named:
        return Path(named).read_text().strip()
    return os.environ.get("STEGVIS_SECRET_KEY", "")


SECRET_KEY = _secret() or "no-secret-was-given-and-doctor-refuses-this"

INSTALLED_APPS = [
    "stegvis.people",
    "stegvis.network",
    "stegvis.library",
    "stegvis.notices",
    "stegvis.care",
    "stegvis.safety",
    "stegvis.questionnaires",
    "stegvis.selfhelp",
    "stegvis.outcomes",
    "stegvis.exchange",
    "stegvis.portals",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "wagtail.users",
    "stegvis.config.editor.Editor",
    "wagtail",
    "modelcluster",
    "taggit",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pads each answer by a random length, so that its size says nothing of a secret in it (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "stegvis.portals.guard.GuardedOnly",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    # After the check of where a form comes from, which reads it too.
    "stegvis.portals.control_signs.NoControlSigns",
    "stegvis.people.sessions.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

# Wagtail's 120 migrations as one for each of its apps, recorded under the names of those it stands for (ADR 0021).
MIGRATION_MODULES = {
    label: f"stegvis.config.migrations.{label}" for label in ("wagtailcore", "wagtailadmin", "wagtailusers", "taggit")
}

# Jobs are found in the rooms' tasks.py; the demo has one more, which no real site knows.
PROCRASTINATE_IMPORT_PATHS = ["stegvis.config.demo.tasks"] if STEGVIS_DEMO else []

ROOT_URLCONF = "stegvis.config.urls"
WSGI_APPLICATION = "stegvis.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", ["django.template.loaders.app_directories.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "stegvis.portals.context.surroundings",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {"default": database(os.environ)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sessions: `people.sessions` owns how long they live.
SESSION_ENGINE = "stegvis.people.sessions"
SESSION_COOKIE_NAME = "stegvis"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "stegvis.portals.guard.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
if not (DEBUG or STEGVIS_DEMO) and STEGVIS_URL.startswith("https://"):
    SESSION_COOKIE_NAME = "__Host-stegvis"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
# Not "no-referrer": browsers then send our own forms with `Origin: null`, which the CSRF check must refuse.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Staff log-in: password and a second factor, or a passkey. No sign-up; accounts are made by an administrator.
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "clinic:start"
ACCOUNT_ADAPTER = "stegvis.portals.staff_login.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "stegvis.portals.staff_login.display"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/15m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = STEGVIS_PROXIES
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Stegvis"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an administrator makes accounts and names the address; no letter proves it
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or STEGVIS_DEMO

# The editor: nothing of it asks another site for anything, and nobody's password or picture is kept in it.
WAGTAILADMIN_BASE_URL = STEGVIS_URL
WAGTAIL_SITE_NAME = "Stegvis"
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# A new page that is saved by itself and by hand at the same moment becomes two; by hand alone it is one.
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAIL_FINISH_WORKFLOW_ACTION = "stegvis.library.authoring.finishing.finish"
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea"}}
# What is longer than Django's limit of fields is a module with a long worksheet, from somebody with a second factor.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_HANDLERS = [
    "stegvis.portals.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Norsk bokmål"), ("nn", "Norsk nynorsk"), ("sv", "Svenska"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = sorted(str(folder) for folder in ROOT.glob("**/locale"))
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Oslo"

STATIC_URL = "/static/"
# The editor's style sheet names a picture of Wagtail's app for images, which is not installed.
STATICFILES_DIRS = [("wagtailimages/images", str(Path(wagtail.__file__).parent / "images/static/wagtailimages/images"))]
STATIC_ROOT = str(DATA / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "stegvis.config.packed.Packed"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("STEGVIS_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("STEGVIS_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("STEGVIS_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("STEGVIS_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("STEGVIS_SMTP_TLS", "1") == "1"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("STEGVIS_MAIL_FROM", "stegvis@localhost")

# History is denormalised into each event row, under row-level security (facts/ground.md §1).
PGHISTORY_INSTALL_CONTEXT_FUNC_ON_MIGRATE = False
# History is read by the row it is of; an index for each of its other references would cost every change a write.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)

# Shared by all processes, so that a limit on log-in attempts holds across them; table by migration.
# Room for many addresses: a full table drops entries, and with them the counts of whoever is guessing.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_limit",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Parts of pages that are the same for everybody who reads them in that language, in each process. Nothing of a
    # person may stand between `cache` and `endcache`: tests/architecture/test_fragments.py.
    "template_fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "fragments",
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}

# Logs are whole sentences and never hold a person's data: no request bodies, no query strings, no SQL.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
