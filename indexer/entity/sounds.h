/* sounds.h - How alike two names sound
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A weighted edit distance over phones (phones.h): sounds that are mistaken for each other cost
 * little. With dist the least cost that makes one of the other, mass 1 a consonant and .5 a vowel:
 *
 *     likeness = 1 - dist / mean of the two masses
 *
 * 1 is the same sound, below 0 nothing is alike. The costs were tried on 1,300 moments of real
 * meetings where a recogniser wrote something else than the name that was spoken.
 */
#ifndef MT_ENTITY_SOUNDS_H
#define MT_ENTITY_SOUNDS_H

#include "base/base.h"
#include "entity/phones.h"

MT_BEGIN_DECLS

/* Less alike is not alike at all. */
#define MT_SOUNDS_LEAST .62

/* How many phones there are of either kind. */
struct mt_sound_count {
    unsigned consonants, vowels;
};
struct mt_sound_count mt_sounds_count(const char *phones, size_t len);

/* Costs and masses are in twentieths: 20 a consonant, 10 a vowel. */
static inline unsigned mt_sounds_mass(struct mt_sound_count count)
{
    return 20 * count.consonants + 10 * count.vowels;
}

/* A name as what is heard is held against it: the cost of each phone that there is against each of
 * its own, so that a comparison looks nothing up. Plain data, may be copied. */
#define MT_PHONE_SYMBOLS 64
#define MT_SOUND_LANES 16
#define MT_SOUND_STEPS 4
struct mt_sound {
    struct mt_phones phones;
    struct mt_sound_count count;
    unsigned mass;
    /* Each phone stands one further than in `phones`; beyond the last, UINT8_MAX. */
    uint8_t costs[MT_PHONE_SYMBOLS][MT_PHONES_MAX + 1];
    uint8_t removals[MT_PHONES_MAX + 1];
    /* Of what only the other side has; all lanes are the same. */
    uint8_t additions[MT_PHONE_SYMBOLS][MT_SOUND_LANES];
    /* What it costs to lack the last 1, 2, 4, 8 phones up to each of the first. */
    uint8_t steps[MT_SOUND_STEPS][MT_SOUND_LANES];
    uint8_t least_removal;    /* of its consonants */
    uint16_t foreign[3][256]; /* what each eight consonants cost at least */
};

void mt_sound_init(struct mt_sound *out, const struct mt_phones *phones);

/* The least cost that makes one of the name and of the phones heard; anything above `most` where it
 * is more than that. */
unsigned mt_sound_cost(const struct mt_sound *name, struct mt_str heard, unsigned most);

/* The likeness of what costs so much and has this mass. */
double mt_sound_likeness(const struct mt_sound *name, unsigned cost, unsigned mass);

/* Which consonants there are among the phones: a set. */
uint32_t mt_sounds_consonants(const char *phones, size_t len);
#define MT_SOUNDS_BREATHS (3U << 21) /* y and h in it */

/* What phones with these consonants cost at least: each must come from somewhere. Most of what is
 * not alike is known by that. */
static inline unsigned mt_sound_foreign(const struct mt_sound *name, uint32_t consonants)
{
    return (unsigned)name->foreign[0][consonants & 255] + name->foreign[1][consonants >> 8 & 255] +
           name->foreign[2][consonants >> 16 & 255];
}

/* A name made ready to rule out, by their consonants alone, most phones that are not alike: what
 * each of its own consonants costs at least where each eight others are what it can become. */
struct mt_sieve {
    const struct mt_sound *name;
    size_t n; /* consonants */
    uint8_t costs[MT_PHONES_MAX][3][256];
};

/* Borrows the name. */
void mt_sieve_init(struct mt_sieve *out, const struct mt_sound *name);

/* What so many phones cost at least, and may therefore cost no more elsewhere: consonants that only
 * one side has are missing from the other, and so are vowels, as one for the other costs as much as
 * both. */
struct mt_sieve_limits {
    int heard;  /* what the consonants that were heard may cost, wherever they come from */
    int name;   /* and the consonants of the name, wherever they go; */
    int strict; /* the same where no breath (h, y) was heard, which is often missing */
};

/* The limits where all may cost `most`; negative ones when it costs more. */
struct mt_sieve_limits mt_sieve_limits(const struct mt_sound *name, struct mt_sound_count heard,
                                       unsigned most);

/* Whether phones with these consonants may be had from the name within the limits, if they do not
 * cost too much by themselves (mt_sound_foreign). */
static inline bool mt_sieve_passes(const struct mt_sieve *sieve, uint32_t consonants,
                                   struct mt_sieve_limits limits)
{
    const uint32_t a = consonants & 255, b = consonants >> 8 & 255, c = consonants >> 16 & 255;
    const int most = consonants & MT_SOUNDS_BREATHS ? limits.name : limits.strict;
    int sum = 0;
    for (size_t i = 0; i < sieve->n && sum <= most; i++) {
        const uint8_t(*costs)[256] = sieve->costs[i];
        int least = costs[0][a] < costs[1][b] ? costs[0][a] : costs[1][b];
        sum += costs[2][c] < least ? costs[2][c] : least;
    }
    return sum <= most;
}

/* What phones that are so alike cost at most. */
static inline double mt_sound_most(const struct mt_sound *name, unsigned mass, double least)
{
    return (1 - least) * (name->mass + mass) / 2;
}

/* Whether phones of this mass and with these consonants may be more alike than `least`: nearly all
 * are not. */
static inline bool mt_sound_may_be(const struct mt_sound *name, unsigned mass, uint32_t consonants,
                                   double least)
{
    double most = mt_sound_most(name, mass, least);
    unsigned apart = name->mass > mass ? name->mass - mass : mass - name->mass;
    return apart * .6 <= most && mt_sound_foreign(name, consonants) <= most;
}

/* The likeness of a name and of phones heard; `least` or less alike gives -1, sooner. */
double mt_sound_compare(const struct mt_sound *name, const struct mt_phones *heard, double least);

MT_END_DECLS

#endif
