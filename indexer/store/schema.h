/* schema.h - What an index holds: terms, values, metadata
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * An index is a directory (0700, files 0600):
 *
 *     XAPIANDB   stub file, one line "auto gen-7": the live generation
 *     gen-7/     a Xapian (glass) database of one shard, and its seal (seal.h), which holds the
 *                value of `archives` below once more, for when all else is damaged: a rebuild
 *                needs nobody to remember what the index was made of
 *     lock       held by the one writer: pid, start time, command (lock.h); its mtime says
 *                when the index was last found or made true to all its archives
 *
 * One Xapian document per note.
 *
 * TERMS. A word is folded (text/fold.h), so it never begins with an ASCII capital and never meets
 * a prefix. At most 64 bytes of word each.
 *     word       every word as it stands, wdf how often; where, is in values 3 to 10. Positions
 *                start at 1, go up by 1 a word through a turn and from turn to turn, and jump
 *                by MT_POSITION_GAP between items
 *     S word     words of the title, the people and the tags; wdf 1 each time
 *   boolean (wdf 0):
 *     XF hex     the note: 128-bit hash of archive path, NUL, path in the archive. Unique
 *     XB n       the archive with number n
 *     XL path    the path in the archive, cut at MT_PATH_TERM_MAX bytes
 *     A word     a word of a speaker's name or raw label
 *     XA word    the same, where it is the whole of the name
 *     XW word    a word of the name of somebody who took part
 *     XK kind    a section kind that has an item (base/kind.h names)
 *     XO word    a word of a task owner
 *     XS status  a task status that occurs
 *     XT type    the front matter type, folded, whole
 *     K tag      a tag, folded, whole
 *     Y M D      the meeting's date: Y2025, M202510, D20251028
 *     XP key=word  a word of the value of a front matter key (folded)
 *     XC hex     hash of the transcript's words: copies share it
 *
 * VALUES
 *     0  date "YYYYMMDD", absent when unknown
 *     1  the unit table (units.h), with all else that ranking asks of a note
 *     2  the path in the archive, whole. For the writer alone
 *     3  and up to 10: where each word stands, and how it is written (places.h)
 *     11 the record (record.h): what is shown; squeezed (squeeze.h). Documents have no data
 *     12 what may stand where a name was spoken (ingest/uncommon.h). For the writer alone
 *
 * METADATA
 *     schema     MT_SCHEMA_VERSION in decimal; this key and `archives` keep their form in all
 *                versions, so that any of them can build the index anew
 *     tokeniser  what the terms depend on (text/tokenise.h)
 *     archives   numbers and absolute paths (meta.h)
 *     files      how many files there are, and one number for all their rows (ingest/look.h)
 *     problems   those of all rows once more
 *     f N        the manifest rows of a part of all files (ingest/index.h, archive/manifest.h)
 *     late HEX   what is heard of the note with XF HEX, which the sound table does not know
 *                (ingest/late.h)
 *     listened   when the sound table was made, how many notes have changed since (meta.h)
 *     n HEX      what the note with XF HEX says of names (entity/summary.h)
 *     entities   head of the gazetteer's table, and
 *     entity N   its blocks (entity/table.h)
 *     heard N    what a recogniser made of names, for the user to judge (entity/heard.h)
 *     names      hash of the names file that the gazetteer was made with
 *     sounds     the keys of the sound table's blocks, a line each, and
 *     sounds K   a block by its key (entity/soundtable.h)
 *     totals     sums over all notes, for ranking and status (units.h, struct mt_totals)
 *     languages  how many notes are in which language (meta.h)
 *     run        report of the last run (meta.h)
 *     recent     notes by which a search sees that an archive has news (recent.h)
 */
#ifndef MT_STORE_SCHEMA_H
#define MT_STORE_SCHEMA_H

#define MT_SCHEMA_VERSION 17

#define MT_POSITION_GAP 100
#define MT_PATH_TERM_MAX 200

#define MT_PREFIX_HEAD "S"
#define MT_PREFIX_FILE "XF"
#define MT_PREFIX_ARCHIVE "XB"
#define MT_PREFIX_PATH "XL"
#define MT_PREFIX_SPEAKER "A"
#define MT_PREFIX_SPEAKER_WHOLE "XA"
#define MT_PREFIX_WITH "XW"
#define MT_PREFIX_KIND "XK"
#define MT_PREFIX_OWNER "XO"
#define MT_PREFIX_STATUS "XS"
#define MT_PREFIX_TYPE "XT"
#define MT_PREFIX_TAG "K"
#define MT_PREFIX_YEAR "Y"
#define MT_PREFIX_MONTH "M"
#define MT_PREFIX_DAY "D"
#define MT_PREFIX_PROPERTY "XP"
#define MT_PREFIX_COPY "XC"

/* A note's places are in so many values, by the beginnings of their words. */
#define MT_PLACES_PARTS 8

enum mt_slot {
    MT_SLOT_DATE = 0,
    MT_SLOT_UNITS = 1,
    MT_SLOT_PATH = 2,
    MT_SLOT_PLACES = 3, /* the first of them */
    MT_SLOT_RECORD = MT_SLOT_PLACES + MT_PLACES_PARTS,
    MT_SLOT_UNCOMMON,
    MT_SLOT_COUNT
};

#define MT_META_SCHEMA "schema"
#define MT_META_TOKENISER "tokeniser"
#define MT_META_ARCHIVES "archives"
#define MT_META_FILES "files"
#define MT_META_PROBLEMS "problems"
#define MT_META_FILE "f"
#define MT_META_LATE "late"
#define MT_META_LISTENED "listened"
#define MT_META_NAMES "n"
#define MT_META_ENTITIES "entities"
#define MT_META_ENTITY "entity"
#define MT_META_HEARD "heard"
#define MT_META_USER_NAMES "names"
#define MT_META_SOUNDS "sounds"
#define MT_META_TOTALS "totals"
#define MT_META_LANGUAGES "languages"
#define MT_META_RUN "run"
#define MT_META_RECENT "recent"

#endif
