/* The tables beside the weights: tags of each label, lemma edits, features by label and form. */
#ifndef TRAIN_TABLES_H
#define TRAIN_TABLES_H

#include "common/modelfile.h"
#include "treebank.h"

void tables_save(const treebank *bank, modelfile *file);

#endif
