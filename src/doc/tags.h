/* Closed sets of the analysis, as X-macro lists: the enum, the name table and the parsers of
 * names all come from one place.
 *
 * Adds   Universal Dependencies tags and relations (UD v2, English), kinds of names, modes, acts.
 * Fails  never: an unknown name gives -1.
 */
#ifndef DEM_DOC_TAGS_H
#define DEM_DOC_TAGS_H

#include "base/str.h"

/* The parameter is not called X: one of the tags is. */
#define DEM_UPOS_LIST(T)                                                                          \
    T(ADJ) T(ADP) T(ADV) T(AUX) T(CCONJ) T(DET) T(INTJ) T(NOUN) T(NUM) T(PART) T(PRON) T(PROPN)   \
    T(PUNCT) T(SCONJ) T(SYM) T(VERB) T(X)

#define DEM_XPOS_LIST(X)                                                                          \
    X(NN, "NN") X(IN, "IN") X(DT, "DT") X(NNP, "NNP") X(JJ, "JJ") X(PRP, "PRP") X(STOP, ".")      \
    X(RB, "RB") X(NNS, "NNS") X(COMMA, ",") X(VB, "VB") X(CC, "CC") X(VBD, "VBD") X(VBP, "VBP")   \
    X(VBZ, "VBZ") X(CD, "CD") X(VBN, "VBN") X(VBG, "VBG") X(TO, "TO") X(PRPS, "PRP$")             \
    X(MD, "MD") X(RRB, "-RRB-") X(LRB, "-LRB-") X(COLON, ":") X(WDT, "WDT") X(WRB, "WRB")         \
    X(UH, "UH") X(OQ, "``") X(HYPH, "HYPH") X(CQ, "''") X(WP, "WP") X(POS, "POS") X(RP, "RP")     \
    X(NNPS, "NNPS") X(JJR, "JJR") X(JJS, "JJS") X(EX, "EX") X(RBR, "RBR") X(SYM, "SYM")           \
    X(NFP, "NFP") X(DOLLAR, "$") X(GW, "GW") X(ADD, "ADD") X(FW, "FW") X(PDT, "PDT")              \
    X(RBS, "RBS") X(LS, "LS") X(AFX, "AFX") X(WPS, "WP$")

#define DEM_REL_LIST(X)                                                                           \
    X(root, "root") X(punct, "punct") X(case_, "case") X(det, "det") X(nsubj, "nsubj")            \
    X(advmod, "advmod") X(amod, "amod") X(obj, "obj") X(obl, "obl") X(conj, "conj")               \
    X(nmod, "nmod") X(compound, "compound") X(cc, "cc") X(mark, "mark") X(aux, "aux")             \
    X(cop, "cop") X(nmod_poss, "nmod:poss") X(advcl, "advcl") X(xcomp, "xcomp") X(flat, "flat")   \
    X(acl_relcl, "acl:relcl") X(ccomp, "ccomp") X(acl, "acl") X(appos, "appos")                   \
    X(nummod, "nummod") X(aux_pass, "aux:pass") X(parataxis, "parataxis")                         \
    X(nsubj_pass, "nsubj:pass") X(obl_unmarked, "obl:unmarked")                                   \
    X(nmod_unmarked, "nmod:unmarked") X(discourse, "discourse") X(compound_prt, "compound:prt")   \
    X(expl, "expl") X(fixed, "fixed") X(iobj, "iobj") X(list, "list") X(obl_agent, "obl:agent")   \
    X(dep, "dep") X(nmod_desc, "nmod:desc") X(csubj, "csubj") X(nsubj_outer, "nsubj:outer")       \
    X(det_predet, "det:predet") X(advcl_relcl, "advcl:relcl") X(vocative, "vocative")             \
    X(goeswith, "goeswith") X(cc_preconj, "cc:preconj") X(reparandum, "reparandum")               \
    X(orphan, "orphan") X(dislocated, "dislocated") X(csubj_pass, "csubj:pass")                   \
    X(csubj_outer, "csubj:outer") X(clf, "clf") X(expl_pass, "expl:pass") X(obl_arg, "obl:arg")

/* Kinds of names; the first four are the treebanks', the rest what diplomacy needs. */
#define DEM_NAME_LIST(X) X(PER) X(ORG) X(LOC) X(MISC) X(NORP) X(OFFICE) X(FAC) X(DATE) X(QUANTITY)

#define DEM_MODE_LIST(X) X(direct) X(indirect) X(mixed)

#define DEM_ACT_LIST(X)                                                                           \
    X(OFFER) X(PROPOSE) X(ACCEPT) X(CONDITION) X(DEMAND) X(URGE) X(REJECT) X(WITHDRAW) X(ACCUSE)  \
    X(DENY) X(CLAIM) X(PROMISE) X(THREATEN) X(PRAISE) X(CRITICIZE) X(ASSESS)

#define DEM_MODALITY_LIST(X) X(asserted) X(possible) X(conditional) X(future) X(desired)

/* Roots of the PLOVER ontology with their quads: 1 verbal and 2 material cooperation, 3 verbal and
 * 4 material conflict. */
#define DEM_PLOVER_LIST(X)                                                                        \
    X(AGREE, 1) X(CONSULT, 1) X(SUPPORT, 1) X(COOPERATE, 2) X(AID, 2) X(YIELD, 2) X(REQUEST, 3)   \
    X(ACCUSE, 3) X(REJECT, 3) X(THREATEN, 3) X(PROTEST, 4) X(SANCTION, 4) X(MOBILIZE, 4)          \
    X(COERCE, 4) X(ASSAULT, 4)

/* What a party thinks of an issue; how far a deed has come. */
#define DEM_STANCE_LIST(X) X(support) X(oppose) X(conditional) X(neutral)
#define DEM_REALIS_LIST(X) X(actual) X(future) X(conditional) X(negated) X(historical) X(hypothetical)

/* What PLOVER's magnitude of a deed counts. */
#define DEM_MAGNITUDE_LIST(X) X(killed) X(injured) X(detained) X(people) X(money) X(percent)

#define DEM_ACTOR_TYPE_LIST(X) X(person) X(institution) X(party) X(collective) X(unnamed)

#define DEM_TAG_1(name) DEM_UPOS_##name,
typedef enum dem_upos { DEM_UPOS_LIST(DEM_TAG_1) DEM_UPOS_COUNT } dem_upos;
#undef DEM_TAG_1
#define DEM_TAG_1(name, text) DEM_XPOS_##name,
typedef enum dem_xpos { DEM_XPOS_LIST(DEM_TAG_1) DEM_XPOS_COUNT } dem_xpos;
#undef DEM_TAG_1
#define DEM_TAG_1(name, text) DEM_REL_##name,
typedef enum dem_rel { DEM_REL_LIST(DEM_TAG_1) DEM_REL_COUNT } dem_rel;
#undef DEM_TAG_1
#define DEM_TAG_1(name) DEM_NAME_##name,
typedef enum dem_name_kind { DEM_NAME_LIST(DEM_TAG_1) DEM_NAME_COUNT } dem_name_kind;
#undef DEM_TAG_1
#define DEM_TAG_1(name) DEM_MODE_##name,
typedef enum dem_mode { DEM_MODE_LIST(DEM_TAG_1) DEM_MODE_COUNT } dem_mode;
#undef DEM_TAG_1
#define DEM_TAG_1(name) DEM_ACT_##name,
typedef enum dem_act { DEM_ACT_LIST(DEM_TAG_1) DEM_ACT_COUNT } dem_act;
#undef DEM_TAG_1
#define DEM_TAG_1(name) DEM_MODALITY_##name,
typedef enum dem_modality { DEM_MODALITY_LIST(DEM_TAG_1) DEM_MODALITY_COUNT } dem_modality;
#undef DEM_TAG_1
#define DEM_TAG_1(name, quad) DEM_PLOVER_##name,
typedef enum dem_plover { DEM_PLOVER_LIST(DEM_TAG_1) DEM_PLOVER_COUNT } dem_plover;
#undef DEM_TAG_1
#define DEM_TAG_1(name) DEM_MAGNITUDE_##name,
typedef enum dem_magnitude_kind { DEM_MAGNITUDE_LIST(DEM_TAG_1) DEM_MAGNITUDE_COUNT } dem_magnitude_kind;
#undef DEM_TAG_1
#define DEM_TAG_1(name) DEM_ACTOR_##name,
typedef enum dem_actor_type { DEM_ACTOR_TYPE_LIST(DEM_TAG_1) DEM_ACTOR_COUNT } dem_actor_type;
#undef DEM_TAG_1

/* A closed set by name; index with the enum. */
typedef struct dem_tagset {
    const dem_str *names;
    int count;
} dem_tagset;

extern const dem_tagset dem_upos_set, dem_xpos_set, dem_rel_set, dem_name_set, dem_mode_set,
    dem_act_set, dem_modality_set, dem_plover_set, dem_actor_set, dem_stance_set, dem_realis_set,
    dem_magnitude_set;

dem_str dem_tag_name(dem_tagset set, int tag); /* "_" when out of range */
int dem_plover_quad(int plover); /* 0 when out of range */
/* PLOVER's own code for a deed that did not (yet) happen: a planned cooperation is AGREE, a planned
 * conflict THREATEN, a denied cooperation REJECT; a denied conflict and a hypothetical deed have none
 * (-1). What is actual or historical stays. */
int dem_plover_collapsed(int plover, dem_str realis);
int dem_tag_find(dem_tagset set, dem_str name); /* -1 when absent */

#endif
