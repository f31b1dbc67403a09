from django.db import migrations, models

# Plain SQL: on SQLite Django would make the table anew, and the triggers would be lost with the old one.
ADD = "ALTER TABLE search_entry ADD COLUMN names text NOT NULL DEFAULT ''"
REMOVE = "ALTER TABLE search_entry DROP COLUMN names"


class Migration(migrations.Migration):
    dependencies = [("search", "0003_fill_the_index")]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
            ],
        ),
        migrations.RunSQL(
            ADD,
            REMOVE,
            state_operations=[
                migrations.AddField(
                    model_name="entry",
                    name="names",
                    field=models.TextField(
                        default="",
                        help_text="All that the document is called; only where this is its name.",
                    ),
                    preserve_default=False,
                )
            ],
        ),
    ]
