/* sounds.c - How alike two names sound
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "entity/sounds.h"

#include <pthread.h>

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

/* The least of these: a vowel, h or y, another consonant. */
#define MISSING_VOWEL 30
#define MISSING_BREATH 40
#define MISSING_CONSONANT 60

/* The consonants in the order of their places in a set. */
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

/* The same by symbols. */
static struct {
    pthread_once_t once;
    uint8_t costs[MT_PHONE_SYMBOLS][MT_PHONE_SYMBOLS];
    uint8_t missing[MT_PHONE_SYMBOLS];
} known = {.once = PTHREAD_ONCE_INIT};

static void know_phone(char phone)
{
    const unsigned own = symbol(phone);
    for (const char *c = consonants; *c; c++)
        known.costs[own][symbol(*c)] = members[own] ? OTHERS : MIXED;
    for (const char *v = vowels; *v; v++)
        known.costs[own][symbol(*v)] = members[own] ? MIXED : OTHERS;
    known.costs[own][own] = 0;
    known.missing[own] = MISSING_OTHERS;
}

static void know_costs(void)
{
    for (const char *c = consonants; *c; c++)
        know_phone(*c);
    for (const char *v = vowels; *v; v++)
        know_phone(*v);
    for (size_t i = 0; i < MT_COUNT(alike); i++) {
        for (const char *pair = alike[i].pairs; *pair; pair += pair[2] ? 3 : 2) {
            unsigned a = symbol(pair[0]), b = symbol(pair[1]);
            known.costs[a][b] = known.costs[b][a] = alike[i].cost;
        }
    }
    for (size_t i = 0; i < MT_COUNT(missing); i++)
        for (const char *phone = missing[i].phones; *phone; phone++)
            known.missing[symbol(*phone)] = missing[i].cost;
}

struct mt_sound_count mt_sounds_count(const char *phones, size_t len)
{
    struct mt_sound_count count = {0, 0};
    for (size_t i = 0; i < len; i++)
        *(members[symbol(phones[i])] ? &count.consonants : &count.vowels) += 1;
    return count;
}

uint32_t mt_sounds_consonants(const char *phones, size_t len)
{
    uint32_t set = 0;
    for (size_t i = 0; i < len; i++)
        set |= members[symbol(phones[i])];
    return set;
}

/* The least of these costs whose consonant is in the set of eight: of each set, from that of the
 * set without its first one. `others` is of none. */
static void init_least_of_set(uint8_t out[256], const uint8_t costs[8], uint8_t others)
{
    out[0] = others;
    for (unsigned set = 1; set < 256; set++) {
        uint8_t rest = out[set & (set - 1)], cost = costs[__builtin_ctz(set)];
        out[set] = cost < rest ? cost : rest;
    }
}

static void init_sum_of_set(uint16_t out[256], const uint8_t costs[8])
{
    out[0] = 0;
    for (unsigned set = 1; set < 256; set++)
        out[set] = (uint16_t)(out[set & (set - 1)] + costs[__builtin_ctz(set)]);
}

void mt_sound_init(struct mt_sound *out, const struct mt_phones *phones)
{
    pthread_once(&known.once, know_costs);
    memset(out, 0, sizeof *out);
    out->phones = *phones;
    out->count = mt_sounds_count(phones->sound, phones->len);
    out->mass = mt_sounds_mass(out->count);
    memcpy(out->additions, known.missing, sizeof out->additions);
    memcpy(out->least, known.missing, sizeof out->least);
    out->least_removal = MISSING_OTHERS;
    for (size_t i = 0; i < phones->len; i++) {
        const unsigned own = symbol(phones->sound[i]);
        uint8_t removal = out->removals[i] = known.missing[own];
        if (members[own] && removal < out->least_removal)
            out->least_removal = removal;
        for (size_t s = 0; s < MT_PHONE_SYMBOLS; s++) {
            uint8_t cost = out->costs[s][i] = known.costs[own][s];
            out->least[s] = cost < out->least[s] ? cost : out->least[s];
        }
    }
    for (size_t byte = 0; byte < MT_COUNT(out->foreign); byte++) {
        uint8_t least[8];
        for (size_t k = 0; k < MT_COUNT(least); k++)
            least[k] = out->least[symbol(consonants[8 * byte + k])];
        init_sum_of_set(out->foreign[byte], least);
    }
}

void mt_sieve_init(struct mt_sieve *out, const struct mt_sound *name)
{
    out->name = name;
    out->n = 0;
    for (size_t i = 0; i < name->phones.len; i++) {
        if (members[symbol(name->phones.sound[i])] == 0)
            continue;
        out->places[out->n] = (uint8_t)i;
        uint8_t(*sets)[256] = out->costs[out->n++];
        for (size_t byte = 0; byte < MT_COUNT(*out->costs); byte++) {
            uint8_t costs[8];
            for (size_t k = 0; k < MT_COUNT(costs); k++)
                costs[k] = name->costs[symbol(consonants[8 * byte + k])][i];
            init_least_of_set(sets[byte], costs, name->removals[i]);
        }
    }
}

struct mt_sieve_limits mt_sieve_limits(const struct mt_sound *name, struct mt_sound_count heard,
                                       unsigned most)
{
    int more = (int)heard.consonants - (int)name->count.consonants;
    int apart = abs((int)heard.vowels - (int)name->count.vowels);
    int left = (int)most - MISSING_VOWEL * apart;
    int added = more > 0 ? more : 0, removed = more < 0 ? -more : 0;
    int unheard = name->count.vowels > heard.vowels ? MISSING_VOWEL * apart : 0;
    return (struct mt_sieve_limits){.heard = left - removed * name->least_removal,
                                    .phones = (int)most - unheard - removed * name->least_removal,
                                    .name = left - added * MISSING_BREATH,
                                    .strict = left - added * MISSING_CONSONANT};
}

void mt_sieve_rest(const struct mt_sieve *sieve, uint32_t heard, struct mt_sound_rest *rest)
{
    unsigned sum = 0;
    size_t place = sieve->name->phones.len;
    for (size_t i = sieve->n; i-- > 0;) {
        const uint8_t(*costs)[256] = sieve->costs[i];
        for (; place > sieve->places[i]; place--)
            rest->cost[place] = (uint16_t)sum;
        unsigned least = UINT8_MAX;
        for (unsigned byte = 0; byte < MT_COUNT(*sieve->costs); byte++) {
            unsigned cost = costs[byte][heard >> 8 * byte & 255];
            least = cost < least ? cost : least;
        }
        sum += least;
    }
    for (size_t i = 0; i <= place; i++)
        rest->cost[i] = (uint16_t)sum;
}

/* More than anything costs. */
#define DEAD 10000U

static unsigned lesser(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Row by row, of which only the cells are kept that may still lead to no more than `most`
 * (Ukkonen, "Finding approximate patterns in strings", 1985), given what is left on either side. */
unsigned mt_sound_cost(const struct mt_sound *name, const struct mt_sound_rest *rest,
                       struct mt_str heard, unsigned least, unsigned most)
{
    static const struct mt_sound_rest unknown;
    const size_t n = name->phones.len;
    unsigned row[MT_PHONES_MAX + 1], to_hear = least; /* all cells that are not kept are DEAD */
    size_t low = 0, high = 0;                         /* those that are kept */
    rest = rest ? rest : &unknown;
    row[0] = 0;
    for (size_t i = 1; i <= n; i++)
        row[i] = DEAD;
    while (high < n && row[high] + name->removals[high] + rest->cost[high + 1] <= most) {
        row[high + 1] = row[high] + name->removals[high];
        high++;
    }
    for (size_t k = 0; k < heard.len; k++) {
        const unsigned s = symbol(heard.ptr[k]), added = name->additions[s];
        const uint8_t *costs = name->costs[s];
        unsigned diagonal = DEAD, left = DEAD;
        size_t first = n + 1, last = 0;
        to_hear -= name->least[s];
        for (size_t i = low; i <= n; i++) {
            unsigned above = row[i], cost = above + added;
            if (i > 0)
                cost = lesser(cost, lesser(diagonal + costs[i - 1], left + name->removals[i - 1]));
            unsigned to_come = rest->cost[i] > to_hear ? rest->cost[i] : to_hear;
            diagonal = above;
            left = row[i] = cost + to_come <= most ? cost : DEAD;
            if (left < DEAD) {
                first = first > n ? i : first;
                last = i;
            } else if (i > high) {
                break;
            }
        }
        if (first > n)
            return DEAD;
        low = first;
        high = last;
    }
    return high == n ? row[n] : DEAD;
}

double mt_sound_likeness(const struct mt_sound *name, unsigned cost, unsigned mass)
{
    unsigned both = name->mass + mass;
    return both ? 1 - 2.0 * cost / both : 0;
}

double mt_sound_compare(const struct mt_sound *name, const struct mt_phones *heard, double least)
{
    struct mt_str sound = mt_str_of(heard->sound, heard->len);
    unsigned mass = mt_sounds_mass(mt_sounds_count(heard->sound, heard->len));
    double most = mt_sound_most(name, mass, least);
    if (!mt_sound_may_be(name, mass, mt_sounds_consonants(heard->sound, heard->len), least))
        return -1;
    unsigned cost = mt_sound_cost(name, NULL, sound, mt_sound_least(name, sound),
                                  most < DEAD ? (unsigned)most : DEAD - 1);
    double likeness = mt_sound_likeness(name, cost, mass);
    return likeness > least ? likeness : -1;
}
