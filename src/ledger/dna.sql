-- The file that Discourse Network Analyzer 3.0 opens, written beside the ledger in a database named dna.
-- temp.picked holds the statements to be written, temp.wish how many words of a text may be shown (-1: all; the
-- rest is blank, so that offsets stay right). A DNA statement is one statement about one topic: the
-- speaker, the party as organization, the topic as concept, the stance as agreement. Offsets count UTF-16
-- units and a CR LF once, as Java's text pane does. The coder's password is "demarche".
CREATE TABLE dna.SETTINGS (Property TEXT PRIMARY KEY, Value TEXT NOT NULL);
CREATE TABLE dna.CODERS (
    ID INTEGER NOT NULL PRIMARY KEY, Name TEXT NOT NULL,
    Red INTEGER NOT NULL DEFAULT 0, Green INTEGER NOT NULL DEFAULT 0, Blue INTEGER NOT NULL DEFAULT 0,
    Refresh INTEGER NOT NULL DEFAULT 0, FontSize INTEGER NOT NULL DEFAULT 14, Password TEXT NOT NULL,
    PopupWidth INTEGER DEFAULT 300, ColorByCoder INTEGER NOT NULL DEFAULT 0,
    PopupDecoration INTEGER NOT NULL DEFAULT 0, PopupAutoComplete INTEGER NOT NULL DEFAULT 1,
    PermissionAddDocuments INTEGER NOT NULL DEFAULT 1, PermissionEditDocuments INTEGER NOT NULL DEFAULT 1,
    PermissionDeleteDocuments INTEGER NOT NULL DEFAULT 1, PermissionImportDocuments INTEGER NOT NULL DEFAULT 1,
    PermissionAddStatements INTEGER NOT NULL DEFAULT 1, PermissionEditStatements INTEGER NOT NULL DEFAULT 1,
    PermissionDeleteStatements INTEGER NOT NULL DEFAULT 1, PermissionEditAttributes INTEGER NOT NULL DEFAULT 1,
    PermissionEditRegex INTEGER NOT NULL DEFAULT 1, PermissionEditStatementTypes INTEGER NOT NULL DEFAULT 1,
    PermissionEditCoders INTEGER NOT NULL DEFAULT 1, PermissionEditCoderRelations INTEGER NOT NULL DEFAULT 1,
    PermissionViewOthersDocuments INTEGER NOT NULL DEFAULT 1,
    PermissionEditOthersDocuments INTEGER NOT NULL DEFAULT 1,
    PermissionViewOthersStatements INTEGER NOT NULL DEFAULT 1,
    PermissionEditOthersStatements INTEGER NOT NULL DEFAULT 1);
CREATE TABLE dna.CODERRELATIONS (
    ID INTEGER NOT NULL PRIMARY KEY, Coder INTEGER, OtherCoder INTEGER,
    viewStatements INTEGER NOT NULL DEFAULT 1, editStatements INTEGER NOT NULL DEFAULT 1,
    viewDocuments INTEGER NOT NULL DEFAULT 1, editDocuments INTEGER NOT NULL DEFAULT 1,
    FOREIGN KEY (Coder) REFERENCES CODERS (ID) ON DELETE CASCADE,
    FOREIGN KEY (OtherCoder) REFERENCES CODERS (ID) ON DELETE CASCADE);
CREATE TABLE dna.DOCUMENTS (
    ID INTEGER NOT NULL PRIMARY KEY, Title TEXT NOT NULL, Text TEXT NOT NULL, Coder INTEGER,
    Author TEXT NOT NULL DEFAULT '', Source TEXT NOT NULL DEFAULT '', Section TEXT NOT NULL DEFAULT '',
    Notes TEXT NOT NULL DEFAULT '', Type TEXT NOT NULL DEFAULT '', Date INTEGER NOT NULL,
    FOREIGN KEY (Coder) REFERENCES CODERS (ID) ON DELETE CASCADE);
CREATE TABLE dna.STATEMENTTYPES (
    ID INTEGER NOT NULL PRIMARY KEY, Label TEXT NOT NULL,
    Red INTEGER NOT NULL DEFAULT 0, Green INTEGER NOT NULL DEFAULT 0, Blue INTEGER NOT NULL DEFAULT 0);
CREATE TABLE dna.VARIABLES (
    ID INTEGER NOT NULL PRIMARY KEY, Variable TEXT NOT NULL, DataType TEXT NOT NULL DEFAULT 'short text',
    StatementTypeId INTEGER, UNIQUE (Variable, StatementTypeId),
    FOREIGN KEY (StatementTypeId) REFERENCES STATEMENTTYPES (ID) ON DELETE CASCADE);
CREATE TABLE dna.VARIABLELINKS (
    ID INTEGER NOT NULL PRIMARY KEY, SourceVariableId INTEGER, TargetVariableId INTEGER,
    FOREIGN KEY (SourceVariableId) REFERENCES VARIABLES (ID) ON DELETE CASCADE,
    FOREIGN KEY (TargetVariableId) REFERENCES VARIABLES (ID) ON DELETE CASCADE);
CREATE TABLE dna.REGEXES (
    Label TEXT PRIMARY KEY, Red INTEGER NOT NULL DEFAULT 0, Green INTEGER NOT NULL DEFAULT 0,
    Blue INTEGER NOT NULL DEFAULT 0);
CREATE TABLE dna.STATEMENTS (
    ID INTEGER NOT NULL PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER,
    Start INTEGER NOT NULL CHECK (Start >= 0 AND Start < Stop), Stop INTEGER NOT NULL, Coder INTEGER,
    FOREIGN KEY (StatementTypeId) REFERENCES STATEMENTTYPES (ID) ON DELETE CASCADE,
    FOREIGN KEY (Coder) REFERENCES CODERS (ID) ON DELETE CASCADE,
    FOREIGN KEY (DocumentId) REFERENCES DOCUMENTS (ID) ON DELETE CASCADE);
CREATE TABLE dna.ENTITIES (
    ID INTEGER PRIMARY KEY NOT NULL, VariableId INTEGER NOT NULL, Value TEXT NOT NULL DEFAULT '',
    Red INTEGER, Green INTEGER, Blue INTEGER, ChildOf INTEGER, UNIQUE (VariableId, Value),
    FOREIGN KEY (ChildOf) REFERENCES ENTITIES (ID) ON DELETE CASCADE,
    FOREIGN KEY (VariableId) REFERENCES VARIABLES (ID) ON DELETE CASCADE);
CREATE TABLE dna.DATABOOLEAN (
    ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL,
    Value INTEGER NOT NULL DEFAULT 1, UNIQUE (StatementId, VariableId),
    FOREIGN KEY (StatementId) REFERENCES STATEMENTS (ID) ON DELETE CASCADE,
    FOREIGN KEY (VariableId) REFERENCES VARIABLES (ID) ON DELETE CASCADE);
CREATE TABLE dna.DATAINTEGER (
    ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL,
    Value INTEGER NOT NULL DEFAULT 0, UNIQUE (StatementId, VariableId),
    FOREIGN KEY (StatementId) REFERENCES STATEMENTS (ID) ON DELETE CASCADE,
    FOREIGN KEY (VariableId) REFERENCES VARIABLES (ID) ON DELETE CASCADE);
CREATE TABLE dna.DATASHORTTEXT (
    ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL,
    Entity INTEGER NOT NULL, UNIQUE (StatementId, VariableId),
    FOREIGN KEY (StatementId) REFERENCES STATEMENTS (ID) ON DELETE CASCADE,
    FOREIGN KEY (VariableId) REFERENCES VARIABLES (ID) ON DELETE CASCADE,
    FOREIGN KEY (Entity) REFERENCES ENTITIES (ID) ON DELETE CASCADE);
CREATE TABLE dna.DATALONGTEXT (
    ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL,
    Value TEXT DEFAULT '', UNIQUE (StatementId, VariableId),
    FOREIGN KEY (StatementId) REFERENCES STATEMENTS (ID) ON DELETE CASCADE,
    FOREIGN KEY (VariableId) REFERENCES VARIABLES (ID) ON DELETE CASCADE);
CREATE TABLE dna.ATTRIBUTEVARIABLES (
    ID INTEGER PRIMARY KEY NOT NULL, VariableId INTEGER NOT NULL, AttributeVariable TEXT NOT NULL,
    UNIQUE (VariableId, AttributeVariable),
    FOREIGN KEY (VariableId) REFERENCES VARIABLES (ID) ON DELETE CASCADE);
CREATE TABLE dna.ATTRIBUTEVALUES (
    ID INTEGER PRIMARY KEY NOT NULL, EntityId INTEGER NOT NULL, AttributeVariableId INTEGER NOT NULL,
    AttributeValue TEXT NOT NULL DEFAULT '', UNIQUE (EntityId, AttributeVariableId),
    FOREIGN KEY (EntityId) REFERENCES ENTITIES (ID) ON DELETE CASCADE,
    FOREIGN KEY (AttributeVariableId) REFERENCES ATTRIBUTEVARIABLES (ID) ON DELETE CASCADE);

INSERT INTO dna.SETTINGS VALUES ('version', '3.0.11'), ('date', '2022-12-03');
INSERT INTO dna.CODERS (ID, Name, Red, Green, Blue, Password)
VALUES (1, 'Admin', 239, 208, 51, 'ZGVtYXJjaGUtZXhwb3J0LQOukmfsqGSgsXYlSttglOnnatv3T4R88AMVvkLWhLa0');
INSERT INTO dna.STATEMENTTYPES VALUES (1, 'DNA Statement', 239, 208, 51);
INSERT INTO dna.VARIABLES VALUES (1, 'person', 'short text', 1), (2, 'organization', 'short text', 1),
    (3, 'concept', 'short text', 1), (4, 'agreement', 'boolean', 1);
INSERT INTO dna.ATTRIBUTEVARIABLES (VariableId, AttributeVariable) VALUES (1, 'Type'), (1, 'Alias'), (1, 'Notes'),
    (2, 'Type'), (2, 'Alias'), (2, 'Notes'), (3, 'Type'), (3, 'Alias'), (3, 'Notes');

CREATE TEMP TABLE chosen AS
SELECT row_number() OVER (ORDER BY d.name, d.id, s.ord, t.ord) AS k, s.*, t.topic AS topic, d.id AS doc_id,
    substr(coalesce(s.speaker_name, ''), 1, 190) AS who, substr(coalesce(s.party, ''), 1, 190) AS side
FROM temp.picked p JOIN main.said s ON s.n = p.n JOIN main.document d ON d.n = s.doc
    JOIN temp.subject t ON t.statement = s.n
WHERE s.firsthand AND s.n NOT IN (SELECT statement FROM main.echo) AND s.stance IN ('support', 'oppose', 'conditional');

CREATE TEMP TABLE paper AS
SELECT row_number() OVER (ORDER BY name, id) AS k, n FROM main.document WHERE n IN (SELECT doc FROM temp.chosen);

INSERT INTO dna.DOCUMENTS
SELECT p.k, substr(coalesce(nullif(first_words(d.title, (SELECT words FROM temp.wish)), ''), d.name), 1, 190),
    replace(blanked(d.text, (SELECT words FROM temp.wish)), char(13, 10), char(10)), 1, substr(coalesce(d.author, ''), 1, 190),
    substr(coalesce(d.outlet, ''), 1, 190), '', d.name || ' SHA-256 ' || d.text_sha256
        || CASE WHEN d.published IS NULL THEN ' (undated)' ELSE '' END, '',
    coalesce(CAST(strftime('%s', CASE length(d.published) WHEN 4 THEN d.published || '-01-01'
        WHEN 7 THEN d.published || '-01' ELSE d.published END) AS INTEGER), 0)
FROM temp.paper p JOIN main.document d ON d.n = p.n ORDER BY p.k;

INSERT INTO dna.ENTITIES (VariableId, Value, Red, Green, Blue)
SELECT v, value, 0, 0, 0 FROM (
    SELECT 1 AS v, who AS value FROM temp.chosen
    UNION SELECT 2, side FROM temp.chosen
    UNION SELECT 3, topic FROM temp.chosen) ORDER BY v, value;
INSERT INTO dna.ATTRIBUTEVALUES (EntityId, AttributeVariableId, AttributeValue)
SELECT e.ID, a.ID, CASE WHEN a.AttributeVariable = 'Type' AND e.VariableId = 1
    THEN coalesce((SELECT min(x.type) FROM main.actor x JOIN temp.chosen c ON c.speaker = x.n
        WHERE c.who = e.Value), '') ELSE '' END
FROM dna.ENTITIES e JOIN dna.ATTRIBUTEVARIABLES a ON a.VariableId = e.VariableId ORDER BY e.ID, a.ID;

INSERT INTO dna.STATEMENTS
SELECT c.k, 1, p.k, utf16_units(d.text, c.content_begin), utf16_units(d.text, c.content_end), 1
FROM temp.chosen c JOIN temp.paper p ON p.n = c.doc JOIN main.document d ON d.n = c.doc ORDER BY c.k;
INSERT INTO dna.DATASHORTTEXT (StatementId, VariableId, Entity)
SELECT k, v, entity FROM (
    SELECT c.k AS k, 1 AS v, e.ID AS entity FROM temp.chosen c JOIN dna.ENTITIES e
        ON e.VariableId = 1 AND e.Value = c.who
    UNION ALL SELECT c.k, 2, e.ID FROM temp.chosen c JOIN dna.ENTITIES e
        ON e.VariableId = 2 AND e.Value = c.side
    UNION ALL SELECT c.k, 3, e.ID FROM temp.chosen c JOIN dna.ENTITIES e
        ON e.VariableId = 3 AND e.Value = c.topic) ORDER BY k, v;
INSERT INTO dna.DATABOOLEAN (StatementId, VariableId, Value)
SELECT k, 4, stance <> 'oppose' FROM temp.chosen ORDER BY k;
