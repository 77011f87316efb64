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

/* Hundredths: 100 a consonant, 50 a vowel. */
unsigned mt_sounds_mass(const char *phones, size_t len);

/* A name as what is heard is held against it: the cost of each of its phones against each phone
 * that there is, so that a comparison looks nothing up. Plain data, may be copied. */
#define MT_PHONE_SYMBOLS 64
struct mt_sound {
    struct mt_phones phones;
    unsigned mass;
    uint8_t costs[MT_PHONES_MAX][MT_PHONE_SYMBOLS]; /* hundredths */
    uint8_t removals[MT_PHONES_MAX];
    uint8_t additions[MT_PHONE_SYMBOLS]; /* of what only the other side has */
    uint16_t foreign[3][256];            /* what each eight consonants cost at least */
};

void mt_sound_init(struct mt_sound *out, const struct mt_phones *phones);

/* One row of the table of distances: of what has been heard so far to each beginning of the name.
 * What is heard is taken phone by phone, so that words with a common beginning share its rows. */
struct mt_sound_row {
    uint16_t cost[MT_PHONES_MAX + 1];
};

/* The row before anything was heard. */
void mt_sound_begin(const struct mt_sound *name, struct mt_sound_row *row);
/* The row after one more phone; returns the least cost in it, which no later row goes below. */
unsigned mt_sound_hear(const struct mt_sound *name, const struct mt_sound_row *before, char phone,
                       struct mt_sound_row *after);

/* The likeness of what was heard in `row`, whose phones have this mass. */
double mt_sound_likeness(const struct mt_sound *name, const struct mt_sound_row *row,
                         unsigned mass);

/* Which consonants there are among the phones: a set. */
uint32_t mt_sounds_consonants(const char *phones, size_t len);

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
    size_t n;
    uint8_t costs[MT_PHONES_MAX][3][256];
};

/* Borrows the name. */
void mt_sieve_init(struct mt_sieve *out, const struct mt_sound *name);

/* Whether phones with these consonants may be had from the name for `most` or less: those that were
 * heard must come from somewhere, those of the name go somewhere. */
static inline bool mt_sieve_passes(const struct mt_sieve *sieve, uint32_t consonants, unsigned most)
{
    const uint32_t a = consonants & 255, b = consonants >> 8 & 255, c = consonants >> 16 & 255;
    if (mt_sound_foreign(sieve->name, consonants) > most)
        return false;
    unsigned sum = 0;
    for (size_t i = 0; i < sieve->n; i++) {
        const uint8_t(*costs)[256] = sieve->costs[i];
        unsigned least = costs[0][a] < costs[1][b] ? costs[0][a] : costs[1][b];
        sum += costs[2][c] < least ? costs[2][c] : least;
    }
    return sum <= most;
}

/* The likeness of a name and of phones heard; `least` or less alike gives -1, sooner. */
double mt_sound_compare(const struct mt_sound *name, const struct mt_phones *heard, double least);

MT_END_DECLS

#endif
