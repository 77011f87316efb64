/* channels.h - Labels that are channels, devices or nobody in particular
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_NOTE_CHANNELS_H
#define MT_NOTE_CHANNELS_H

#include "base/base.h"
#include "base/str.h"

MT_BEGIN_DECLS

enum mt_channel {
    MT_CHANNEL_NONE,   /* a person, as far as the label tells */
    MT_CHANNEL_FAR,    /* all who are at the other end of a call: "Remote", "Them" */
    MT_CHANNEL_DEVICE, /* a microphone or loudspeaker: "Jabra Speak 710" */
    MT_CHANNEL_NOBODY  /* "Unknown", "Speaker 2", "Audience" */
};

enum mt_channel mt_channel_of(struct mt_str label);

MT_END_DECLS

#endif
