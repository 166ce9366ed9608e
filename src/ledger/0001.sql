-- Schema 1. Times of change are kept in document.added and review.at only; nothing else depends on the
-- clock. Spans are byte offsets into document.text (as a BLOB): begin and end, or "b-e b-e" lists.
-- Readers of their own: read `said` (corrections applied), not `statement` (the machine's record).

CREATE TABLE document (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,          -- from raw_sha256
    name TEXT NOT NULL,               -- the first in byte order of those it came under
    title TEXT, title_begin INTEGER, title_end INTEGER,
    outlet TEXT, url TEXT, author TEXT, language TEXT,
    published TEXT, published_how TEXT,
    raw_sha256 TEXT NOT NULL, raw_bytes INTEGER NOT NULL, text_sha256 TEXT NOT NULL,
    text TEXT NOT NULL,
    main_begin INTEGER, main_end INTEGER,
    sentences INTEGER NOT NULL, tokens INTEGER NOT NULL,
    story TEXT,
    copy_of TEXT REFERENCES document (id),
    coded_by TEXT NOT NULL,
    added TEXT NOT NULL
) STRICT;
CREATE INDEX document_order ON document (published DESC, name, id);
CREATE INDEX document_story ON document (story);

-- The names and places a document came under: the same bytes twice are one document.
CREATE TABLE sighting (
    doc INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    name TEXT NOT NULL,
    PRIMARY KEY (doc, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE block (
    doc INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    ord INTEGER NOT NULL,
    kind TEXT NOT NULL,               -- title body meta furniture
    begin INTEGER NOT NULL, end INTEGER NOT NULL,
    why TEXT,
    PRIMARY KEY (doc, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE note (
    doc INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    ord INTEGER NOT NULL,
    code TEXT NOT NULL,
    begin INTEGER NOT NULL, end INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (doc, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE actor (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    doc INTEGER REFERENCES document ON DELETE CASCADE  -- known in this document only; else NULL
) STRICT;
CREATE INDEX actor_name ON actor (name);
CREATE INDEX actor_doc ON actor (doc);

CREATE TABLE statement (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    doc INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    ord INTEGER NOT NULL,             -- place among the document's statements, in text order
    sentence_begin INTEGER NOT NULL, sentence_end INTEGER NOT NULL,
    source TEXT, source_begin INTEGER, source_end INTEGER, source_spans TEXT,
    cue TEXT, cue_begin INTEGER, cue_end INTEGER, cue_spans TEXT,
    content TEXT NOT NULL, content_begin INTEGER NOT NULL, content_end INTEGER NOT NULL,
    content_spans TEXT,
    mode TEXT NOT NULL,
    act TEXT NOT NULL,
    speaker INTEGER REFERENCES actor, speaker_name TEXT, party TEXT, how TEXT,
    role TEXT, role_begin INTEGER, role_end INTEGER,
    missing TEXT,
    condition TEXT, condition_begin INTEGER, condition_end INTEGER, marker TEXT,
    time TEXT, time_begin INTEGER, time_end INTEGER, time_value TEXT,
    stance TEXT,
    negated INTEGER NOT NULL,
    modality TEXT NOT NULL,
    level INTEGER NOT NULL,
    via TEXT,                         -- the statement whose content holds this one
    plover TEXT, quad INTEGER, realis TEXT,
    confidence INTEGER NOT NULL,      -- hundredths
    -- The newest correction of each field, NULL where there is none; kept from `review`.
    r_act TEXT, r_speaker_name TEXT, r_party TEXT, r_stance TEXT, r_negated INTEGER, r_rejected INTEGER
) STRICT;
CREATE INDEX statement_doc ON statement (doc, ord);
CREATE INDEX statement_speaker ON statement (speaker);
CREATE INDEX statement_party ON statement (party);
CREATE INDEX statement_act ON statement (act);
CREATE INDEX statement_condition ON statement (doc) WHERE condition IS NOT NULL;

CREATE TABLE target (
    statement INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE,
    ord INTEGER NOT NULL,
    name TEXT NOT NULL,
    rel TEXT NOT NULL,                -- addressee about accused bound
    begin INTEGER NOT NULL, end INTEGER NOT NULL,
    PRIMARY KEY (statement, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE topic (
    statement INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE,
    ord INTEGER NOT NULL,
    topic TEXT NOT NULL,
    PRIMARY KEY (statement, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX topic_name ON topic (topic, statement);

CREATE TABLE relay (
    statement INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE,
    ord INTEGER NOT NULL,             -- 0 is nearest to the speaker
    outlet TEXT NOT NULL,
    how TEXT NOT NULL,
    begin INTEGER NOT NULL, end INTEGER NOT NULL,
    PRIMARY KEY (statement, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE reason (
    statement INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE,
    ord INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (statement, ord)
) STRICT, WITHOUT ROWID;

-- Between statements, and across documents: same_position claim_denial disagreement shift condition_set.
CREATE TABLE relation (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    why TEXT NOT NULL,
    confidence INTEGER NOT NULL
) STRICT;
CREATE TABLE relation_member (
    relation INTEGER NOT NULL REFERENCES relation ON DELETE CASCADE,
    ord INTEGER NOT NULL,
    statement INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE,
    PRIMARY KEY (relation, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX relation_statement ON relation_member (statement);

-- Statements that only repeat another of their side in one story (a headline and its sentence): counted once.
CREATE TABLE echo (
    statement INTEGER PRIMARY KEY REFERENCES statement ON DELETE CASCADE,
    first INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE
) STRICT;
CREATE INDEX echo_first ON echo (first);

-- What people corrected. Rows are added, never changed: the newest row of a field counts.
CREATE TABLE review (
    n INTEGER PRIMARY KEY,
    statement TEXT NOT NULL,          -- its id: a correction outlives coding anew
    field TEXT NOT NULL,
    value TEXT,
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX review_statement ON review (statement, field, n);
CREATE TRIGGER review_unchanged BEFORE UPDATE ON review
BEGIN SELECT raise(ABORT, 'reviews are added, never changed'); END;

CREATE VIRTUAL TABLE words USING fts5 (
    content, source, cue, speaker_name,
    content = 'statement', content_rowid = 'n', tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER statement_put AFTER INSERT ON statement
BEGIN
    INSERT INTO words (rowid, content, source, cue, speaker_name)
    VALUES (new.n, new.content, new.source, new.cue, new.speaker_name);
END;
CREATE TRIGGER statement_gone AFTER DELETE ON statement
BEGIN
    INSERT INTO words (words, rowid, content, source, cue, speaker_name)
    VALUES ('delete', old.n, old.content, old.source, old.cue, old.speaker_name);
END;

CREATE VIEW said AS
SELECT n, id, doc, ord, sentence_begin, sentence_end, source, source_begin, source_end, source_spans,
    cue, cue_begin, cue_end, cue_spans, content, content_begin, content_end, content_spans, mode,
    coalesce(r_act, act) AS act, speaker, coalesce(r_speaker_name, speaker_name) AS speaker_name,
    coalesce(r_party, party) AS party, how, role, role_begin, role_end, missing, condition,
    condition_begin, condition_end, marker, time, time_begin, time_end, time_value,
    coalesce(r_stance, stance) AS stance, coalesce(r_negated, negated) AS negated, modality, level, via,
    plover, quad, realis, confidence
FROM statement WHERE r_rejected IS NOT 1;
