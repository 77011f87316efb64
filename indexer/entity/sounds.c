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

/* The least of these: a vowel, h or y, another consonant. */
#define MISSING_VOWEL 30
#define MISSING_BREATH 40
#define MISSING_CONSONANT 60

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

static void init_costs(struct mt_sound *out, size_t i)
{
    char own = out->phones.sound[i];
    bool vowel = mt_phone_is_vowel(own);
    for (const char *c = consonants; *c; c++)
        out->costs[symbol(*c)][i] = vowel ? MIXED : OTHERS;
    for (const char *v = vowels; *v; v++)
        out->costs[symbol(*v)][i] = vowel ? OTHERS : MIXED;
    for (size_t a = 0; a < MT_COUNT(alike); a++) {
        for (const char *pair = alike[a].pairs; *pair; pair += pair[2] ? 3 : 2) {
            if (own == pair[0])
                out->costs[symbol(pair[1])][i] = alike[a].cost;
            if (own == pair[1])
                out->costs[symbol(pair[0])][i] = alike[a].cost;
        }
    }
    out->costs[symbol(own)][i] = 0;
}

/* What a phone that was heard costs at least, wherever it comes from. */
static uint8_t least_cost(const struct mt_sound *name, char phone)
{
    unsigned s = symbol(phone);
    uint8_t least = name->additions[s];
    for (size_t i = 0; i < name->phones.len; i++)
        least = name->costs[s][i] < least ? name->costs[s][i] : least;
    return least;
}

static void init_least(struct mt_sound *out)
{
    for (const char *v = vowels; *v; v++)
        out->least[symbol(*v)] = least_cost(out, *v);
    for (size_t c = 0; c < sizeof consonants - 1; c++) {
        uint8_t cost = out->least[symbol(consonants[c])] = least_cost(out, consonants[c]);
        for (unsigned set = 0; set < 256; set++)
            if (set & 1U << c % 8)
                out->foreign[c / 8][set] = (uint16_t)(out->foreign[c / 8][set] + cost);
    }
}

void mt_sound_init(struct mt_sound *out, const struct mt_phones *phones)
{
    memset(out, 0, sizeof *out);
    out->phones = *phones;
    out->count = mt_sounds_count(phones->sound, phones->len);
    out->mass = mt_sounds_mass(out->count);
    for (const char *c = consonants; *c; c++)
        out->additions[symbol(*c)] = (uint8_t)missing_cost(*c);
    for (const char *v = vowels; *v; v++)
        out->additions[symbol(*v)] = (uint8_t)missing_cost(*v);
    out->least_removal = MISSING_OTHERS;
    for (size_t i = 0; i < phones->len; i++) {
        uint8_t removal = out->removals[i] = (uint8_t)missing_cost(phones->sound[i]);
        if (!mt_phone_is_vowel(phones->sound[i]) && removal < out->least_removal)
            out->least_removal = removal;
        init_costs(out, i);
    }
    init_least(out);
}

void mt_sieve_init(struct mt_sieve *out, const struct mt_sound *name)
{
    out->name = name;
    out->n = 0;
    for (size_t i = 0; i < name->phones.len; i++) {
        if (members[symbol(name->phones.sound[i])] == 0)
            continue;
        out->places[out->n] = (uint8_t)i;
        uint8_t(*costs)[256] = out->costs[out->n++];
        memset(costs, name->removals[i], sizeof out->costs[0]);
        for (size_t c = 0; c < sizeof consonants - 1; c++) {
            uint8_t cost = name->costs[symbol(consonants[c])][i];
            for (unsigned set = 0; cost < name->removals[i] && set < 256; set++)
                if (set & 1U << c % 8 && cost < costs[c / 8][set])
                    costs[c / 8][set] = cost;
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
    double most = (1 - least) * (name->mass + mass) / 2; /* the dearest that is alike enough */
    unsigned apart = name->mass > mass ? name->mass - mass : mass - name->mass;
    if (apart * .6 > most ||
        mt_sound_foreign(name, mt_sounds_consonants(heard->sound, heard->len)) > most)
        return -1;
    unsigned cost = mt_sound_cost(name, NULL, sound, mt_sound_least(name, sound),
                                  most < DEAD ? (unsigned)most : DEAD - 1);
    double likeness = mt_sound_likeness(name, cost, mass);
    return likeness > least ? likeness : -1;
}
