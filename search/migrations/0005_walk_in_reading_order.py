from django.db import migrations

# Where very much is found, the first places are met on a walk, and names have an index without all the others;
# SQLite always goes through all that is found.
ADD = [
    "CREATE INDEX search_entry_reading ON search_entry (weight, home, sort, owner, place)",
    "CREATE INDEX search_entry_names ON search_entry USING gin (own, whole) WHERE place = 0",
]
REMOVE = ["DROP INDEX IF EXISTS search_entry_reading", "DROP INDEX IF EXISTS search_entry_names"]


def run(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("search", "0004_keep_names_and_the_edition")]

    operations = [migrations.RunPython(run(ADD), run(REMOVE))]
