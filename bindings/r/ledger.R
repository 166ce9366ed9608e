# A ledger from R. It is an SQLite file: read the views `said` (statements, corrections applied) and `happened` (events).
#
#     Rscript bindings/r/ledger.R demarche.db
#
# Needs the packages DBI and RSQLite; jsonlite only to code a text (the program is called, nothing is compiled).
suppressPackageStartupMessages({
    library(DBI)
    library(RSQLite)
})

open_ledger <- function(path) dbConnect(SQLite(), path, flags = SQLITE_RO)

# Statements with their documents, newest first.
statements <- function(ledger) dbGetQuery(ledger, "
    SELECT s.id, d.published, d.outlet, s.party, s.speaker_name AS speaker, s.act, s.stance, s.content, s.condition,
           s.level, s.confidence / 100.0 AS confidence
    FROM said s JOIN document d ON d.n = s.doc WHERE d.copy_of IS NULL
    ORDER BY d.published DESC, d.name, d.id, s.ord")

# Where each party stands on each topic: counts of first-hand statements.
positions <- function(ledger) dbGetQuery(ledger, "
    SELECT s.party, t.topic, sum(s.stance = 'support') AS yes, sum(s.stance = 'conditional') AS conditional,
           sum(s.stance = 'oppose') AS no
    FROM said s JOIN topic t ON t.statement = s.n JOIN document d ON d.n = s.doc
    WHERE s.level = 1 AND s.stance IN ('support', 'conditional', 'oppose') AND d.copy_of IS NULL
    GROUP BY s.party, t.topic ORDER BY s.party, t.topic")

# Events, one once a document.
events <- function(ledger) dbGetQuery(ledger, "
    SELECT h.event_id, coalesce(h.time_value, substr(d.published, 1, 10)) AS date, h.plover, h.realis, h.party,
           h.recipient_party, h.words, h.told, h.contexts, h.magnitude / 1000.0 AS magnitude, h.magnitude_of
    FROM happened h JOIN document d ON d.n = h.doc WHERE d.copy_of IS NULL ORDER BY d.name, d.id, h.ord")

# The words of a span: offsets are bytes of UTF-8.
words_at <- function(text, begin, end) {
    bytes <- charToRaw(enc2utf8(text))[(begin + 1):end]
    piece <- rawToChar(bytes)
    Encoding(piece) <- "UTF-8"
    piece
}

# Codes a text with the program and gives its records as a list.
code_text <- function(text, program = "demarche") {
    lines <- system2(program, c("code", "-"), input = enc2utf8(text), stdout = TRUE)
    lapply(lines, jsonlite::fromJSON, simplifyVector = FALSE)
}

path <- commandArgs(trailingOnly = TRUE)
if (length(path) == 1) {
    ledger <- open_ledger(path)
    cat(nrow(statements(ledger)), "statements,", nrow(positions(ledger)), "positions,", nrow(events(ledger)), "events\n")
    span <- dbGetQuery(ledger, "SELECT d.text, s.content, s.content_begin AS b, s.content_end AS e FROM said s
                                JOIN document d ON d.n = s.doc ORDER BY s.n LIMIT 1")
    if (nrow(span))
        cat("offsets hold:", identical(words_at(span$text, span$b, span$e), span$content), "\n")
    dbDisconnect(ledger)
}
