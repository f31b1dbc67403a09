from django.db import migrations

# The words are plain already. This tokenizer parts them at spaces, and knows nothing of Unicode that another
# version could know differently. Nothing asks for phrases, so places within a text are not kept.
WORDS_OF_NEW = """INSERT INTO search_word (word)
    SELECT value FROM json_each('["' || replace(new.words, ' ', '","') || '"]') WHERE value <> ''
    ON CONFLICT DO NOTHING;"""
SQLITE = [
    """CREATE VIRTUAL TABLE search_index USING fts5(words, context, content='search_entry', content_rowid='id',
    tokenize='ascii', detail='column', columnsize=0, prefix='1 2')""",
    f"""CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
    INSERT INTO search_index (rowid, words, context) VALUES (new.id, new.words, new.context);
    {WORDS_OF_NEW} END""",
    """CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
    INSERT INTO search_index (search_index, rowid, words, context)
    VALUES ('delete', old.id, old.words, old.context); END""",
    f"""CREATE TRIGGER search_entry_changed AFTER UPDATE OF id, words, context ON search_entry BEGIN
    INSERT INTO search_index (search_index, rowid, words, context)
    VALUES ('delete', old.id, old.words, old.context);
    INSERT INTO search_index (rowid, words, context) VALUES (new.id, new.words, new.context);
    {WORDS_OF_NEW} END""",
]
POSTGRESQL = [
    # As SQLite sorts texts, whatever the collation of the database is.
    'ALTER TABLE search_entry ALTER COLUMN sort TYPE varchar(100) COLLATE "C"',
    """ALTER TABLE search_entry
    ADD COLUMN own tsvector GENERATED ALWAYS AS
    (array_to_tsvector(array_remove(string_to_array(words, ' '), ''))) STORED,
    ADD COLUMN whole tsvector GENERATED ALWAYS AS
    (array_to_tsvector(array_remove(string_to_array(words || ' ' || context, ' '), ''))) STORED""",
    "CREATE INDEX search_entry_own ON search_entry USING gin (own, whole)",
    # In one order, so that two who write the same words never wait for each other.
    """CREATE FUNCTION search_keep_words() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO search_word (word)
    SELECT DISTINCT word FROM written, unnest(string_to_array(words, ' ')) word WHERE word <> '' ORDER BY word
    ON CONFLICT DO NOTHING;
    RETURN NULL; END $$""",
    """CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION search_keep_words()""",
    """CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION search_keep_words()""",
]
SQLITE_BACK = [
    "DROP TRIGGER search_entry_added",
    "DROP TRIGGER search_entry_removed",
    "DROP TRIGGER search_entry_changed",
    "DROP TABLE search_index",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER search_entry_added ON search_entry",
    "DROP TRIGGER search_entry_changed ON search_entry",
    "DROP FUNCTION search_keep_words",
    "ALTER TABLE search_entry DROP COLUMN own, DROP COLUMN whole",
]


def run(sqlite, postgresql):
    def run(apps, schema_editor):
        statements = sqlite if schema_editor.connection.vendor == "sqlite" else postgresql
        for statement in statements:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("search", "0001_make_the_index")]

    operations = [migrations.RunPython(run(SQLITE, POSTGRESQL), run(SQLITE_BACK, POSTGRESQL_BACK))]
