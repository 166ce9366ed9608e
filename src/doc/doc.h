/* The spine: one document and the tables its stages append.
 *
 * Adds   dem_doc: the stored text and, in the order in which the stages run,
 *          blocks        clean      title, body paragraphs, furniture (tile what is not white space)
 *          cased         recase     the text with words in capitals spelled as others are, or NULL
 *          sentences, tokens, quotes   segment
 *          parses        parse      one row a token: tag, lemma, head, relation
 *          names, times  entity     names, dates and quantities
 *          attributions, relays     attrib     source, cue, content; layers; who carried it
 *          mentions, actors, speakers   actor  who the sources are
 *          statements    statement  the record of LEDGER.md
 *          events        event      PLOVER
 *          notes         any        odd input: never an error
 * Needs  base.
 * Owner  everything lives in `arena` (rows, strings) or in the caller's text; freed at once.
 * Law    a stage appends its own tables and edits no other's. Rows refer by index (-1: none);
 *        spans are byte offsets into `text`; token ranges are [begin, end) into `tokens`.
 *        Tables are in text order unless they say otherwise.
 */
#ifndef DEM_DOC_DOC_H
#define DEM_DOC_DOC_H

#include "base/arena.h"
#include "doc/tags.h"

typedef enum dem_block_kind {
    DEM_BLOCK_TITLE,
    DEM_BLOCK_BODY,
    DEM_BLOCK_META,     /* date line, byline, place: read for metadata, not coded */
    DEM_BLOCK_FURNITURE /* navigation, comments, other stories' headlines: set aside, kept */
} dem_block_kind;

typedef struct dem_block {
    dem_span span; /* without surrounding white space */
    uint8_t kind;
    const char *why; /* rule that set it aside; NULL for title and body */
} dem_block;

typedef struct dem_sentence {
    dem_span span;
    int32_t block;
    int32_t begin, end; /* tokens */
} dem_sentence;

/* A token is a syntactic word of UD English: "don't" is two, "do" and "n't", each with its bytes. */
typedef struct dem_token {
    dem_span span;
    int32_t sentence;
    int32_t quote;       /* innermost quotation this token stands inside (marks excluded), or -1 */
    uint8_t space_after; /* white space (or the end) follows */
    uint8_t mwt;         /* words of the multiword token that starts here (>= 2), else 0 */
} dem_token;

typedef enum dem_quote_mark { DEM_QUOTE_DOUBLE, DEM_QUOTE_SINGLE, DEM_QUOTE_ANGLE } dem_quote_mark;

typedef struct dem_quote {
    dem_span span;       /* with its marks */
    dem_span inner;      /* without */
    int32_t begin, end;  /* tokens inside */
    int32_t outer;       /* enclosing quotation, or -1 */
    uint8_t mark;        /* dem_quote_mark */
    uint8_t unclosed;    /* runs to the end of its paragraph */
    int32_t continues;   /* quotation of an earlier paragraph that this one continues, or -1 */
} dem_quote;

typedef struct dem_parse {
    int32_t head; /* token index within the document, -1 for the root */
    uint8_t rel;  /* dem_rel */
    uint8_t upos; /* dem_upos */
    uint8_t xpos; /* dem_xpos */
    dem_str lemma;
    dem_str feats; /* "Number=Sing|…", empty when none */
} dem_parse;

typedef struct dem_name {
    dem_span span;
    int32_t begin, end; /* tokens */
    uint8_t kind;       /* dem_name_kind */
    float score;        /* 0..1 */
} dem_name;

typedef struct dem_time {
    dem_span span;
    int32_t begin, end;
    dem_str value; /* ISO 8601 date, month or year when it can be told; else empty */
} dem_time;

/* Spans of one role, in text order, joined where only white space lies between them. */
typedef struct dem_spans {
    const dem_span *at;
    int32_t len;
} dem_spans;

typedef enum dem_missing { DEM_MISSING_NONE, DEM_MISSING_PASSIVE, DEM_MISSING_OFFICIALS,
                           DEM_MISSING_REPORTS } dem_missing;

/* One report of words: who (source), by which words (cue), what (content). */
typedef struct dem_attribution {
    dem_spans source;    /* empty: implicit or absent */
    dem_spans cue;       /* empty: free continuation of a quotation, or a headline's colon */
    dem_spans content;
    int32_t sentence;    /* of the cue, else of the content's first byte */
    int32_t source_head; /* tokens, or -1 */
    int32_t cue_head;
    int32_t content_head;
    int32_t parent;      /* attribution whose content holds this one, or -1 */
    int32_t level;       /* 1, 2, … */
    int32_t continues;   /* attribution whose quotation this one carries on, or -1 */
    uint8_t mode;        /* dem_mode */
    uint8_t missing;     /* dem_missing, when there is no source */
    float score_source, score_cue, score_content; /* 0..1, calibrated where the card says so */
    float score;         /* the same, that this is a statement and its content mostly right */
    const char *why;     /* rule or model */
} dem_attribution;

/* Who carried an attribution's words on their way to this document, nearest to the speaker first. */
typedef struct dem_relay {
    int32_t attribution;
    dem_str outlet; /* as the document names it */
    dem_str how;    /* "as reported by", "citing", "on Twitter", … */
    dem_span span;  /* of the words that say so */
} dem_relay;

typedef struct dem_mention {
    dem_span span;
    int32_t begin, end, head; /* tokens */
    int32_t actor;
    const char *how; /* name, surname, apposition, office, pronoun, metonym, collective, unnamed … */
} dem_mention;

typedef struct dem_actor {
    dem_str name;   /* canonical: the fullest form, or the gazetteer's; for unnamed the words */
    dem_str party;  /* ISO 3166 alpha-3, UN EU IGO NGO MEDIA EXPERTS REBEL BUSINESS INT, or "?" */
    dem_span role;  /* words of the document that give the role; empty when none */
    uint8_t type;   /* dem_actor_type */
    char gender;    /* 'm', 'f', 'n' (thing), 'p' (plural), 0 unknown */
    int32_t gazetteer; /* row of the office-holder or organisation table, or -1 */
} dem_actor;

/* One row an attribution, same index. */
typedef struct dem_speaker {
    int32_t actor; /* -1: nobody can be named; of several named together the first */
    dem_str with;  /* the others' names, parted by "; "; empty: none */
    dem_str party;
    dem_span role;
    const char *how;
    float score;
} dem_speaker;

typedef enum dem_target_rel { DEM_TARGET_ADDRESSEE, DEM_TARGET_ABOUT, DEM_TARGET_ACCUSED,
                              DEM_TARGET_BOUND } dem_target_rel;

typedef struct dem_target {
    dem_str name;
    dem_span span;
    uint8_t rel;
} dem_target;

typedef struct dem_reason {
    dem_str text; /* "model:attrib-1 0.93", "rule:deny.lexicon" */
} dem_reason;

typedef struct dem_event_code {
    int8_t plover;  /* dem_plover, -1: none */
    int8_t quad;    /* 1..4 */
    const char *realis; /* actual future conditional negated historical hypothetical */
} dem_event_code;

typedef struct dem_statement {
    int32_t attribution;
    dem_spans content;   /* trimmed as LEDGER.md says */
    dem_span condition;  /* empty: none */
    dem_str marker;      /* the condition's marker, lower case */
    dem_span time;       /* empty: none */
    dem_str time_value;
    dem_str stance;      /* support oppose conditional neutral, or empty */
    const dem_target *targets;
    const dem_str *topics;
    const dem_reason *why;
    int32_t n_targets, n_topics, n_why;
    uint8_t act;         /* dem_act */
    uint8_t mode;        /* dem_mode */
    uint8_t modality;    /* dem_modality */
    uint8_t negated;
    dem_event_code event;
    float confidence;
} dem_statement;

typedef enum dem_event_from {
    DEM_EVENT_ACT,      /* what a statement does by being made: to deny, to demand */
    DEM_EVENT_NARRATED, /* told by the document itself */
    DEM_EVENT_REPORTED  /* told within a statement's content */
} dem_event_from;

/* How big a deed was. */
typedef struct dem_magnitude {
    uint8_t of;    /* dem_magnitude_kind */
    int64_t milli; /* thousandths */
    dem_span span; /* the number's words, with sign and unit; empty: no magnitude */
} dem_magnitude;

/* What one actor did to another. First come the acts, a row a statement in their order, with plover -1 where the act does
 * nothing to anybody; then the rest in text order, each deed once. */
typedef struct dem_event_row {
    uint8_t from;       /* dem_event_from */
    int32_t statement;  /* of an act or a report; -1 when narrated */
    dem_event_code code;
    dem_span sentence;
    dem_span source, target, predicate; /* words; empty for an act's own */
    int32_t source_actor, target_actor; /* of `actors`, or -1 */
    dem_span time, place;               /* empty: not told */
    dem_str time_value;
    dem_str mode;                       /* PLOVER's, of data/lexicon/event_modes.tsv; empty: none */
    const dem_str *contexts;            /* PLOVER's (lexicon/topic.h) */
    int32_t n_contexts;
    dem_magnitude magnitude;            /* of a deed */
    float confidence;
} dem_event_row;

typedef struct dem_note {
    const char *code; /* "encoding.invalid", "sentence.long", … */
    dem_span span;
    dem_str text;
} dem_note;

/* What is known of a document besides its text. Empty views where unknown. */
typedef struct dem_meta {
    dem_str name;      /* as the user knows it: file name, record id */
    dem_str url, outlet, title, author, language;
    dem_str published; /* ISO 8601 date or date and time */
    const char *published_how; /* option, dateline, json-ld, … NULL when unknown */
} dem_meta;

typedef struct dem_doc {
    dem_arena *arena;
    dem_str text;
    dem_meta meta;
    DEM_VEC(dem_block) blocks;
    const char *cased; /* as long as the text, offsets the same; NULL: the text is read as it is */
    DEM_VEC(dem_sentence) sentences;
    DEM_VEC(dem_token) tokens;
    DEM_VEC(dem_quote) quotes;
    DEM_VEC(dem_parse) parses; /* as long as tokens */
    const int8_t *states;      /* the parser's encoding, a row a token; NULL: it made none */
    int32_t state_width;       /* bytes of a row */
    DEM_VEC(dem_name) names;
    DEM_VEC(dem_time) times;
    DEM_VEC(dem_attribution) attributions;
    DEM_VEC(dem_relay) relays;
    DEM_VEC(dem_mention) mentions;
    DEM_VEC(dem_actor) actors;
    DEM_VEC(dem_speaker) speakers;
    DEM_VEC(dem_statement) statements;
    DEM_VEC(dem_event_row) events;
    DEM_VEC(dem_note) notes;
} dem_doc;

/* The stored bytes, for whatever is shown or kept as the document's words. */
dem_str dem_doc_str(const dem_doc *doc, dem_span span);
/* The same bytes as the stages read them (`cased`): the whole text, a span, a token. */
dem_str dem_doc_read(const dem_doc *doc);
dem_str dem_words_str(const dem_doc *doc, dem_span span);
dem_str dem_token_str(const dem_doc *doc, int32_t token);
/* Bytes from the first to the last token of a non-empty range. */
dem_span dem_token_span(const dem_doc *doc, int32_t begin, int32_t end);
/* First token that ends after `offset` (tokens.len when none): binary search. */
int32_t dem_token_at(const dem_doc *doc, uint32_t offset);
/* Token range that a byte span touches. */
void dem_token_range(const dem_doc *doc, dem_span span, int32_t *begin, int32_t *end);
/* The token of [begin, end) whose head lies outside it (the first such), or -1 for an empty range. */
int32_t dem_head_of(const dem_doc *doc, int32_t begin, int32_t end);
/* The first name that ends after the token; names.len when none does. Names are in text order: a binary search. */
int32_t dem_name_from(const dem_doc *doc, int32_t token);
/* The first time that begins at the token or later, as dem_name_from. */
int32_t dem_time_from(const dem_doc *doc, int32_t token);
/* A one-span list, in the document's arena. */
dem_spans dem_spans_one(dem_doc *doc, dem_span span);
/* First to last byte; empty for an empty list. */
dem_span dem_spans_hull(dem_spans spans);
/* Where a record of it is said to stand: its sentence, else its content. */
dem_span dem_attribution_sentence(const dem_doc *doc, const dem_attribution *attribution);
void dem_doc_note(dem_doc *doc, const char *code, dem_span span, dem_str text);

#endif
