/* search.h - A question to its moments, ranked
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Two stages: the store ranks whole notes; the units of the best notes are scored from their
 * position lists (score.h) and tested against the question (match.h); what is left is ordered,
 * copies are folded, and only for the moments that are shown is any text read.
 */
#ifndef MT_RANK_SEARCH_H
#define MT_RANK_SEARCH_H

#include "base/base.h"
#include "base/error.h"
#include "base/kind.h"
#include "base/memory.h"
#include "entity/gazetteer.h"
#include "query/hear.h"
#include "query/spelling.h"
#include "query/tree.h"

MT_BEGIN_DECLS

enum mt_sort { MT_SORT_RELEVANCE, MT_SORT_NEWEST, MT_SORT_OLDEST };

struct mt_options {
    const char *const *indexes; /* places as in store/store.h */
    size_t n_indexes;
    size_t offset, limit;
    size_t per_meeting; /* 0: no cap */
    enum mt_sort sort;
    bool exact;                 /* no stems */
    enum mt_sounds_like sounds; /* for which words of the question */
    bool explain;               /* fill `why` and `reading` */
    bool count;                 /* only `total` and `meetings` are wanted: no moment is filled in */
    struct mt_strs languages;   /* to stem in, beside those of the notes (ISO 639-1) */
    mt_date today;
    uint32_t time_limit_ms; /* 0: none. What was found until then is shown, and a note says so */
    bool in_context;        /* show each moment in its whole turn or item, with … */
    size_t context;         /* … so many others before and after it */
    struct mt_str moment;   /* an id: show this one, whatever the question's words; "": search */
};

/* How a moment holds the question's words. */
enum mt_level { MT_LEVEL_EXACT, MT_LEVEL_ALIAS, MT_LEVEL_STEM, MT_LEVEL_SOUNDS };
/* "exact", "alias", "stem", "sounds". Static storage. */
struct mt_str mt_level_name(enum mt_level level);

struct mt_highlight {
    uint32_t begin, end; /* bytes of the snippet */
};
struct mt_highlights MT_VEC(struct mt_highlight);

/* A whole turn, or a whole item of a section, near a moment. */
struct mt_passage {
    bool here;    /* the moment is in it */
    bool heading; /* of its section */
    enum mt_kind kind;
    struct mt_str speaker; /* "" when none */
    bool timed;            /* the two below mean something */
    bool time_exact;
    int64_t start_ms;
    uint32_t line;
    struct mt_str text; /* one line, no control characters below space */
    struct mt_highlights highlights;
};
struct mt_passages MT_VEC(struct mt_passage);

struct mt_named {
    struct mt_str name; /* canonical */
    struct mt_str as;   /* as it stands in the text */
    enum mt_form_level level;
};
struct mt_named_list MT_VEC(struct mt_named);

struct mt_moment {
    struct mt_str id;
    size_t rank; /* from 1, offset included */
    double score;
    enum mt_level match;
    struct mt_str path, archive; /* archive: absolute; path: in it */
    uint32_t line, column;       /* of the best word, in the file on disk */
    struct mt_str title;
    mt_date date; /* 0: unknown */
    struct mt_str type;
    enum mt_kind kind;
    struct mt_str speaker, speaker_raw; /* "" when none */
    bool timed;                         /* the times and what is exact mean something */
    int64_t start_ms, end_ms;           /* of the unit */
    int64_t time_ms;                    /* of the best word in it */
    bool start_exact, time_exact;       /* they stand in the file; else they are estimates */
    struct mt_str snippet;
    struct mt_highlights highlights;
    uint32_t focus; /* offset in the snippet of the word that says most */
    struct mt_named_list people, organizations;
    enum mt_task_status status; /* MT_TASK_NONE: no task */
    struct mt_str owner;
    mt_date due, done;
    struct mt_strs copies;            /* paths of equal moments elsewhere, in their archives */
    struct mt_strs missing;           /* words of the question that are not near this moment */
    struct mt_str why;                /* "" unless asked for */
    struct mt_str sounds_like, heard; /* the word of the question, and what stands in the text,
                                         where it only sounds like it; else "" */
    struct mt_passages context;       /* none unless asked for; else one of them is `here` */
    struct mt_strs with;              /* people of the meeting */
    uint32_t meeting;                 /* the same for moments of one note in this result */
    size_t more; /* moments of this meeting that the cap or the limit kept back */
};
struct mt_moments MT_VEC(struct mt_moment);

/* The time of a timed moment as people are shown it: the stamp that stands in the file
 * (start_exact), else the estimate time_ms. */
int64_t mt_moment_clock(const struct mt_moment *moment);

/* What stood for a name of the question besides itself. */
struct mt_expansion {
    struct mt_str from; /* as asked */
    struct mt_strs to;  /* forms, folded */
    bool by_sound;      /* else other names */
};
struct mt_expansions MT_VEC(struct mt_expansion);

struct mt_results {
    struct mt_moments moments;
    size_t total;           /* moments that pass, copies folded */
    size_t meetings;        /* notes they are in */
    bool total_exact;       /* else both are estimates, from those of the notes looked at */
    struct mt_strs relaxed; /* words that the best moment lacks */
    struct mt_expansions expanded;
    struct mt_spellings spellings; /* where nothing was found: what may have been meant */
    struct mt_str parsed;          /* the tree (query/tree.h) */
    struct mt_str reading;         /* how it was understood, for people; "" unless asked for */
    struct mt_strs notes;          /* how doubtful parts were read, one line each, for stderr */
    uint64_t index_notes;
    int64_t index_age_s;   /* since it was last found or made true; the oldest one's of several */
    struct mt_str changed; /* an archive that changed after that, as far as is seen; or "" */
    double took_ms;
};

/* Answers the question (never NULL). Opens the indexes, and opens them anew and begins again when
 * a writer changes them meanwhile, up to five times. The results live in `ctx`.
 * Errors: those of mt_reader_open; STALE after five times; NOT_FOUND for an id that is in none. */
MT_NODISCARD enum mt_status mt_search(const void *ctx, const struct mt_query *tree,
                                      const struct mt_options *options, struct mt_results *out,
                                      struct mt_error *err);

MT_END_DECLS

#endif
