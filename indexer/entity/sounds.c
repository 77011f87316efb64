/* sounds.c - How alike two names sound
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "entity/sounds.h"

/* What pairs of sounds cost against each other, in hundredths. */
static const struct {
    uint8_t cost;
    const char *pairs;
} alike[] = {
    {5, "Qg QJ"},
    {12, "sz"},
    {15, "ie ao ou ae oW SZ ix ex ax ox ux Yx Wx Ox"},
    {20, "uW nN"},
    {25, "iY aY td CJ"},
    {30, "ia io iu iW iO eo eu eY eW eO au aW aO oY oO uY uO YW YO WO pb kg fv JZ"},
    {35, "Tf mn Qk QC"},
    {40, "Tt Ts sS zZ CS Jy wv bv QZ"},
    {45, "Qy"},
    {50, "pf kC lr wr Td Ct Jz mN"},
    {60, "wl bm hk Cs Jd bw"},
    {65, "Qd"},
    {70, "dn ln tk kp pt bd dg hg Js"},
    {80, "st zd"},
    {90, "sk"},
};

#define OTHERS 100
#define MIXED 120 /* a consonant for a vowel */

/* What a sound costs that the other side lacks. */
static const struct {
    uint8_t cost;
    const char *phones;
} missing[] = {{30, "x"}, {40, "ieaouYWOhy"}, {60, "wrnNtdsz"}, {70, "l"}};

#define MISSING_OTHERS 80

static const char consonants[] = "pbtdkgfvTszSZCJmnNlrwyhQ", vowels[] = "ieaouxYWO";

static unsigned symbol(char phone)
{
    return (unsigned char)phone & (MT_PHONE_SYMBOLS - 1);
}

/* Of each symbol its place in a set of consonants; none of a vowel. */
static const uint32_t members[MT_PHONE_SYMBOLS] = {
    ['p' & 63] = 1U << 0,  ['b' & 63] = 1U << 1,  ['t' & 63] = 1U << 2,  ['d' & 63] = 1U << 3,
    ['k' & 63] = 1U << 4,  ['g' & 63] = 1U << 5,  ['f' & 63] = 1U << 6,  ['v' & 63] = 1U << 7,
    ['T' & 63] = 1U << 8,  ['s' & 63] = 1U << 9,  ['z' & 63] = 1U << 10, ['S' & 63] = 1U << 11,
    ['Z' & 63] = 1U << 12, ['C' & 63] = 1U << 13, ['J' & 63] = 1U << 14, ['m' & 63] = 1U << 15,
    ['n' & 63] = 1U << 16, ['N' & 63] = 1U << 17, ['l' & 63] = 1U << 18, ['r' & 63] = 1U << 19,
    ['w' & 63] = 1U << 20, ['y' & 63] = 1U << 21, ['h' & 63] = 1U << 22, ['Q' & 63] = 1U << 23,
};

static unsigned missing_cost(char phone)
{
    for (size_t i = 0; i < MT_COUNT(missing); i++)
        if (strchr(missing[i].phones, phone))
            return missing[i].cost;
    return MISSING_OTHERS;
}

unsigned mt_sounds_mass(const char *phones, size_t len)
{
    unsigned mass = 0;
    for (size_t i = 0; i < len; i++)
        mass += members[symbol(phones[i])] ? 100 : 50;
    return mass;
}

uint32_t mt_sounds_consonants(const char *phones, size_t len)
{
    uint32_t set = 0;
    for (size_t i = 0; i < len; i++)
        set |= members[symbol(phones[i])];
    return set;
}

static void init_costs(struct mt_sound *out, size_t i)
{
    char own = out->phones.sound[i];
    bool vowel = mt_phone_is_vowel(own);
    uint8_t *costs = out->costs[i];
    for (const char *c = consonants; *c; c++)
        costs[symbol(*c)] = vowel ? MIXED : OTHERS;
    for (const char *v = vowels; *v; v++)
        costs[symbol(*v)] = vowel ? OTHERS : MIXED;
    for (size_t a = 0; a < MT_COUNT(alike); a++) {
        for (const char *pair = alike[a].pairs; *pair; pair += pair[2] ? 3 : 2) {
            if (own == pair[0])
                costs[symbol(pair[1])] = alike[a].cost;
            if (own == pair[1])
                costs[symbol(pair[0])] = alike[a].cost;
        }
    }
    costs[symbol(own)] = 0;
}

/* What a consonant that was heard costs at least, wherever it comes from. */
static unsigned foreign_cost(const struct mt_sound *name, char consonant)
{
    unsigned s = symbol(consonant), least = name->additions[s];
    for (size_t i = 0; i < name->phones.len; i++)
        least = name->costs[i][s] < least ? name->costs[i][s] : least;
    return least;
}

static void init_foreign(struct mt_sound *out)
{
    for (size_t c = 0; c < sizeof consonants - 1; c++) {
        unsigned cost = foreign_cost(out, consonants[c]);
        for (unsigned set = 0; set < 256; set++)
            if (set & 1U << c % 8)
                out->foreign[c / 8][set] = (uint16_t)(out->foreign[c / 8][set] + cost);
    }
}

void mt_sound_init(struct mt_sound *out, const struct mt_phones *phones)
{
    memset(out, 0, sizeof *out);
    out->phones = *phones;
    out->mass = mt_sounds_mass(phones->sound, phones->len);
    for (const char *c = consonants; *c; c++)
        out->additions[symbol(*c)] = (uint8_t)missing_cost(*c);
    for (const char *v = vowels; *v; v++)
        out->additions[symbol(*v)] = (uint8_t)missing_cost(*v);
    for (size_t i = 0; i < phones->len; i++) {
        out->removals[i] = (uint8_t)missing_cost(phones->sound[i]);
        init_costs(out, i);
    }
    init_foreign(out);
}

void mt_sieve_init(struct mt_sieve *out, const struct mt_sound *name)
{
    out->name = name;
    out->n = 0;
    for (size_t i = 0; i < name->phones.len; i++) {
        if (members[symbol(name->phones.sound[i])] == 0)
            continue;
        uint8_t(*costs)[256] = out->costs[out->n++];
        memset(costs, name->removals[i], sizeof out->costs[0]);
        for (size_t c = 0; c < sizeof consonants - 1; c++) {
            uint8_t cost = name->costs[i][symbol(consonants[c])];
            for (unsigned set = 0; cost < name->removals[i] && set < 256; set++)
                if (set & 1U << c % 8 && cost < costs[c / 8][set])
                    costs[c / 8][set] = cost;
        }
    }
}

void mt_sound_begin(const struct mt_sound *name, struct mt_sound_row *row)
{
    row->cost[0] = 0;
    for (size_t i = 0; i < name->phones.len; i++)
        row->cost[i + 1] = (uint16_t)(row->cost[i] + name->removals[i]);
}

unsigned mt_sound_hear(const struct mt_sound *name, const struct mt_sound_row *before, char phone,
                       struct mt_sound_row *after)
{
    const unsigned s = symbol(phone), added = name->additions[s];
    unsigned left = before->cost[0] + added, least = left;
    after->cost[0] = (uint16_t)left;
    for (size_t i = 0; i < name->phones.len; i++) {
        unsigned changed = before->cost[i] + name->costs[i][s];
        unsigned above = before->cost[i + 1] + added;
        left += name->removals[i];
        left = changed < left ? changed : left;
        left = above < left ? above : left;
        after->cost[i + 1] = (uint16_t)left;
        least = left < least ? left : least;
    }
    return least;
}

double mt_sound_likeness(const struct mt_sound *name, const struct mt_sound_row *row, unsigned mass)
{
    unsigned both = name->mass + mass;
    return both ? 1 - 2.0 * row->cost[name->phones.len] / both : 0;
}

double mt_sound_compare(const struct mt_sound *name, const struct mt_phones *heard, double least)
{
    struct mt_sound_row rows[2];
    unsigned mass = mt_sounds_mass(heard->sound, heard->len);
    double most = (1 - least) * (name->mass + mass) / 2; /* the dearest that is alike enough */
    unsigned apart = name->mass > mass ? name->mass - mass : mass - name->mass;
    if (apart * .6 > most ||
        mt_sound_foreign(name, mt_sounds_consonants(heard->sound, heard->len)) > most)
        return -1;
    mt_sound_begin(name, &rows[0]);
    for (size_t i = 0; i < heard->len; i++)
        if (mt_sound_hear(name, &rows[i % 2], heard->sound[i], &rows[(i + 1) % 2]) > most)
            return -1;
    double likeness = mt_sound_likeness(name, &rows[heard->len % 2], mass);
    return likeness > least ? likeness : -1;
}
