-- Schema 3: events. A row for each act of a statement and each deed told; readers of their own: read `happened`
-- (corrections applied, one event once a document), not `event` (the machine's record).
CREATE TABLE event (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    doc INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    ord INTEGER NOT NULL,             -- place among the document's events, in text order
    first INTEGER NOT NULL,           -- ord of the first event of this root between these two in the document
    told TEXT NOT NULL,               -- act narrated reported
    statement INTEGER REFERENCES statement ON DELETE CASCADE, -- that does or tells it
    sentence_begin INTEGER NOT NULL, sentence_end INTEGER NOT NULL,
    words TEXT, words_begin INTEGER NOT NULL, words_end INTEGER NOT NULL, -- an act: its content, not written again
    actor TEXT, actor_begin INTEGER, actor_end INTEGER, actor_name TEXT, actor_party TEXT, -- an act: its speaker
    recipient TEXT, recipient_begin INTEGER, recipient_end INTEGER, recipient_name TEXT, recipient_party TEXT,
    predicate TEXT, predicate_begin INTEGER, predicate_end INTEGER,
    plover TEXT, quad INTEGER, manner TEXT, realis TEXT, collapsed TEXT, -- an act: those of its statement
    time TEXT, time_begin INTEGER, time_end INTEGER, time_value TEXT,
    place TEXT, place_begin INTEGER, place_end INTEGER,
    confidence INTEGER NOT NULL       -- hundredths
) STRICT;
CREATE INDEX event_doc ON event (doc, ord);
CREATE INDEX event_again ON event (doc, first, ord);
CREATE INDEX event_statement ON event (statement);

ALTER TABLE target ADD COLUMN party TEXT;

-- What an act does by being done, for acts that people corrected. Acts without a row do nothing to anybody.
CREATE TABLE act_root (act TEXT PRIMARY KEY, plover TEXT NOT NULL, quad INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO act_root VALUES ('OFFER', 'AGREE', 1), ('PROPOSE', 'AGREE', 1), ('ACCEPT', 'AGREE', 1),
    ('CONDITION', 'REQUEST', 3), ('DEMAND', 'REQUEST', 3), ('URGE', 'REQUEST', 3), ('REJECT', 'REJECT', 3),
    ('WITHDRAW', 'REJECT', 3), ('ACCUSE', 'ACCUSE', 3), ('DENY', 'REJECT', 3), ('PROMISE', 'AGREE', 1),
    ('THREATEN', 'THREATEN', 3), ('PRAISE', 'SUPPORT', 1), ('CRITICIZE', 'ACCUSE', 3);

DROP VIEW said;
CREATE VIEW said AS
SELECT n, id, doc, ord, sentence_begin, sentence_end, source, source_begin, source_end, source_spans,
    cue, cue_begin, cue_end, cue_spans, content, content_begin, content_end, content_spans, mode,
    coalesce(r_act, act) AS act, speaker, coalesce(r_speaker_name, speaker_name) AS speaker_name,
    coalesce(r_party, party) AS party, how, role, role_begin, role_end, missing, condition,
    condition_begin, condition_end, marker, time, time_begin, time_end, time_value,
    coalesce(r_stance, stance) AS stance, coalesce(r_negated, negated) AS negated, modality, level, via,
    CASE WHEN r_act IS NULL THEN plover ELSE (SELECT a.plover FROM act_root a WHERE a.act = r_act) END AS plover,
    CASE WHEN r_act IS NULL THEN quad ELSE (SELECT a.quad FROM act_root a WHERE a.act = r_act) END AS quad,
    CASE WHEN r_act IS NULL THEN realis ELSE (SELECT 'actual' FROM act_root a WHERE a.act = r_act) END AS realis,
    confidence
FROM statement WHERE r_rejected IS NOT 1;

-- Columns named as in `said`, so that the same questions can be asked: n and id are the statement's (NULL when
-- narrated), speaker_name and party are the actor's.
CREATE VIEW happened AS
SELECT e.n AS event, e.id AS event_id, e.doc AS doc, e.ord AS ord, e.told AS told, s.n AS n, s.id AS id,
    e.sentence_begin AS sentence_begin, e.sentence_end AS sentence_end,
    CASE e.told WHEN 'act' THEN s.content ELSE e.words END AS words, e.words_begin AS words_begin,
    e.words_end AS words_end,
    CASE e.told WHEN 'act' THEN s.source ELSE e.actor END AS actor,
    CASE e.told WHEN 'act' THEN s.source_begin ELSE e.actor_begin END AS actor_begin,
    CASE e.told WHEN 'act' THEN s.source_end ELSE e.actor_end END AS actor_end,
    CASE e.told WHEN 'act' THEN s.speaker_name ELSE e.actor_name END AS speaker_name,
    CASE e.told WHEN 'act' THEN s.party ELSE e.actor_party END AS party,
    e.recipient AS recipient, e.recipient_begin AS recipient_begin, e.recipient_end AS recipient_end,
    e.recipient_name AS recipient_name, e.recipient_party AS recipient_party,
    e.predicate AS predicate, e.predicate_begin AS predicate_begin, e.predicate_end AS predicate_end,
    CASE e.told WHEN 'act' THEN s.plover ELSE e.plover END AS plover,
    CASE e.told WHEN 'act' THEN s.quad ELSE e.quad END AS quad, e.manner AS manner,
    CASE e.told WHEN 'act' THEN s.realis ELSE e.realis END AS realis,
    CASE e.told WHEN 'act' THEN s.plover ELSE e.collapsed END AS collapsed,
    e.time AS time, e.time_begin AS time_begin, e.time_end AS time_end, e.time_value AS time_value,
    e.place AS place, e.place_begin AS place_begin, e.place_end AS place_end, e.confidence AS confidence,
    s.source AS source, s.content AS content, s.mode AS mode, s.act AS act, s.speaker AS speaker, s.role AS role,
    s.missing AS missing, s.condition AS condition, s.stance AS stance, s.negated AS negated,
    s.modality AS modality, s.level AS level
FROM event e LEFT JOIN said s ON s.n = e.statement
WHERE (e.statement IS NULL OR s.n IS NOT NULL)
    AND (e.told <> 'act' OR (s.plover IS NOT NULL AND s.speaker_name IS NOT NULL))
    AND (e.first = e.ord OR NOT EXISTS (
        SELECT 1 FROM event f LEFT JOIN said x ON x.n = f.statement
        WHERE f.doc = e.doc AND f.first = e.first AND f.ord < e.ord AND (f.statement IS NULL OR x.n IS NOT NULL)
            AND (f.told <> 'act' OR (x.plover IS NOT NULL AND x.speaker_name IS NOT NULL))));
