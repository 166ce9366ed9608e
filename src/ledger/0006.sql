-- Schema 6: every field of a statement can be corrected. As before, `statement` keeps the machine's record and the newest
-- correction beside it (r_...; words without a place, and other texts when empty: there is none), and `said` reads both.

ALTER TABLE statement ADD COLUMN r_content TEXT;
ALTER TABLE statement ADD COLUMN r_content_begin INTEGER;
ALTER TABLE statement ADD COLUMN r_content_end INTEGER;
ALTER TABLE statement ADD COLUMN r_content_spans TEXT;
ALTER TABLE statement ADD COLUMN r_source TEXT;
ALTER TABLE statement ADD COLUMN r_source_begin INTEGER;
ALTER TABLE statement ADD COLUMN r_source_end INTEGER;
ALTER TABLE statement ADD COLUMN r_source_spans TEXT;
ALTER TABLE statement ADD COLUMN r_cue TEXT;
ALTER TABLE statement ADD COLUMN r_cue_begin INTEGER;
ALTER TABLE statement ADD COLUMN r_cue_end INTEGER;
ALTER TABLE statement ADD COLUMN r_cue_spans TEXT;
ALTER TABLE statement ADD COLUMN r_role TEXT;
ALTER TABLE statement ADD COLUMN r_role_begin INTEGER;
ALTER TABLE statement ADD COLUMN r_role_end INTEGER;
ALTER TABLE statement ADD COLUMN r_condition TEXT;
ALTER TABLE statement ADD COLUMN r_condition_begin INTEGER;
ALTER TABLE statement ADD COLUMN r_condition_end INTEGER;
ALTER TABLE statement ADD COLUMN r_time TEXT;
ALTER TABLE statement ADD COLUMN r_time_begin INTEGER;
ALTER TABLE statement ADD COLUMN r_time_end INTEGER;
ALTER TABLE statement ADD COLUMN r_mode TEXT;
ALTER TABLE statement ADD COLUMN r_marker TEXT;
ALTER TABLE statement ADD COLUMN r_time_value TEXT;
ALTER TABLE statement ADD COLUMN r_modality TEXT;
ALTER TABLE statement ADD COLUMN r_via TEXT;
ALTER TABLE statement ADD COLUMN r_realis TEXT;
ALTER TABLE statement ADD COLUMN r_level INTEGER;
ALTER TABLE statement ADD COLUMN r_plover TEXT;
ALTER TABLE statement ADD COLUMN r_quad INTEGER;
-- 1: the rows of the lists are a person's; the machine's stand in the tables of the same name with _was.
ALTER TABLE statement ADD COLUMN r_topic INTEGER;
ALTER TABLE statement ADD COLUMN r_target INTEGER;
ALTER TABLE statement ADD COLUMN r_relay INTEGER;

CREATE TABLE topic_was (
    statement INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE, ord INTEGER NOT NULL, topic TEXT NOT NULL,
    PRIMARY KEY (statement, ord)
) STRICT, WITHOUT ROWID;
CREATE TABLE target_was (
    statement INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE, ord INTEGER NOT NULL, name TEXT NOT NULL,
    rel TEXT NOT NULL, begin INTEGER NOT NULL, end INTEGER NOT NULL, party TEXT,
    PRIMARY KEY (statement, ord)
) STRICT, WITHOUT ROWID;
CREATE TABLE relay_was (
    statement INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE, ord INTEGER NOT NULL, outlet TEXT NOT NULL,
    how TEXT NOT NULL, begin INTEGER NOT NULL, end INTEGER NOT NULL,
    PRIMARY KEY (statement, ord)
) STRICT, WITHOUT ROWID;

-- The lists as the machine made them, whether corrected or not.
CREATE VIEW machine_topic AS
SELECT x.statement AS statement, x.ord AS ord, x.topic AS topic FROM topic x JOIN statement s ON s.n = x.statement
WHERE s.r_topic IS NULL UNION ALL SELECT statement, ord, topic FROM topic_was;
CREATE VIEW machine_target AS
SELECT x.statement AS statement, x.ord AS ord, x.name AS name, x.rel AS rel, x.begin AS begin, x.end AS end
FROM target x JOIN statement s ON s.n = x.statement WHERE s.r_target IS NULL
UNION ALL SELECT statement, ord, name, rel, begin, end FROM target_was;
CREATE VIEW machine_relay AS
SELECT x.statement AS statement, x.ord AS ord, x.outlet AS outlet, x.begin AS begin, x.end AS end
FROM relay x JOIN statement s ON s.n = x.statement WHERE s.r_relay IS NULL
UNION ALL SELECT statement, ord, outlet, begin, end FROM relay_was;

CREATE TRIGGER target_gone_sheet AFTER DELETE ON target
BEGIN INSERT INTO stale SELECT doc FROM statement WHERE n = old.statement AND doc NOT IN (SELECT doc FROM stale); END;
CREATE TRIGGER relay_gone_sheet AFTER DELETE ON relay
BEGIN INSERT INTO stale SELECT doc FROM statement WHERE n = old.statement AND doc NOT IN (SELECT doc FROM stale); END;

-- Free text finds the content that counts.
DROP TRIGGER statement_gone;
CREATE TRIGGER statement_gone AFTER DELETE ON statement
BEGIN
    INSERT INTO words (words, rowid, content, source, cue, speaker_name)
    VALUES ('delete', old.n, coalesce(old.r_content, old.content), old.source, old.cue, old.speaker_name);
END;
CREATE TRIGGER statement_content AFTER UPDATE OF r_content ON statement WHEN old.r_content IS NOT new.r_content
BEGIN
    INSERT INTO words (words, rowid, content, source, cue, speaker_name)
    VALUES ('delete', old.n, coalesce(old.r_content, old.content), old.source, old.cue, old.speaker_name);
    INSERT INTO words (rowid, content, source, cue, speaker_name)
    VALUES (new.n, coalesce(new.r_content, new.content), new.source, new.cue, new.speaker_name);
END;

DROP VIEW said;
CREATE VIEW said AS
SELECT n, id, doc, ord, sentence_begin, sentence_end,
    CASE WHEN r_source IS NULL THEN source WHEN r_source_begin IS NULL THEN NULL ELSE r_source END AS source,
    CASE WHEN r_source IS NULL THEN source_begin ELSE r_source_begin END AS source_begin,
    CASE WHEN r_source IS NULL THEN source_end ELSE r_source_end END AS source_end,
    CASE WHEN r_source IS NULL THEN source_spans ELSE r_source_spans END AS source_spans,
    CASE WHEN r_cue IS NULL THEN cue WHEN r_cue_begin IS NULL THEN NULL ELSE r_cue END AS cue,
    CASE WHEN r_cue IS NULL THEN cue_begin ELSE r_cue_begin END AS cue_begin,
    CASE WHEN r_cue IS NULL THEN cue_end ELSE r_cue_end END AS cue_end,
    CASE WHEN r_cue IS NULL THEN cue_spans ELSE r_cue_spans END AS cue_spans,
    coalesce(r_content, content) AS content,
    CASE WHEN r_content IS NULL THEN content_begin ELSE r_content_begin END AS content_begin,
    CASE WHEN r_content IS NULL THEN content_end ELSE r_content_end END AS content_end,
    CASE WHEN r_content IS NULL THEN content_spans ELSE r_content_spans END AS content_spans,
    coalesce(r_mode, mode) AS mode,
    coalesce(r_act, act) AS act,
    coalesce(r_speaker, speaker) AS speaker,
    coalesce(r_speaker_name, speaker_name) AS speaker_name,
    coalesce(r_party, party) AS party,
    how,
    CASE WHEN r_role IS NULL THEN role WHEN r_role_begin IS NULL THEN NULL ELSE r_role END AS role,
    CASE WHEN r_role IS NULL THEN role_begin ELSE r_role_begin END AS role_begin,
    CASE WHEN r_role IS NULL THEN role_end ELSE r_role_end END AS role_end,
    missing,
    CASE WHEN r_condition IS NULL THEN condition WHEN r_condition_begin IS NULL THEN NULL ELSE r_condition END AS condition,
    CASE WHEN r_condition IS NULL THEN condition_begin ELSE r_condition_begin END AS condition_begin,
    CASE WHEN r_condition IS NULL THEN condition_end ELSE r_condition_end END AS condition_end,
    CASE WHEN r_condition IS NULL OR r_condition_begin IS NOT NULL THEN nullif(coalesce(r_marker, marker), '') END AS marker,
    CASE WHEN r_time IS NULL THEN time WHEN r_time_begin IS NULL THEN NULL ELSE r_time END AS time,
    CASE WHEN r_time IS NULL THEN time_begin ELSE r_time_begin END AS time_begin,
    CASE WHEN r_time IS NULL THEN time_end ELSE r_time_end END AS time_end,
    nullif(coalesce(r_time_value, time_value), '') AS time_value,
    coalesce(r_stance, stance) AS stance,
    coalesce(r_negated, negated) AS negated,
    coalesce(r_modality, modality) AS modality,
    coalesce(r_level, level) AS level,
    nullif(coalesce(r_via, via), '') AS via,
    CASE WHEN r_plover IS NOT NULL THEN nullif(r_plover, '') WHEN r_act IS NULL THEN plover
        ELSE (SELECT a.plover FROM act_root a WHERE a.act = r_act) END AS plover,
    CASE WHEN r_plover IS NOT NULL THEN r_quad WHEN r_act IS NULL THEN quad
        ELSE (SELECT a.quad FROM act_root a WHERE a.act = r_act) END AS quad,
    CASE WHEN r_plover = '' THEN NULL ELSE coalesce(r_realis, CASE WHEN r_act IS NULL THEN realis END, CASE WHEN r_plover
        IS NOT NULL OR EXISTS (SELECT 1 FROM act_root a WHERE a.act = r_act) THEN 'actual' END) END AS realis,
    confidence
FROM statement WHERE r_rejected IS NOT 1;

DROP INDEX statement_condition;
CREATE INDEX statement_condition ON statement (doc) WHERE CASE WHEN r_condition IS NULL THEN condition
    WHEN r_condition_begin IS NULL THEN NULL ELSE r_condition END IS NOT NULL;

-- An act stands where its statement's content stands.
DROP VIEW happened;
CREATE VIEW happened AS
SELECT e.n AS event, e.id AS event_id, e.doc AS doc, e.ord AS ord, e.told AS told, s.n AS n, s.id AS id,
    e.sentence_begin AS sentence_begin, e.sentence_end AS sentence_end,
    CASE e.told WHEN 'act' THEN s.content ELSE e.words END AS words,
    CASE e.told WHEN 'act' THEN s.content_begin ELSE e.words_begin END AS words_begin,
    CASE e.told WHEN 'act' THEN s.content_end ELSE e.words_end END AS words_end,
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

-- Whom deeds are done to, and acts, with the statement that does them.
DROP INDEX event_deed;
CREATE INDEX event_deed ON event (told, doc, actor_party, recipient_name, recipient_party) WHERE told <> 'act';
DROP INDEX event_recipient;
CREATE INDEX event_recipient ON event (recipient_name, recipient_party, told, doc, statement) WHERE recipient_name IS NOT NULL;
