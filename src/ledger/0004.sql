-- Schema 4: statements as columns, for views over the whole ledger.

-- What views count and select by, packed: see sheet.h. Row n holds documents 128 n to 128 n + 127.
CREATE TABLE sheet (n INTEGER PRIMARY KEY, facts BLOB NOT NULL) STRICT;
-- Names as numbers, from 1: party, topic, outlet.
CREATE TABLE sheet_name (
    kind TEXT NOT NULL,
    n INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (kind, n)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX sheet_name_text ON sheet_name (kind, text);
-- Documents whose sheet is older than their rows: readers pack these anew for themselves. (The triggers ask first:
-- OR IGNORE would yield to the conflict clause of the statement that fires them.)
CREATE TABLE stale (doc INTEGER PRIMARY KEY) STRICT;
INSERT INTO stale SELECT n FROM document;

CREATE TRIGGER document_put_sheet AFTER INSERT ON document
BEGIN INSERT INTO stale SELECT new.n WHERE new.n NOT IN (SELECT doc FROM stale); END;
CREATE TRIGGER document_set_sheet AFTER UPDATE OF published, outlet, story, copy_of, added ON document
BEGIN INSERT INTO stale SELECT new.n WHERE new.n NOT IN (SELECT doc FROM stale); END;
CREATE TRIGGER document_gone_sheet AFTER DELETE ON document
BEGIN INSERT INTO stale SELECT old.n WHERE old.n NOT IN (SELECT doc FROM stale); END;
CREATE TRIGGER statement_put_sheet AFTER INSERT ON statement
BEGIN INSERT INTO stale SELECT new.doc WHERE new.doc NOT IN (SELECT doc FROM stale); END;
CREATE TRIGGER statement_set_sheet AFTER UPDATE ON statement
BEGIN INSERT INTO stale SELECT new.doc WHERE new.doc NOT IN (SELECT doc FROM stale); END;
CREATE TRIGGER statement_gone_sheet AFTER DELETE ON statement
BEGIN INSERT INTO stale SELECT old.doc WHERE old.doc NOT IN (SELECT doc FROM stale); END;
CREATE TRIGGER topic_put_sheet AFTER INSERT ON topic
BEGIN INSERT INTO stale SELECT doc FROM statement WHERE n = new.statement AND doc NOT IN (SELECT doc FROM stale); END;
CREATE TRIGGER topic_gone_sheet AFTER DELETE ON topic
BEGIN INSERT INTO stale SELECT doc FROM statement WHERE n = old.statement AND doc NOT IN (SELECT doc FROM stale); END;
CREATE TRIGGER target_put_sheet AFTER INSERT ON target
BEGIN INSERT INTO stale SELECT doc FROM statement WHERE n = new.statement AND doc NOT IN (SELECT doc FROM stale); END;
CREATE TRIGGER relay_put_sheet AFTER INSERT ON relay
BEGIN INSERT INTO stale SELECT doc FROM statement WHERE n = new.statement AND doc NOT IN (SELECT doc FROM stale); END;
CREATE TRIGGER echo_put_sheet AFTER INSERT ON echo
BEGIN INSERT INTO stale SELECT doc FROM statement WHERE n = new.statement AND doc NOT IN (SELECT doc FROM stale); END;
CREATE TRIGGER echo_gone_sheet AFTER DELETE ON echo
BEGIN INSERT INTO stale SELECT doc FROM statement WHERE n = old.statement AND doc NOT IN (SELECT doc FROM stale); END;

CREATE INDEX relation_order ON relation (kind, confidence DESC, id);
CREATE INDEX statement_rejected ON statement (n) WHERE r_rejected = 1;
CREATE INDEX target_name ON target (name);
CREATE INDEX relay_outlet ON relay (outlet);

-- A corrected speaker is an actor like any other.
ALTER TABLE statement ADD COLUMN r_speaker INTEGER;
CREATE INDEX statement_r_speaker ON statement (r_speaker) WHERE r_speaker IS NOT NULL;
DROP VIEW said;
CREATE VIEW said AS
SELECT n, id, doc, ord, sentence_begin, sentence_end, source, source_begin, source_end, source_spans,
    cue, cue_begin, cue_end, cue_spans, content, content_begin, content_end, content_spans, mode,
    coalesce(r_act, act) AS act, coalesce(r_speaker, speaker) AS speaker,
    coalesce(r_speaker_name, speaker_name) AS speaker_name,
    coalesce(r_party, party) AS party, how, role, role_begin, role_end, missing, condition,
    condition_begin, condition_end, marker, time, time_begin, time_end, time_value,
    coalesce(r_stance, stance) AS stance, coalesce(r_negated, negated) AS negated, modality, level, via,
    CASE WHEN r_act IS NULL THEN plover ELSE (SELECT a.plover FROM act_root a WHERE a.act = r_act) END AS plover,
    CASE WHEN r_act IS NULL THEN quad ELSE (SELECT a.quad FROM act_root a WHERE a.act = r_act) END AS quad,
    CASE WHEN r_act IS NULL THEN realis ELSE (SELECT 'actual' FROM act_root a WHERE a.act = r_act) END AS realis,
    confidence
FROM statement WHERE r_rejected IS NOT 1;

-- The packed rows replace the remembered first rows of views.
DROP TABLE cache;
