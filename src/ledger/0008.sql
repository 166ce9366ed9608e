-- Schema 8: concepts (statements that speak of one thing in the same words, found by `link`), and what is first-hand.

CREATE TABLE concept (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,          -- follows from the statement that stands for it
    name TEXT NOT NULL,               -- the words that most of its statements share
    statement INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE
) STRICT;
CREATE INDEX concept_name ON concept (name);
CREATE INDEX concept_statement ON concept (statement);
CREATE TABLE concept_member (
    concept INTEGER NOT NULL REFERENCES concept ON DELETE CASCADE,
    ord INTEGER NOT NULL,             -- 0 stands for all
    statement INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE,
    PRIMARY KEY (concept, ord)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX member_statement ON concept_member (statement);

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
    confidence,
    -- Told by the document, or by the same speaker inside what it tells of itself ("it had promised, it said").
    coalesce(r_level, level) = 1 OR EXISTS (SELECT 1 FROM statement o WHERE o.id = coalesce(statement.r_via, statement.via)
        AND coalesce(o.r_level, o.level) = 1 AND o.r_rejected IS NOT 1
        AND coalesce(o.r_speaker, o.speaker) = coalesce(statement.r_speaker, statement.speaker)) AS firsthand
FROM statement WHERE r_rejected IS NOT 1;

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
    e.place AS place, e.place_begin AS place_begin, e.place_end AS place_end,
    nullif(coalesce(e.r_contexts, e.contexts), '') AS contexts, e.magnitude AS magnitude, e.magnitude_of AS magnitude_of,
    e.magnitude_words AS magnitude_words, e.magnitude_begin AS magnitude_begin, e.magnitude_end AS magnitude_end,
    e.confidence AS confidence,
    s.source AS source, s.content AS content, s.mode AS mode, s.act AS act, s.speaker AS speaker, s.role AS role,
    s.missing AS missing, s.condition AS condition, s.stance AS stance, s.negated AS negated,
    s.modality AS modality, s.level AS level, s.firsthand AS firsthand
FROM event e LEFT JOIN said s ON s.n = e.statement
WHERE (e.statement IS NULL OR s.n IS NOT NULL)
    AND (e.told <> 'act' OR (s.plover IS NOT NULL AND s.speaker_name IS NOT NULL))
    AND (e.first = e.ord OR NOT EXISTS (
        SELECT 1 FROM event f LEFT JOIN said x ON x.n = f.statement
        WHERE f.doc = e.doc AND f.first = e.first AND f.ord < e.ord AND (f.statement IS NULL OR x.n IS NOT NULL)
            AND (f.told <> 'act' OR (x.plover IS NOT NULL AND x.speaker_name IS NOT NULL))));

-- The sheets know what is first-hand.
INSERT OR IGNORE INTO stale SELECT DISTINCT doc FROM statement WHERE level > 1;
