/* The subcommands, in the order in which help lists them. One row makes one known:
 * V(name) needs `const cmd_verb cmd_name` in a file of its own. G(title) starts a group. */
#ifndef CMD_VERBS_H
#define CMD_VERBS_H

#define CMD_VERBS(G, V)                                                                           \
    G("the ledger")                                                                               \
    V(add) V(log) V(show) V(positions) V(concepts) V(conditions) V(claims) V(relations) V(events) V(timeline) V(diff)      \
    V(actors) V(documents) V(topics) V(parties)                                                   \
    V(serve) V(export) V(report) V(review) V(issues) V(forget) V(link) V(check) V(demo)                     \
    G("stages on their own")                                                                      \
    V(clean) V(attribute) V(relate) V(code) V(parse)                                              \
    G("across documents, without a ledger")                                                       \
    V(passages) V(stories)                                                                        \
    G("about the program")                                                                        \
    V(model) V(help) V(version)

#endif
