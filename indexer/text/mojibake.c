/* mojibake.c - UTF-8 that was read as cp1252 and written out again, put right
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A run of characters that cp1252 can write is held as items. One pass reads the items' bytes as
 * UTF-8 and gives new items, each still knowing the stretch of text it came from; what was decoded
 * wrongly twice or three times is put right by as many passes.
 */
#include "base/base.h"
#include "text/mojibake.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "text/cp1252.h"

#define PASSES 3
#define RUN_MAX 4096                  /* longer runs are cut */
#define REPAIRS_MAX ((size_t)1 << 22) /* from here on, text stays as it is */
#define WITH_BLOCK 4096               /* bytes of replacements allocated at once */
#define LOST 0xfffd                   /* what some tools leave where a byte was lost */

/* A character, as it stands or as it was made of several. */
struct item {
    UChar32 c;
    uint32_t begin, end; /* in the text */
    bool made;
};

struct run {
    struct item *items;
    size_t len;
    UChar32 before[2]; /* the characters before it, the nearer one first; 0 for none */
    UChar32 after[2];  /* the characters behind it */
};

/* Which lead bytes were repaired in this text: where one was, the next is less doubtful. */
struct seen {
    bool lead[256];
};

/* The new items of a pass, and what the decisions need to know of them. */
struct pass {
    const struct run *run;
    struct seen *seen;
    struct item *out;
    size_t len;
    size_t sequence_end; /* where the last complete sequence ended, sure or not */
    bool repaired;
};

/* --- bytes --- */

/* What a continuation byte's character would be, were the text right as it stands. */
enum likeness {
    ODD,    /* nothing that follows a letter */
    LETTER, /* a letter of some language */
    CLOSER, /* what may follow a word: quotes, dashes, footnote signs */
};

/* clang-format off */
#define _ ODD
#define L LETTER
#define C CLOSER
static const uint8_t likeness[64] = {
/*  €  81  ‚  ƒ  „  …  †  ‡  ˆ  ‰  Š  ‹  Œ  8D Ž  8F */
    _, _, _, L, _, C, C, C, _, _, L, C, L, _, L, _,
/*  90 ‘  ’  “  ”  •  –  —  ˜  ™  š  ›  œ  9D ž  Ÿ */
    _, C, C, C, C, C, C, C, _, C, L, C, L, _, L, L,
/*     ¡  ¢  £  ¤  ¥  ¦  §  ¨  ©  ª  «  ¬     ®  ¯ */
    C, _, _, _, _, _, _, C, _, C, C, C, _, C, C, _,
/*  °  ±  ²  ³  ´  µ  ¶  ·  ¸  ¹  º  »  ¼  ½  ¾  ¿ */
    C, _, C, C, C, L, _, C, _, C, C, C, _, _, _, _,
};
#undef _
#undef L
#undef C
/* clang-format on */

/* The byte of a character that is not ASCII, or -1. */
static int byte_of(UChar32 c)
{
    return c < 0x80 ? -1 : mt_cp1252_encode(c);
}

static bool is_continuation(int byte)
{
    return byte >= 0x80 && byte < 0xc0;
}

static int sequence_length(int lead)
{
    return lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
}

static UChar32 item_at(const struct run *run, size_t i)
{
    return i < run->len ? run->items[i].c : i - run->len < 2 ? run->after[i - run->len] : 0;
}

/* The valid UTF-8 sequence whose bytes stand at `i`: its length and character, or 0. */
static size_t read_sequence(const struct run *run, size_t i, UChar32 *c)
{
    char bytes[U8_MAX_LENGTH] = {0};
    int32_t at = 0, n = sequence_length(byte_of(item_at(run, i)));
    if (n == 0 || i + (size_t)n > run->len)
        return 0;
    for (int32_t k = 0; k < n; k++)
        bytes[k] = (char)byte_of(run->items[i + (size_t)k].c);
    U8_NEXT(bytes, at, n, *c);
    return *c >= 0 ? (size_t)n : 0;
}

/* --- is it sure? --- */

static enum likeness likeness_of(UChar32 continuation)
{
    return continuation < 0xa0 ? ODD : (enum likeness)likeness[byte_of(continuation) - 0x80];
}

static UChar32 before(const struct pass *pass, size_t n)
{
    return n < pass->len ? pass->out[pass->len - 1 - n].c : pass->run->before[n - pass->len];
}

static bool is_upper(UChar32 c)
{
    return u_isUUppercase(c);
}

static bool is_lower(UChar32 c)
{
    return u_isULowercase(c);
}

static bool is_letter(UChar32 c)
{
    return u_isalpha(c);
}

/* "IRMÃ…": a word in capitals that may well end in this letter and this sign. */
static bool is_capital_word_end(const struct pass *pass, size_t i)
{
    return likeness_of(item_at(pass->run, i + 1)) == CLOSER && is_upper(before(pass, 0)) &&
           is_upper(before(pass, 1)) && !is_letter(item_at(pass->run, i + 2));
}

/* Was the character before repaired in this pass or an earlier one? */
static bool is_made(const struct pass *pass)
{
    return pass->len && pass->out[pass->len - 1].made;
}

static bool has_odd_sign(const struct run *run, size_t i, size_t n, bool letters_too)
{
    for (size_t k = 1; k < n; k++) {
        enum likeness like = likeness_of(run->items[i + k].c);
        if (like == ODD || (like == LETTER && letters_too))
            return true;
    }
    return false;
}

/* Does the complete sequence of n items at `i` stand for its character? */
static bool is_sure(const struct pass *pass, size_t i, size_t n)
{
    const struct run *run = pass->run;
    int lead = byte_of(run->items[i].c), second = byte_of(run->items[i + 1].c);
    UChar32 next;
    switch (lead) {
    case 0xc2: /* no language ends a word in Â before a space or a degree */
        return second == 0xa0 || second == 0xb0 || pass->seen->lead[lead] ||
               !is_capital_word_end(pass, i);
    case 0xc3:
        return is_made(pass) || !is_capital_word_end(pass, i);
    case 0xe2:
    case 0xef:
        return true;
    default:
        if (lead >= 0xf0)
            return true;
    }
    if (pass->sequence_end == i || read_sequence(run, i + n, &next) || pass->seen->lead[lead])
        return true;
    if (lead == 0xd7 || lead == 0xdf) /* × and ß stand before any sign */
        return false;
    if (n == 2 && is_lower(before(pass, 0)))
        return true;
    /* Czech and Slovak have Š and Ž behind most capitals, but not behind Ä and Å */
    return has_odd_sign(run, i, n, lead == 0xc4 || lead == 0xc5);
}

/* --- lost bytes --- */

/* Characters whose bytes 81, 8D, 8F, 90 and 9D are recognised where they are missing. */
static const struct {
    struct mt_str utf8;
    bool apart; /* only where no letter stands before it */
} losers[] = {
    {MT_STR("\xe2\x80\x9d"), false},    /* ” */
    {MT_STR("\xe2\x86\x90"), true},     /* ← */
    {MT_STR("\xe2\x8f\xab"), true},     /* ⏫ */
    {MT_STR("\xe2\x8f\xac"), true},     /* ⏬ */
    {MT_STR("\xe2\x8f\xb0"), true},     /* ⏰ */
    {MT_STR("\xe2\x8f\xb3"), true},     /* ⏳ */
    {MT_STR("\xe2\x9d\x8c"), true},     /* ❌ */
    {MT_STR("\xef\xac\x81"), false},    /* the ligature fi */
    {MT_STR("\xef\xb8\x8f"), false},    /* emoji presentation */
    {MT_STR("\xf0\x9f\x8f\x81"), true}, /* 🏁 */
    {MT_STR("\xf0\x9f\x93\x9d"), true}, /* 📝 */
    {MT_STR("\xf0\x9f\x94\x81"), true}, /* 🔁 */
};

static bool can_be_lost(int byte)
{
    return byte < 0xa0 && mt_cp1252_decode((unsigned char)byte) == byte;
}

/* How many items from `i` on are this character without its lost bytes, or 0. */
static size_t match_loser(const struct run *run, size_t i, struct mt_str utf8)
{
    size_t at = i;
    for (size_t k = 0; k < utf8.len; k++) {
        int byte = (unsigned char)utf8.ptr[k];
        UChar32 c = item_at(run, at);
        if (byte_of(c) == byte || (can_be_lost(byte) && c == LOST))
            at++;
        else if (!can_be_lost(byte))
            return 0;
    }
    if (at > run->len) /* what is behind the run is looked at, and not repaired */
        return 0;
    return is_continuation(byte_of(item_at(run, at))) ? 0 : at - i;
}

static size_t read_loser(const struct pass *pass, size_t i, UChar32 *c)
{
    if (byte_of(item_at(pass->run, i)) < 0xe2)
        return 0;
    for (size_t k = 0; k < MT_COUNT(losers); k++) {
        struct mt_str utf8 = losers[k].utf8;
        size_t n = match_loser(pass->run, i, utf8);
        if (n && !(losers[k].apart && is_letter(before(pass, 0)))) {
            U8_GET_UNSAFE(utf8.ptr, 0, *c);
            return n;
        }
    }
    return 0;
}

/* "Ã " for "à" and "5Â km" for a no-break space: the byte A0 became a space. True when the item,
 * the run's last, stands for `c`; `taken` says whether the space was nothing but that byte. */
static bool read_lost_space(const struct pass *pass, size_t i, UChar32 *c, bool *taken)
{
    const struct run *run = pass->run;
    UChar32 previous = before(pass, 0), next = run->after[1];
    if (i + 1 != run->len || run->after[0] != ' ')
        return false;
    switch (byte_of(run->items[i].c)) {
    case 0xc2:
        *c = 0xa0;
        *taken = true;
        return previous > ' ' && !is_upper(previous);
    case 0xc3:
        *c = 0xe0;
        *taken = !is_letter(next);
        return is_lower(previous) || (!is_letter(previous) && (is_lower(next) || next == ' '));
    default:
        return false;
    }
}

/* --- runs --- */

/* Appends what the item at `i` stands for, alone or with those behind it. Returns how many. */
static size_t repair_item(struct pass *pass, struct run *run, size_t i)
{
    struct item made = run->items[i];
    size_t n = read_sequence(run, i, &made.c);
    bool taken = false;
    if (n) {
        bool sure = is_sure(pass, i, n);
        pass->sequence_end = i + n;
        n = sure ? n : 0;
    } else {
        n = read_loser(pass, i, &made.c);
    }
    if (n) {
        made.end = run->items[i + n - 1].end;
        pass->seen->lead[byte_of(run->items[i].c)] = true;
    } else if (read_lost_space(pass, i, &made.c, &taken)) {
        n = 1;
        if (taken) {
            made.end++;
            run->after[0] = run->after[1];
            run->after[1] = 0;
        }
    } else {
        made.c = run->items[i].c;
        if (made.c < 0xa0) /* a C1 control is a cp1252 symbol that was read as Latin-1 */
            made.c = mt_cp1252_decode((unsigned char)made.c);
    }
    if (n || made.c != run->items[i].c)
        made.made = pass->repaired = true;
    pass->out[pass->len++] = made;
    return n ? n : 1;
}

/* Reads the bytes of all items as UTF-8 once. True when that repaired something. */
static bool repair_once(struct run *run, struct item *spare, struct seen *seen)
{
    struct pass pass = {.run = run, .seen = seen, .out = spare, .sequence_end = SIZE_MAX};
    for (size_t i = 0; i < run->len;)
        i += repair_item(&pass, run, i);
    memcpy(run->items, spare, pass.len * sizeof *spare);
    run->len = pass.len;
    return pass.repaired;
}

/* Text that repairs are written to in blocks, so that millions of them stay cheap. */
struct writer {
    const void *ctx;
    struct mt_repairs *out;
    char *block;
    size_t used;
};

static void write_repair(struct writer *to, const struct item *item)
{
    if (to->out->len == REPAIRS_MAX)
        return;
    if (!to->block || to->used + U8_MAX_LENGTH > WITH_BLOCK) {
        to->block = mt_alloc(to->ctx, WITH_BLOCK);
        to->used = 0;
    }
    size_t begin = to->used;
    U8_APPEND_UNSAFE(to->block, to->used, item->c);
    *mt_push(to->ctx, to->out) =
        (struct mt_repair){item->begin, item->end, mt_str_of(to->block + begin, to->used - begin)};
}

/* --- the text --- */

static UChar32 next_character(struct mt_str text, size_t *at)
{
    UChar32 c = 0;
    if (*at < text.len)
        U8_NEXT_UNSAFE(text.ptr, *at, c);
    return c;
}

static bool is_suspect(UChar32 c)
{
    return byte_of(c) >= 0 || c == LOST;
}

/* Fills `run` with the run that begins at `at`. Returns where it ends. */
static size_t read_run(struct mt_str text, size_t at, struct run *run)
{
    size_t next = at, behind;
    run->len = 0;
    for (; run->len < RUN_MAX; at = next) {
        UChar32 c = next_character(text, &next);
        if (!is_suspect(c))
            break;
        run->items[run->len++] = (struct item){c, (uint32_t)at, (uint32_t)next, false};
    }
    behind = at;
    run->after[0] = next_character(text, &behind);
    run->after[1] = next_character(text, &behind);
    return at;
}

static void read_before(struct mt_str text, size_t at, struct run *run)
{
    for (size_t k = 0; k < 2; k++) {
        run->before[k] = 0;
        if (at > 0)
            U8_PREV_UNSAFE(text.ptr, at, run->before[k]);
    }
}

/* Nothing to repair without the lead byte of a sequence or a control character. */
static bool may_need_repair(const struct run *run)
{
    for (size_t i = 0; i < run->len; i++)
        if (run->items[i].c < 0xa0 ||
            (byte_of(run->items[i].c) >= 0xc2 && (i + 1 < run->len || run->after[0] == ' ')))
            return true;
    return false;
}

void mt_mojibake_find(const void *ctx, struct mt_str text, struct mt_repairs *out)
{
    struct run run = {.len = 0};
    struct writer writer = {.ctx = ctx, .out = out};
    struct seen seen = {{false}};
    struct item *spare = NULL;
    for (size_t at = 0, next; at < text.len; at = next) {
        next = at;
        if ((unsigned char)text.ptr[at] < 0x80) { /* no suspect, and nearly all there is */
            next++;
            continue;
        }
        UChar32 c = next_character(text, &next);
        if (!is_suspect(c))
            continue;
        if (!spare) {
            run.items = mt_array(ctx, struct item, RUN_MAX);
            spare = mt_array(ctx, struct item, RUN_MAX);
        }
        next = read_run(text, at, &run);
        if (!may_need_repair(&run))
            continue;
        read_before(text, at, &run);
        for (int pass = 0; pass < PASSES && repair_once(&run, spare, &seen); pass++)
            ;
        for (size_t i = 0; i < run.len; i++)
            if (run.items[i].made)
                write_repair(&writer, &run.items[i]);
        next = run.items[run.len - 1].end;
    }
}
