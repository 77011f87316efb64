/* turn_times.c - The times of turns that the file does not give
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/turn_times.h"

/* As for the stamped dialect (transcript.c): what a turn of so many words needs at most. */
#define MS_PER_WORD (1000 / 3.0)
#define TURN_MS_MIN 1000

/* A block that lasts longer than this many times what its words need has silence at its end. */
#define SLOWEST 2

/* After the last time that the file gives, guesses are good for no longer. */
#define OPEN_BLOCK_MS 600000

/* Items [begin, end), of which the first is an exact turn and no other is. */
struct block {
    size_t begin, end;
    size_t turns, characters, words;
    int64_t next_ms; /* the exact start that follows, or MT_TURN_UNTIMED */
};

static size_t count_words(struct mt_str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += !mt_is_space(text.ptr[i]) && (i == 0 || mt_is_space(text.ptr[i - 1]));
    return n;
}

static struct block block_at(const struct mt_note *note, size_t begin)
{
    struct block block = {.begin = begin, .end = begin, .next_ms = MT_TURN_UNTIMED};
    for (; block.end < note->items.len; block.end++) {
        const struct mt_item *item = &note->items.ptr[block.end];
        if (!item->turn)
            continue;
        if (item->turn->start_exact && block.end > begin) {
            block.next_ms = item->turn->start_ms;
            break;
        }
        block.turns++;
        block.characters += item->prose.text.len;
        block.words += count_words(item->prose.text);
    }
    return block;
}

/* How long the block's speech lasts. */
static int64_t length_of(const struct block *block, int64_t start)
{
    int64_t needed = (int64_t)((double)block->words * MS_PER_WORD);
    if (needed < TURN_MS_MIN)
        needed = TURN_MS_MIN;
    int64_t gap = block->next_ms - start;
    bool closed = block->next_ms != MT_TURN_UNTIMED && gap > 0;
    if (closed && (gap < needed || (block->turns > 1 && gap < SLOWEST * needed)))
        return gap;
    return needed;
}

static void settle(struct mt_note *note, const struct block *block)
{
    const struct mt_turn *first = note->items.ptr[block->begin].turn;
    int64_t start = first->start_ms, length = length_of(block, start);
    if (block->turns == 1 && first->end_ms > start)
        return;
    bool open = block->next_ms == MT_TURN_UNTIMED;
    double per_character = (double)length / (double)block->characters;
    size_t before = 0;
    for (size_t i = block->begin; i < block->end; i++) {
        struct mt_turn *turn = note->items.ptr[i].turn;
        if (!turn)
            continue;
        int64_t from = (int64_t)(per_character * (double)before);
        before += note->items.ptr[i].prose.text.len;
        if (open && from > OPEN_BLOCK_MS)
            break;
        turn->start_ms = start + from;
        turn->end_ms = start + (int64_t)(per_character * (double)before);
    }
}

void mt_turn_times_settle(struct mt_note *note, size_t first)
{
    for (size_t i = first; i < note->items.len;) {
        const struct mt_turn *turn = note->items.ptr[i].turn;
        if (!turn || !turn->start_exact) {
            i++;
            continue;
        }
        struct block block = block_at(note, i);
        settle(note, &block);
        i = block.end;
    }
}
