from django.db import migrations

from search.filling import fill


def forwards(apps, schema_editor):
    fill(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_let_the_database_search"),
        ("personas", "0001_initial"),
        ("usecases", "0002_keep_what_is_being_typed"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
