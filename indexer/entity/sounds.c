/* sounds.c - How alike two names sound
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "entity/sounds.h"

#include <pthread.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* What pairs of sounds cost against each other. */
static const struct {
    uint8_t cost;
    const char *pairs;
} alike[] = {
    {1, "Qg QJ"},
    {2, "sz"},
    {3, "ie ao ou ae oW SZ ix ex ax ox ux Yx Wx Ox"},
    {4, "uW nN"},
    {5, "iY aY td CJ"},
    {6, "ia io iu iW iO eo eu eY eW eO au aW aO oY oO uY uO YW YO WO pb kg fv JZ"},
    {7, "Tf mn Qk QC"},
    {8, "Tt Ts sS zZ CS Jy wv bv QZ"},
    {9, "Qy"},
    {10, "pf kC lr wr Td Ct Jz mN"},
    {12, "wl bm hk Cs Jd bw"},
    {13, "Qd"},
    {14, "dn ln tk kp pt bd dg hg Js"},
    {16, "st zd"},
    {18, "sk"},
};

#define OTHERS 20
#define MIXED 24 /* a consonant for a vowel */

/* What a sound costs that the other side lacks. */
static const struct {
    uint8_t cost;
    const char *phones;
} missing[] = {{6, "x"}, {8, "ieaouYWOhy"}, {12, "wrnNtdsz"}, {14, "l"}};

#define MISSING_OTHERS 16

/* The least of these: a vowel, h or y, another consonant. */
#define MISSING_VOWEL 6
#define MISSING_BREATH 8
#define MISSING_CONSONANT 12

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

static void init_steps(struct mt_sound *out)
{
    for (size_t step = 0; step < MT_SOUND_STEPS; step++) {
        for (size_t lane = 0; lane < MT_SOUND_LANES; lane++) {
            unsigned sum = 0;
            for (size_t k = 0; k < (size_t)1 << step && k < lane; k++)
                sum += lane <= out->phones.len ? out->removals[lane - k] : UINT8_MAX;
            out->steps[step][lane] = sum < UINT8_MAX ? (uint8_t)sum : UINT8_MAX;
        }
    }
}

void mt_sound_init(struct mt_sound *out, const struct mt_phones *phones)
{
    uint8_t least[MT_PHONE_SYMBOLS]; /* what a phone that was heard costs, wherever it is from */
    pthread_once(&known.once, know_costs);
    memset(out, 0, sizeof *out);
    memset(out->costs, UINT8_MAX, sizeof out->costs);
    out->phones = *phones;
    out->count = mt_sounds_count(phones->sound, phones->len);
    out->mass = mt_sounds_mass(out->count);
    for (size_t s = 0; s < MT_PHONE_SYMBOLS; s++)
        memset(out->additions[s], known.missing[s], sizeof out->additions[s]);
    memcpy(least, known.missing, sizeof least);
    out->least_removal = MISSING_OTHERS;
    for (size_t i = 0; i < phones->len; i++) {
        const unsigned own = symbol(phones->sound[i]);
        uint8_t removal = out->removals[i + 1] = known.missing[own];
        if (members[own] && removal < out->least_removal)
            out->least_removal = removal;
        for (size_t s = 0; s < MT_PHONE_SYMBOLS; s++) {
            uint8_t cost = out->costs[s][i + 1] = known.costs[own][s];
            least[s] = cost < least[s] ? cost : least[s];
        }
    }
    init_steps(out);
    for (size_t byte = 0; byte < MT_COUNT(out->foreign); byte++) {
        uint8_t costs[8];
        for (size_t k = 0; k < MT_COUNT(costs); k++)
            costs[k] = least[symbol(consonants[8 * byte + k])];
        init_sum_of_set(out->foreign[byte], costs);
    }
}

void mt_sieve_init(struct mt_sieve *out, const struct mt_sound *name)
{
    out->name = name;
    out->n = 0;
    for (size_t i = 0; i < name->phones.len; i++) {
        if (members[symbol(name->phones.sound[i])] == 0)
            continue;
        uint8_t(*sets)[256] = out->costs[out->n++];
        for (size_t byte = 0; byte < MT_COUNT(*out->costs); byte++) {
            uint8_t costs[8];
            for (size_t k = 0; k < MT_COUNT(costs); k++)
                costs[k] = name->costs[symbol(consonants[8 * byte + k])][i + 1];
            init_least_of_set(sets[byte], costs, name->removals[i + 1]);
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
    return (struct mt_sieve_limits){.heard = left - removed * name->least_removal,
                                    .name = left - added * MISSING_BREATH,
                                    .strict = left - added * MISSING_CONSONANT};
}

/* More than anything costs. */
#define DEAD 10000U

static unsigned lesser(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Row by row, of which only the cells are kept that may still lead to no more than `most`
 * (Ukkonen, "Finding approximate patterns in strings", 1985). */
static unsigned cost_by_cells(const struct mt_sound *name, struct mt_str heard, unsigned most)
{
    const size_t n = name->phones.len;
    unsigned row[MT_PHONES_MAX + 1]; /* all cells that are not kept are DEAD */
    size_t low = 0, high = 0;        /* those that are kept */
    row[0] = 0;
    for (size_t i = 1; i <= n; i++)
        row[i] = DEAD;
    while (high < n && row[high] + name->removals[high + 1] <= most) {
        row[high + 1] = row[high] + name->removals[high + 1];
        high++;
    }
    for (size_t k = 0; k < heard.len; k++) {
        const unsigned s = symbol(heard.ptr[k]), added = name->additions[s][0];
        const uint8_t *costs = name->costs[s];
        unsigned diagonal = DEAD, left = DEAD;
        size_t first = n + 1, last = 0;
        for (size_t i = low; i <= n; i++) {
            unsigned above = row[i], cost = above + added;
            if (i > 0)
                cost = lesser(cost, lesser(diagonal + costs[i], left + name->removals[i]));
            diagonal = above;
            left = row[i] = cost <= most ? cost : DEAD;
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

#ifdef __SSE2__
/* The same a row at a time. A lane holds what a cell leaves of `most`, and one more: none is left
 * where it is 0, which is also what a shift leaves behind. What the cells to the left lead to by
 * removals is had by steps of 1, 2, 4 and 8 lanes (Hillis and Steele, "Data parallel algorithms",
 * 1986). */
static unsigned cost_by_rows(const struct mt_sound *name, struct mt_str heard, unsigned most)
{
    const __m128i zero = _mm_setzero_si128();
    const __m128i *steps = (const __m128i *)name->steps;
    const __m128i one = _mm_loadu_si128(steps), two = _mm_loadu_si128(steps + 1),
                  four = _mm_loadu_si128(steps + 2), eight = _mm_loadu_si128(steps + 3);
    __m128i row = _mm_cvtsi32_si128((int)most + 1);
    for (size_t k = 0;; k++) {
        row = _mm_max_epu8(row, _mm_subs_epu8(_mm_slli_si128(row, 1), one));
        row = _mm_max_epu8(row, _mm_subs_epu8(_mm_slli_si128(row, 2), two));
        row = _mm_max_epu8(row, _mm_subs_epu8(_mm_slli_si128(row, 4), four));
        row = _mm_max_epu8(row, _mm_subs_epu8(_mm_slli_si128(row, 8), eight));
        if (k == heard.len)
            break;
        const unsigned s = symbol(heard.ptr[k]);
        __m128i changed =
            _mm_subs_epu8(_mm_slli_si128(row, 1), _mm_loadu_si128((const __m128i *)name->costs[s]));
        row = _mm_max_epu8(
            changed, _mm_subs_epu8(row, _mm_loadu_si128((const __m128i *)name->additions[s])));
        if (_mm_movemask_epi8(_mm_cmpeq_epi8(row, zero)) == 0xffff)
            return DEAD;
    }
    uint8_t left[MT_SOUND_LANES];
    _mm_storeu_si128((__m128i *)left, row);
    return left[name->phones.len] ? most + 1 - left[name->phones.len] : DEAD;
}
#endif

unsigned mt_sound_cost(const struct mt_sound *name, struct mt_str heard, unsigned most)
{
#ifdef __SSE2__
    if (name->phones.len < MT_SOUND_LANES && most < UINT8_MAX)
        return cost_by_rows(name, heard, most);
#endif
    return cost_by_cells(name, heard, most);
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
    unsigned cost = mt_sound_cost(name, sound, most < DEAD ? (unsigned)most : DEAD - 1);
    double likeness = mt_sound_likeness(name, cost, mass);
    return likeness > least ? likeness : -1;
}
