#include "parse/tag.h"

int dem_tag_features(const dem_word *words, const uint8_t *labels, int32_t i,
                     uint64_t f[DEM_TAG_FEATURES])
{
    const dem_word *w = &words[i], *p = w - 1, *pp = w - 2, *x = w + 1, *xx = w + 2;
    uint64_t l = labels[i - 1], ll = labels[i - 2];
    int n = 0;
    f[n++] = dem_feature(1, w->low);
    f[n++] = dem_feature2(2, w->form, w->initial);
    f[n++] = dem_feature(3, w->suffix[0]);
    f[n++] = dem_feature(4, w->suffix[1]);
    f[n++] = dem_feature(5, w->suffix[2]);
    f[n++] = dem_feature(6, w->suffix[3]);
    f[n++] = dem_feature(7, w->prefix[0]);
    f[n++] = dem_feature(8, w->prefix[1]);
    f[n++] = dem_feature(9, w->prefix[2]);
    f[n++] = dem_feature2(10, w->shape, w->initial);
    f[n++] = dem_feature(11, p->low);
    f[n++] = dem_feature(12, x->low);
    f[n++] = dem_feature(13, pp->low);
    f[n++] = dem_feature(14, xx->low);
    f[n++] = dem_feature(15, l);
    f[n++] = dem_feature2(16, l, ll);
    f[n++] = dem_feature2(17, l, w->low);
    f[n++] = dem_feature3(18, l, ll, w->low);
    f[n++] = dem_feature2(19, p->low, w->low);
    f[n++] = dem_feature2(20, w->low, x->low);
    f[n++] = dem_feature2(21, p->low, x->low);
    f[n++] = dem_feature(22, p->suffix[2]);
    f[n++] = dem_feature(23, x->suffix[2]);
    f[n++] = dem_feature2(24, w->shape, x->shape);
    f[n++] = dem_feature2(25, w->shape, p->shape);
    f[n++] = dem_feature2(26, l, w->suffix[2]);
    f[n++] = dem_feature3(27, w->shape, w->suffix[2], w->initial);
    f[n++] = dem_feature2(28, l, x->low);
    f[n++] = dem_feature2(29, w->suffix[1], x->suffix[1]);
    f[n++] = dem_feature2(30, l, x->suffix[2]);
    f[n++] = dem_feature2(31, w->low, xx->low);
    f[n++] = dem_feature3(32, l, w->shape, x->shape);
    return n;
}
