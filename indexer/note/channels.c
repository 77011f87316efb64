/* channels.c - Labels that are channels, devices or nobody in particular
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/channels.h"

#include "note/speakers.h"

struct channel_word {
    struct mt_str word;
    enum mt_channel channel;
};

/* A label of these words alone, numbers and single letters is a channel. */
static const struct channel_word plain_words[] = {
    {MT_STR("remote"), MT_CHANNEL_FAR},          {MT_STR("them"), MT_CHANNEL_FAR},
    {MT_STR("others"), MT_CHANNEL_FAR},          {MT_STR("everyone"), MT_CHANNEL_FAR},
    {MT_STR("unknown"), MT_CHANNEL_NOBODY},      {MT_STR("unidentified"), MT_CHANNEL_NOBODY},
    {MT_STR("unnamed"), MT_CHANNEL_NOBODY},      {MT_STR("speaker"), MT_CHANNEL_NOBODY},
    {MT_STR("speakers"), MT_CHANNEL_NOBODY},     {MT_STR("participant"), MT_CHANNEL_NOBODY},
    {MT_STR("participants"), MT_CHANNEL_NOBODY}, {MT_STR("attendee"), MT_CHANNEL_NOBODY},
    {MT_STR("audience"), MT_CHANNEL_NOBODY},     {MT_STR("guest"), MT_CHANNEL_NOBODY},
    {MT_STR("host"), MT_CHANNEL_NOBODY},         {MT_STR("moderator"), MT_CHANNEL_NOBODY},
    {MT_STR("user"), MT_CHANNEL_NOBODY},         {MT_STR("caller"), MT_CHANNEL_NOBODY},
    {MT_STR("room"), MT_CHANNEL_NOBODY},         {MT_STR("channel"), MT_CHANNEL_NOBODY},
    {MT_STR("conference"), MT_CHANNEL_NOBODY},   {MT_STR("meeting"), MT_CHANNEL_NOBODY},
    {MT_STR("person"), MT_CHANNEL_NOBODY},       {MT_STR("voice"), MT_CHANNEL_NOBODY},
    {MT_STR("me"), MT_CHANNEL_NOBODY},           {MT_STR("anonymous"), MT_CHANNEL_NOBODY},
    {MT_STR("member"), MT_CHANNEL_NOBODY},       {MT_STR("members"), MT_CHANNEL_NOBODY},
    {MT_STR("question"), MT_CHANNEL_NOBODY},     {MT_STR("answer"), MT_CHANNEL_NOBODY},
    {MT_STR("questioner"), MT_CHANNEL_NOBODY},   {MT_STR("asker"), MT_CHANNEL_NOBODY},
    {MT_STR("interviewer"), MT_CHANNEL_NOBODY},  {MT_STR("panelist"), MT_CHANNEL_NOBODY}};

/* A label with one of these words is a device, whatever else stands in it. */
static const struct channel_word device_words[] = {
    {MT_STR("parallels"), MT_CHANNEL_FAR},      {MT_STR("loopback"), MT_CHANNEL_FAR},
    {MT_STR("blackhole"), MT_CHANNEL_FAR},      {MT_STR("soundflower"), MT_CHANNEL_FAR},
    {MT_STR("jabra"), MT_CHANNEL_DEVICE},       {MT_STR("airpods"), MT_CHANNEL_DEVICE},
    {MT_STR("plantronics"), MT_CHANNEL_DEVICE}, {MT_STR("sennheiser"), MT_CHANNEL_DEVICE},
    {MT_STR("logitech"), MT_CHANNEL_DEVICE},    {MT_STR("yealink"), MT_CHANNEL_DEVICE},
    {MT_STR("realtek"), MT_CHANNEL_DEVICE},     {MT_STR("macbook"), MT_CHANNEL_DEVICE},
    {MT_STR("iphone"), MT_CHANNEL_DEVICE},      {MT_STR("ipad"), MT_CHANNEL_DEVICE},
    {MT_STR("microphone"), MT_CHANNEL_DEVICE},  {MT_STR("speakerphone"), MT_CHANNEL_DEVICE},
    {MT_STR("headset"), MT_CHANNEL_DEVICE},     {MT_STR("headphones"), MT_CHANNEL_DEVICE},
    {MT_STR("earbuds"), MT_CHANNEL_DEVICE},     {MT_STR("webcam"), MT_CHANNEL_DEVICE},
    {MT_STR("bluetooth"), MT_CHANNEL_DEVICE},   {MT_STR("usb"), MT_CHANNEL_DEVICE}};

static enum mt_channel look_up(const struct channel_word *words, size_t n, struct mt_str word)
{
    for (size_t i = 0; i < n; i++)
        if (mt_str_eq_nocase(words[i].word, word))
            return words[i].channel;
    return MT_CHANNEL_NONE;
}

static bool next_word(struct mt_str *rest, struct mt_str *word)
{
    size_t begin = 0, end;
    while (begin < rest->len && !mt_is_alnum(rest->ptr[begin]) &&
           (unsigned char)rest->ptr[begin] < 0x80)
        begin++;
    end = begin;
    while (end < rest->len &&
           (mt_is_alnum(rest->ptr[end]) || (unsigned char)rest->ptr[end] >= 0x80))
        end++;
    *word = mt_str_slice(*rest, begin, end);
    *rest = mt_str_slice(*rest, end, rest->len);
    return word->len > 0;
}

enum mt_channel mt_channel_of(struct mt_str label)
{
    enum mt_channel channel = MT_CHANNEL_NONE;
    struct mt_str rest = label, word;
    bool plain = true;
    if (label.len == 1 && mt_is_alpha(label.ptr[0])) /* "Q", "A" */
        return MT_CHANNEL_NOBODY;
    while (next_word(&rest, &word)) {
        enum mt_channel device = look_up(device_words, MT_COUNT(device_words), word);
        if (device != MT_CHANNEL_NONE)
            return device;
        enum mt_channel found = look_up(plain_words, MT_COUNT(plain_words), word);
        if (found == MT_CHANNEL_NONE)
            plain = plain && (word.len == 1 || mt_is_digit(word.ptr[0]));
        else if (channel != MT_CHANNEL_FAR)
            channel = found;
    }
    return plain ? channel : MT_CHANNEL_NONE;
}

bool mt_speaker_is_channel(struct mt_str label)
{
    return mt_channel_of(label) != MT_CHANNEL_NONE;
}
