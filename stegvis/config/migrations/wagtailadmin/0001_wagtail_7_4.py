"""wagtailadmin as it stands at Wagtail 7.4, in the place of its 6 migrations (ADR 0021)."""

import django.db.models.deletion
from django.conf import settings
import stegvis.people.constraints
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ('wagtailadmin', '0001_create_admin_access_permissions'),
        ('wagtailadmin', '0002_admin'),
        ('wagtailadmin', '0003_admin_managed'),
        ('wagtailadmin', '0004_editingsession'),
        ('wagtailadmin', '0005_editingsession_is_editing'),
        ('wagtailadmin', '0006_formstate'),
    ]

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        stegvis.people.constraints.Together([
            migrations.CreateModel(
                name='Admin',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ],
                options={
                    'permissions': [('access_admin', 'Can access Wagtail admin')],
                    'default_permissions': [],
                },
            ),
            migrations.CreateModel(
                name='EditingSession',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('object_id', models.CharField(max_length=255)),
                    ('last_seen_at', models.DateTimeField()),
                    ('is_editing', models.BooleanField(default=False)),
                    ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='editing_sessions', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['content_type', 'object_id'], name='wagtailadmi_content_717955_idx')],
                },
            ),
            migrations.CreateModel(
                name='FormState',
                fields=[
                    ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('data', models.TextField()),
                    ('object_id', models.CharField(max_length=255)),
                    ('parent_object_id', models.CharField(max_length=255)),
                    ('last_updated_at', models.DateTimeField()),
                    ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wagtail_form_states', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-last_updated_at'],
                    'indexes': [models.Index(fields=['user', 'content_type', 'object_id', 'parent_object_id'], name='formstate_user_object')],
                },
            ),
        ]),
    ]
