from django.db import migrations


class Migration(migrations.Migration):
    """Filled the index once; since then what has been migrated is filled by search.filling."""

    dependencies = [
        ("search", "0002_let_the_database_search"),
        ("personas", "0001_initial"),
        ("usecases", "0002_keep_what_is_being_typed"),
    ]

    operations = []
