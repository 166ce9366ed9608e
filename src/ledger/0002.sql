-- Schema 2: the first rows of views that count everything, kept until the ledger changes.
CREATE TABLE state (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
INSERT INTO state VALUES ('generation', 1);
CREATE TABLE cache (
    view TEXT NOT NULL,
    ord INTEGER NOT NULL,             -- -1: no row of the view, only its generation
    generation INTEGER NOT NULL,
    cells TEXT NOT NULL,              -- parted by U+001F, U+001E for NULL
    PRIMARY KEY (view, ord)
) STRICT, WITHOUT ROWID;

-- Early ledgers of schema 1 were made without this table.
CREATE TABLE IF NOT EXISTS echo (
    statement INTEGER PRIMARY KEY REFERENCES statement ON DELETE CASCADE,
    first INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE
) STRICT;
CREATE INDEX IF NOT EXISTS echo_first ON echo (first);
