/* frontmatter.h - The YAML block at the head of a note
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Read by libyaml, tolerantly: a broken key costs only itself. Control characters are gone already
 * (text/decode.h); the block is at most 64 KB and flow nesting at most 64 deep (libyaml is
 * quadratic in both), aliases are not expanded. When the whole block does not parse, each
 * top-level key's lines are read alone, and a key that still does not parse becomes a plain string
 * with a problem at its line.
 */
#ifndef MT_NOTE_FRONTMATTER_H
#define MT_NOTE_FRONTMATTER_H

#include "base/base.h"
#include "note/note.h"

MT_BEGIN_DECLS

#define MT_FRONTMATTER_MAX ((size_t)64 << 10)

/* Reads the block between a first line `---` and the next line `---` or `...`, fills
 * note->properties, and adds an item a scalar and a comment, so that all its words but the keys are
 * found: to section 0, the value of `title` to a section of kind title of its own. Returns the text
 * offset of the first byte after the block, 0 when the note has none. An unclosed block, or one
 * that is too large, is a problem and left to be read as text (0 is returned). */
size_t mt_frontmatter_parse(struct mt_note *note);

/* The first value of a key (case-insensitive, dots for nesting), or the empty slice. */
struct mt_str mt_frontmatter_get(const struct mt_note *note, const char *key);

/* The name that `[[Name]]`, `[[path/Name|shown]]` or `[[path/Name/README]]` links to; a value that
 * is no such link as it stands. */
struct mt_str mt_frontmatter_link(struct mt_str value);

/* What the properties say of the whole note: type, people, organizations, tags, language. */
void mt_frontmatter_apply(struct mt_note *note);

MT_END_DECLS

#endif
