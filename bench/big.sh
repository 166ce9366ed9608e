#!/bin/sh
# bench/big.sh FILE [COPIES]: a ledger of about 100,000 reports and 1.5 million statements (1.2 GB), for measuring
# views: the built-in sample's rows again and again, under new ids and dates of ten years. Each round has its own
# stories, copies, relations and local actors. Delete it when you are done.
set -eu
cd "$(dirname "$0")/.."
file=${1:?bench/big.sh FILE [COPIES]} copies=${2:-5263} B=${B:-build}
case $file in /*) ;; *) file=$OLDPWD/$file ;; esac
rm -f "$file" "$file-wal" "$file-shm"
"$B/demarche" add -q --db "$file" data/sample
documents=$(sqlite3 "$file" 'SELECT max(n) FROM document')
statements=$(sqlite3 "$file" 'SELECT max(n) FROM statement')
actors=$(sqlite3 "$file" 'SELECT max(n) FROM actor')
events=$(sqlite3 "$file" 'SELECT coalesce(max(n), 0) FROM event')
relations=$(sqlite3 "$file" 'SELECT coalesce(max(n), 0) FROM relation')

# id KIND EXPRESSION: twelve digits that differ for every row and come in no order
id() { echo "printf('$1%012x', (($2 + k * 65536) * 2654435761) & 281474976710655)"; }

sqlite3 "$file" <<SQL > /dev/null
PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; PRAGMA cache_size = -400000;
BEGIN;
CREATE TEMP TABLE round AS WITH RECURSIVE r (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM r WHERE k < $copies - 1) SELECT k FROM r;
CREATE TEMP TABLE d AS SELECT * FROM document;
CREATE TEMP TABLE s AS SELECT * FROM statement;
INSERT INTO document SELECT n + k * $documents, $(id d n), printf('%05d-', k) || name, title, title_begin, title_end,
    outlet, url, author, language, CASE WHEN published IS NOT NULL THEN date('2015-01-01', (k * 3650 / $copies) || ' days') END,
    published_how, raw_sha256, raw_bytes, text_sha256, text, main_begin, main_end, sentences, tokens,
    (SELECT $(id d x.n) FROM d x WHERE x.id = d.story), (SELECT $(id d x.n) FROM d x WHERE x.id = d.copy_of), coded_by, added
    FROM round JOIN d ORDER BY k, n;
INSERT INTO block SELECT doc + k * $documents, ord, kind, begin, end, why FROM round JOIN block ON doc <= $documents;
INSERT INTO note SELECT doc + k * $documents, ord, code, begin, end, text FROM round JOIN note ON doc <= $documents;
INSERT INTO actor SELECT n + k * $actors, $(id a n), name, type, doc + k * $documents FROM round
    JOIN actor ON n <= $actors AND doc IS NOT NULL;
INSERT INTO statement (n, id, doc, ord, sentence_begin, sentence_end, source, source_begin, source_end, source_spans, cue,
    cue_begin, cue_end, cue_spans, content, content_begin, content_end, content_spans, mode, act, speaker, speaker_name, party,
    how, role, role_begin, role_end, missing, condition, condition_begin, condition_end, marker, time, time_begin, time_end,
    time_value, stance, negated, modality, level, via, plover, quad, realis, confidence)
    SELECT n + k * $statements, $(id s n), doc + k * $documents, ord, sentence_begin, sentence_end, source, source_begin,
    source_end, source_spans, cue, cue_begin, cue_end, cue_spans, content, content_begin, content_end, content_spans, mode, act,
    CASE WHEN (SELECT doc FROM actor WHERE actor.n = speaker) IS NULL THEN speaker ELSE speaker + k * $actors END,
    speaker_name, party, how, role, role_begin, role_end, missing, condition, condition_begin, condition_end, marker, time,
    time_begin, time_end, time_value, stance, negated, modality, level, NULL, plover, quad, realis, confidence
    FROM round JOIN s ORDER BY k, n;
INSERT INTO target SELECT statement + k * $statements, ord, name, rel, begin, end, party FROM round JOIN target ON statement <= $statements;
INSERT INTO topic SELECT statement + k * $statements, ord, topic FROM round JOIN topic ON statement <= $statements;
INSERT INTO relay SELECT statement + k * $statements, ord, outlet, how, begin, end FROM round JOIN relay ON statement <= $statements;
INSERT INTO reason SELECT statement + k * $statements, ord, text FROM round JOIN reason ON statement <= $statements;
INSERT INTO event SELECT n + k * $events, $(id e n), doc + k * $documents, ord, first, told, statement + k * $statements,
    sentence_begin, sentence_end, words, words_begin, words_end, actor, actor_begin, actor_end, actor_name, actor_party,
    recipient, recipient_begin, recipient_end, recipient_name, recipient_party, predicate, predicate_begin, predicate_end,
    plover, quad, manner, realis, collapsed, time, time_begin, time_end, time_value, place, place_begin, place_end,
    confidence, contexts, r_contexts, magnitude, magnitude_of, magnitude_words, magnitude_begin, magnitude_end FROM round JOIN event ON n <= $events ORDER BY k, n;
INSERT INTO relation SELECT n + k * $relations, $(id r n), kind, why, confidence FROM round JOIN relation ON n <= $relations;
INSERT INTO relation_member SELECT relation + k * $relations, ord, statement + k * $statements FROM round
    JOIN relation_member ON relation <= $relations;
DELETE FROM concept_member; DELETE FROM concept; -- the sample has few: as many as news has, one statement in eight
INSERT INTO concept SELECT n / 40 + 1, $(echo "printf('k%012x', (n * 2654435761) & 281474976710655)"), 'concept of ' || n, n FROM statement WHERE n % 40 = 0;
INSERT INTO concept_member SELECT n / 40 + 1, n % 40, n FROM statement WHERE n % 40 < 5 AND n >= 40;
INSERT INTO echo SELECT statement + k * $statements, first + k * $statements FROM round JOIN echo ON statement <= $statements;
COMMIT;
PRAGMA journal_mode = WAL;
SQL
"$B/demarche" log -n 1 --db "$file" > /dev/null
sqlite3 "$file" "SELECT (SELECT count(*) FROM document) || ' documents, ' || (SELECT count(*) FROM statement) || ' statements'"
