/* field_words.c - Words that head the fields of notes and mails, and are nobody's name
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/field_words.h"

/* Longer words are none of them. */
#define WORD_MAX 24

/* Written down from knowledge of how notes are kept, not counted in any corpus. By the first
 * letter, in lower case, mostly in the singular, a space on both sides of each. */
static const char *const words['z' - 'a' + 1] = {
    ['a' - 'a'] =
        " applause abstract access action actual additional address adresse advantage afternoon "
        "agenda aka alias also alternative amount analysis answer api approach apr "
        "architecture area argument article artifact asked assessment assignee "
        "assumption asunto at attachment attendee audio aug authors ",
    ['b' - 'a'] = " backend background base bcc begin behavior behaviour benefit best betreff "
                  "blocker body book bottleneck branch break breakfast budget bug bugfix build by ",
    ['c' - 'a'] =
        " crosstalk camera category cause cc challenge change changelog chapter check city closing "
        "code color comment commit company component con concern conclusion condition "
        "config configuration cons consequence constraint contact content context "
        "contract contributor copyright correction cost counterpoint country created "
        "criteria current ",
    ['d' - 'a'] = " data database date day de deadline dec december decision default definition "
                  "delivery demo department dependency deploy deployment description design "
                  "desktop destination detail details device diff difference dinner disadvantage "
                  "disclaimer discussion doc docs document documentation domain done doors "
                  "download downside draft due duration ",
    ['e' - 'a'] = " edit editor effect effort email end endpoint entity enviado envoyé episode "
                  "error estimate eta evening evidence example exception expected experience "
                  "explanation extra ",
    ['f' - 'a'] = " fact failure fax feature feb february fecha fee feedback field figure file "
                  "finding fix flow focus follow-up followup footnote format frage framework "
                  "frequency fri friday from frontend function future ",
    ['g' - 'a'] = " gender gesendet given goal group guideline guidelines ",
    ['h' - 'a'] = " hardware header heading headline height hint history home hostname hours how "
                  "html http https hypothesis ",
    ['i' - 'a'] =
        " inaudible id idea image impact implementation important improvement in incident info "
        "information input install installation instruction instructions interval intro "
        "introduction invitees issue item ",
    ['j' - 'a'] = " jan january job jul july ",
    ['k' - 'a'] = " key keynote keyword kickoff kind ",
    ['l' - 'a'] =
        " laughter label language latency lead lesson level licence license limit limitation link "
        "list location log logic lunch ",
    ['m' - 'a'] =
        " music mail maintainer management mar march meaning measure media meeting memory "
        "message method metric metrics milestone minutes mission mitigation mobile mode "
        "model module monday month morning motivation ",
    ['n' - 'a'] = " name names need network new next node noon note notes nov november number ",
    ['o' - 'a'] = " object objection objective objet observation oct october office on only open "
                  "opening opinion option order org organisation organization origin original "
                  "other outcome output overview own owner ",
    ['p' - 'a'] =
        " pause package page paper para parameter parent part password path payment people "
        "performance period permission phase phone photo pitfall place plan platform "
        "plus point policy port position postscript potential pr precondition prediction "
        "prefix prerequisite present presentation previous price principle priority "
        "privacy pro problem procedure process product profile program progress project "
        "proof property proposal pros protocol prototype provider ps publication "
        "published purpose ",
    ['q' - 'a'] = " qa quality quantity question questions quote ",
    ['r' - 'a'] = " ranking rate rating rationale reason recap recommendation recording reference "
                  "references region registration related release remark reminder repo report "
                  "repository requirement requirements resolution resource resources response "
                  "responsibility result results revenue review reviewers risk risks roadmap role "
                  "root rule runtime ",
    ['s' - 'a'] =
        " silence sample sat saturday scenario schedule scope score script search section "
        "security sent sep sept september server service session setting settings setup "
        "severity sign signature site situation size skill slide slides snippet software "
        "solution source spec specification sponsor stack stage stakeholder standard "
        "standup start state statement status step steps storage story strategy strength "
        "structure style subject subtitle suggestion sujet summary sun sunday supplement "
        "support system ",
    ['t' - 'a'] = " table tag tags takeaway target task tasks team technique tel telephone tema "
                  "template term terms test testing tests theme then theory threat thu thursday "
                  "ticket time timeline timestamp timezone tip tipp title to today todo together "
                  "tomorrow tool tools topic topics total tradeoff transcript transcription "
                  "transition translation trigger troubleshooting tue tuesday tweet type ",
    ['u' - 'a'] = " unintelligible ubicación ui unit unresolved until update updated upside uri "
                  "url usage use "
                  "username ux ",
    ['v' - 'a'] = " value variable venue verdict version video view vision von votes vs ",
    ['w' - 'a'] = " warning weakness web website wed wednesday week weight welcome what when where "
                  "who why width win word words work workaround workflow workshop ",
    ['x' - 'a'] = "  ",
    ['y' - 'a'] = " year yesterday ",
    ['z' - 'a'] = "  ",
};

/* Whether a word of which `text` has `len` bytes, a space on both sides, is in the table. */
static bool is_in_table(const char *text, size_t len)
{
    return mt_is_lower(text[1]) &&
           mt_str_find(mt_str(words[text[1] - 'a']), mt_str_of(text, len), 0) != MT_NPOS;
}

static bool is_listed(struct mt_str word)
{
    char room[WORD_MAX + 2];
    if (word.len == 0 || word.len > WORD_MAX)
        return false;
    room[0] = ' ';
    for (size_t i = 0; i < word.len; i++)
        room[i + 1] = mt_to_lower(word.ptr[i]);
    room[word.len + 1] = ' ';
    if (is_in_table(room, word.len + 2))
        return true;
    bool plural = word.len > 2 && room[word.len] == 's';
    room[word.len] = ' ';
    return plural && is_in_table(room, word.len + 1);
}

/* "2", "B", "#3": what tells fields of one name apart. */
static bool is_number(struct mt_str word)
{
    if (word.len > 0 && word.ptr[0] == '#')
        word = mt_str_slice(word, 1, word.len);
    return word.len == 1 || (word.len > 0 && mt_is_digit(word.ptr[0]));
}

bool mt_word_heads_field(struct mt_str label)
{
    struct mt_str rest = label, word, last = {NULL, 0}, before = {NULL, 0};
    while (mt_str_next(&rest, ' ', &word)) {
        if (word.len == 0)
            continue;
        before = last;
        last = word;
    }
    return is_listed(last) || (before.len > 0 && is_number(last) && is_listed(before));
}
