-- Schema 5.

-- Page furniture set aside, counted on the overview and in lists of documents.
CREATE INDEX block_furniture ON block (kind, doc) WHERE kind = 'furniture';

-- Deeds are few among events; whom events are done to.
CREATE INDEX event_deed ON event (told, doc, actor_party) WHERE told <> 'act';
CREATE INDEX event_recipient ON event (recipient_name, recipient_party, doc) WHERE recipient_name IS NOT NULL;
