"""What a team's developer would write first: Django REST Framework, a nested serializer, one row per answer.

A whole Django in one file, served as the product is (granian, two workers of four threads), for comparison only.
"""

from __future__ import annotations

import os
import uuid

import django
from django.conf import settings

DATABASE = os.environ.get("BENCH_DRF_DATABASE", "")

settings.configure(
    SECRET_KEY="bench",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "rest_framework"],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            **{key.upper(): value for key, value in (pair.split("=") for pair in DATABASE.split() if "=" in pair)},
            "CONN_MAX_AGE": 600,
        }
    },
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    REST_FRAMEWORK={
        "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    },
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models, transaction  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework import generics, serializers  # noqa: E402
from rest_framework.authentication import SessionAuthentication  # noqa: E402


class Session(SessionAuthentication):
    """Sessions as usual; without CSRF, which only makes it faster."""

    def enforce_csrf(self, request: object) -> None:
        """Left out in the baseline's favour."""


class Submission(models.Model):
    client = models.UUIDField(default=uuid.uuid4)
    instrument = models.CharField(max_length=20)
    total = models.IntegerField()
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "bench"


class Answer(models.Model):
    submission = models.ForeignKey(Submission, related_name="answers", on_delete=models.CASCADE)
    item = models.CharField(max_length=10)
    value = models.SmallIntegerField()

    class Meta:
        app_label = "bench"


class AnswerSerializer(serializers.ModelSerializer):  # type: ignore[type-arg]
    class Meta:
        model = Answer
        fields = ("item", "value")


class SubmissionSerializer(serializers.ModelSerializer):  # type: ignore[type-arg]
    answers = AnswerSerializer(many=True)

    class Meta:
        model = Submission
        fields = ("id", "instrument", "total", "answers")

    @transaction.atomic
    def create(self, validated: dict) -> Submission:  # type: ignore[type-arg]
        answers = validated.pop("answers")
        submission = Submission.objects.create(**validated)
        for answer in answers:
            Answer.objects.create(submission=submission, **answer)
        return submission


class Submissions(generics.CreateAPIView):  # type: ignore[type-arg]
    queryset = Submission.objects.all()
    authentication_classes = [Session]

    def get_serializer(self, *args: object, **kwargs: object) -> serializers.BaseSerializer:  # type: ignore[type-arg]
        """A list of two: PHQ-9 and GAD-7 in one request, as the product takes them."""
        kwargs["many"] = True
        kwargs["context"] = self.get_serializer_context()
        return SubmissionSerializer(*args, **kwargs)  # type: ignore[arg-type]


urlpatterns = [path("submissions", Submissions.as_view())]
application = get_wsgi_application()


def prepare() -> str:
    """Make the tables and one signed-in session; the session's key."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Submission)
        editor.create_model(Answer)
    user = get_user_model().objects.create_user("bench")
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session.create()
    return str(session.session_key)


def serve(port: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "bench.web.drf:application", address="127.0.0.1", port=port, interface=Interfaces.WSGI, websockets=False,
        workers=2, blocking_threads=4, log_level=LogLevels.error,
    ).serve()  # fmt: skip
