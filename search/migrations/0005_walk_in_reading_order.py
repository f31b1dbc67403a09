from django.db import migrations

# Where very much is found, the first places are met on a walk; SQLite always goes through all that is found.
ADD = "CREATE INDEX search_entry_reading ON search_entry (weight, home, sort, owner, place)"
REMOVE = "DROP INDEX search_entry_reading"


def run(statement):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("search", "0004_keep_names_and_the_edition")]

    operations = [migrations.RunPython(run(ADD), run(REMOVE))]
