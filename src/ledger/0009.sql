-- Schema 9: what a ledger is told to work by. 'issues': the bytes of its issue file; no row: the built-in one.
CREATE TABLE setting (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
