-- Schema 7: how big a deed was and PLOVER's contexts, as found when the document was coded. Events coded before have neither.

ALTER TABLE event ADD COLUMN contexts TEXT;          -- parted by commas
ALTER TABLE event ADD COLUMN r_contexts TEXT;        -- those of corrected topics; '': none
ALTER TABLE event ADD COLUMN magnitude INTEGER;      -- thousandths
ALTER TABLE event ADD COLUMN magnitude_of TEXT;      -- killed injured detained people money percent
ALTER TABLE event ADD COLUMN magnitude_words TEXT;
ALTER TABLE event ADD COLUMN magnitude_begin INTEGER;
ALTER TABLE event ADD COLUMN magnitude_end INTEGER;

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
    s.modality AS modality, s.level AS level
FROM event e LEFT JOIN said s ON s.n = e.statement
WHERE (e.statement IS NULL OR s.n IS NOT NULL)
    AND (e.told <> 'act' OR (s.plover IS NOT NULL AND s.speaker_name IS NOT NULL))
    AND (e.first = e.ord OR NOT EXISTS (
        SELECT 1 FROM event f LEFT JOIN said x ON x.n = f.statement
        WHERE f.doc = e.doc AND f.first = e.first AND f.ord < e.ord AND (f.statement IS NULL OR x.n IS NOT NULL)
            AND (f.told <> 'act' OR (x.plover IS NOT NULL AND x.speaker_name IS NOT NULL))));
