/* words.c - The words that English speech begins sentences with
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/words.h"

struct word {
    struct mt_str word;
    int starts; /* of 10,000 sentences */
};

/* Written down from knowledge of the language, not counted in any corpus. Sorted bytewise. */
static const struct word words[] = {
    {MT_STR("'cause"), 10},     {MT_STR("'kay"), 3},
    {MT_STR("a"), 51},          {MT_STR("absolutely"), 14},
    {MT_STR("actually"), 24},   {MT_STR("after"), 10},
    {MT_STR("again"), 10},      {MT_STR("agree"), 2},
    {MT_STR("agreed"), 5},      {MT_STR("ah"), 43},
    {MT_STR("aha"), 5},         {MT_STR("ain't"), 1},
    {MT_STR("all"), 43},        {MT_STR("alright"), 24},
    {MT_STR("also"), 26},       {MT_STR("although"), 5},
    {MT_STR("am"), 5},          {MT_STR("amazing"), 3},
    {MT_STR("an"), 7},          {MT_STR("and"), 544},
    {MT_STR("another"), 9},     {MT_STR("any"), 14},
    {MT_STR("anybody"), 2},     {MT_STR("anyone"), 3},
    {MT_STR("anything"), 4},    {MT_STR("anyway"), 10},
    {MT_STR("apart"), 1},       {MT_STR("apparently"), 3},
    {MT_STR("are"), 31},        {MT_STR("aren't"), 2},
    {MT_STR("as"), 31},         {MT_STR("ask"), 1},
    {MT_STR("assuming"), 2},    {MT_STR("at"), 22},
    {MT_STR("awesome"), 7},     {MT_STR("aye"), 3},
    {MT_STR("back"), 3},        {MT_STR("basically"), 9},
    {MT_STR("be"), 5},          {MT_STR("beautiful"), 1},
    {MT_STR("because"), 51},    {MT_STR("been"), 2},
    {MT_STR("before"), 7},      {MT_STR("being"), 1},
    {MT_STR("below"), 0},       {MT_STR("besides"), 1},
    {MT_STR("best"), 2},        {MT_STR("better"), 2},
    {MT_STR("between"), 2},     {MT_STR("big"), 2},
    {MT_STR("both"), 5},        {MT_STR("brilliant"), 2},
    {MT_STR("bring"), 1},       {MT_STR("but"), 281},
    {MT_STR("by"), 9},          {MT_STR("bye"), 10},
    {MT_STR("call"), 2},        {MT_STR("can"), 47},
    {MT_STR("can't"), 5},       {MT_STR("cause"), 12},
    {MT_STR("certainly"), 6},   {MT_STR("check"), 2},
    {MT_STR("cheers"), 3},      {MT_STR("ciao"), 1},
    {MT_STR("clearly"), 3},     {MT_STR("come"), 6},
    {MT_STR("coming"), 1},      {MT_STR("congratulations"), 3},
    {MT_STR("consider"), 0},    {MT_STR("cool"), 22},
    {MT_STR("correct"), 10},    {MT_STR("could"), 22},
    {MT_STR("couldn't"), 1},    {MT_STR("currently"), 3},
    {MT_STR("damn"), 2},        {MT_STR("day"), 1},
    {MT_STR("dear"), 2},        {MT_STR("definitely"), 10},
    {MT_STR("depending"), 2},   {MT_STR("depends"), 3},
    {MT_STR("did"), 22},        {MT_STR("didn't"), 5},
    {MT_STR("do"), 44},         {MT_STR("does"), 19},
    {MT_STR("doesn't"), 4},     {MT_STR("don"), 2},
    {MT_STR("don't"), 14},      {MT_STR("during"), 3},
    {MT_STR("each"), 4},        {MT_STR("earlier"), 2},
    {MT_STR("eh"), 4},          {MT_STR("eight"), 2},
    {MT_STR("either"), 3},      {MT_STR("else"), 0},
    {MT_STR("enough"), 1},      {MT_STR("er"), 9},
    {MT_STR("erm"), 7},         {MT_STR("especially"), 2},
    {MT_STR("essentially"), 2}, {MT_STR("even"), 9},
    {MT_STR("evening"), 1},     {MT_STR("ever"), 1},
    {MT_STR("every"), 7},       {MT_STR("everybody"), 4},
    {MT_STR("everyone"), 4},    {MT_STR("everything"), 3},
    {MT_STR("exactly"), 26},    {MT_STR("excellent"), 7},
    {MT_STR("fair"), 6},        {MT_STR("finally"), 6},
    {MT_STR("fine"), 9},        {MT_STR("first"), 14},
    {MT_STR("five"), 3},        {MT_STR("folks"), 2},
    {MT_STR("following"), 2},   {MT_STR("for"), 51},
    {MT_STR("forget"), 2},      {MT_STR("four"), 3},
    {MT_STR("frankly"), 3},     {MT_STR("from"), 19},
    {MT_STR("further"), 2},     {MT_STR("furthermore"), 3},
    {MT_STR("generally"), 2},   {MT_STR("get"), 7},
    {MT_STR("give"), 6},        {MT_STR("given"), 3},
    {MT_STR("go"), 12},         {MT_STR("god"), 3},
    {MT_STR("going"), 4},       {MT_STR("gonna"), 3},
    {MT_STR("good"), 44},       {MT_STR("gosh"), 3},
    {MT_STR("got"), 10},        {MT_STR("great"), 31},
    {MT_STR("guess"), 3},       {MT_STR("guys"), 3},
    {MT_STR("had"), 3},         {MT_STR("hang"), 3},
    {MT_STR("happy"), 3},       {MT_STR("has"), 5},
    {MT_STR("hasn't"), 1},      {MT_STR("have"), 14},
    {MT_STR("haven't"), 2},     {MT_STR("having"), 2},
    {MT_STR("he"), 64},         {MT_STR("he's"), 19},
    {MT_STR("hearing"), 1},     {MT_STR("hello"), 24},
    {MT_STR("help"), 1},        {MT_STR("hence"), 1},
    {MT_STR("her"), 3},         {MT_STR("here"), 24},
    {MT_STR("here's"), 14},     {MT_STR("hers"), 0},
    {MT_STR("hey"), 31},        {MT_STR("hi"), 34},
    {MT_STR("high"), 0},        {MT_STR("him"), 1},
    {MT_STR("his"), 3},         {MT_STR("hm"), 17},
    {MT_STR("hmm"), 38},        {MT_STR("hold"), 5},
    {MT_STR("honestly"), 3},    {MT_STR("hopefully"), 3},
    {MT_STR("how"), 44},        {MT_STR("how'd"), 1},
    {MT_STR("how's"), 14},      {MT_STR("however"), 7},
    {MT_STR("huh"), 9},         {MT_STR("i"), 680},
    {MT_STR("i'd"), 30},        {MT_STR("i'll"), 47},
    {MT_STR("i'm"), 102},       {MT_STR("i've"), 38},
    {MT_STR("idea"), 0},        {MT_STR("if"), 111},
    {MT_STR("imagine"), 2},     {MT_STR("in"), 68},
    {MT_STR("including"), 0},   {MT_STR("indeed"), 3},
    {MT_STR("inside"), 1},      {MT_STR("instead"), 2},
    {MT_STR("interesting"), 5}, {MT_STR("into"), 1},
    {MT_STR("is"), 39},         {MT_STR("isn't"), 6},
    {MT_STR("it"), 247},        {MT_STR("it'd"), 3},
    {MT_STR("it'll"), 4},       {MT_STR("it's"), 170},
    {MT_STR("its"), 3},         {MT_STR("just"), 31},
    {MT_STR("kay"), 3},         {MT_STR("keep"), 4},
    {MT_STR("kind"), 6},        {MT_STR("know"), 5},
    {MT_STR("ladies"), 1},      {MT_STR("last"), 5},
    {MT_STR("later"), 1},       {MT_STR("less"), 1},
    {MT_STR("let"), 38},        {MT_STR("let's"), 41},
    {MT_STR("like"), 43},       {MT_STR("likewise"), 2},
    {MT_STR("listen"), 3},      {MT_STR("long"), 1},
    {MT_STR("look"), 17},       {MT_STR("looking"), 3},
    {MT_STR("looks"), 4},       {MT_STR("lots"), 2},
    {MT_STR("lovely"), 3},      {MT_STR("madam"), 3},
    {MT_STR("made"), 0},        {MT_STR("make"), 4},
    {MT_STR("makes"), 3},       {MT_STR("many"), 5},
    {MT_STR("may"), 5},         {MT_STR("maybe"), 38},
    {MT_STR("me"), 4},          {MT_STR("mean"), 3},
    {MT_STR("meanwhile"), 2},   {MT_STR("meeting"), 1},
    {MT_STR("mhm"), 14},        {MT_STR("might"), 3},
    {MT_STR("mister"), 2},      {MT_STR("mm"), 51},
    {MT_STR("mmhmm"), 3},       {MT_STR("mmm"), 7},
    {MT_STR("more"), 7},        {MT_STR("morning"), 2},
    {MT_STR("most"), 7},        {MT_STR("mostly"), 2},
    {MT_STR("moving"), 2},      {MT_STR("mr"), 7},
    {MT_STR("mrs"), 1},         {MT_STR("ms"), 1},
    {MT_STR("much"), 2},        {MT_STR("must"), 2},
    {MT_STR("my"), 31},         {MT_STR("myself"), 1},
    {MT_STR("nah"), 4},         {MT_STR("near"), 0},
    {MT_STR("need"), 3},        {MT_STR("neither"), 2},
    {MT_STR("never"), 5},       {MT_STR("new"), 3},
    {MT_STR("next"), 10},       {MT_STR("nice"), 14},
    {MT_STR("nine"), 1},        {MT_STR("no"), 162},
    {MT_STR("nobody"), 2},      {MT_STR("none"), 1},
    {MT_STR("nope"), 7},        {MT_STR("nor"), 3},
    {MT_STR("normally"), 2},    {MT_STR("not"), 34},
    {MT_STR("nothing"), 3},     {MT_STR("now"), 77},
    {MT_STR("number"), 3},      {MT_STR("obviously"), 9},
    {MT_STR("of"), 24},         {MT_STR("off"), 2},
    {MT_STR("often"), 1},       {MT_STR("oh"), 111},
    {MT_STR("ok"), 111},        {MT_STR("okay"), 281},
    {MT_STR("old"), 0},         {MT_STR("on"), 31},
    {MT_STR("once"), 7},        {MT_STR("one"), 17},
    {MT_STR("ones"), 0},        {MT_STR("only"), 9},
    {MT_STR("ooh"), 7},         {MT_STR("oops"), 3},
    {MT_STR("or"), 38},         {MT_STR("originally"), 1},
    {MT_STR("other"), 3},       {MT_STR("otherwise"), 4},
    {MT_STR("ouch"), 1},        {MT_STR("our"), 14},
    {MT_STR("out"), 3},         {MT_STR("over"), 4},
    {MT_STR("overall"), 2},     {MT_STR("own"), 0},
    {MT_STR("part"), 2},        {MT_STR("people"), 9},
    {MT_STR("perfect"), 10},    {MT_STR("perhaps"), 9},
    {MT_STR("play"), 0},        {MT_STR("please"), 10},
    {MT_STR("plus"), 5},        {MT_STR("point"), 3},
    {MT_STR("possibly"), 2},    {MT_STR("pretty"), 3},
    {MT_STR("probably"), 10},   {MT_STR("problem"), 0},
    {MT_STR("put"), 3},         {MT_STR("question"), 3},
    {MT_STR("quick"), 2},       {MT_STR("quickly"), 1},
    {MT_STR("quite"), 3},       {MT_STR("rather"), 2},
    {MT_STR("read"), 1},        {MT_STR("really"), 12},
    {MT_STR("regarding"), 2},   {MT_STR("remember"), 4},
    {MT_STR("right"), 119},     {MT_STR("run"), 0},
    {MT_STR("said"), 1},        {MT_STR("same"), 6},
    {MT_STR("say"), 3},         {MT_STR("says"), 1},
    {MT_STR("second"), 3},      {MT_STR("secondly"), 3},
    {MT_STR("see"), 12},        {MT_STR("seems"), 3},
    {MT_STR("send"), 1},        {MT_STR("set"), 1},
    {MT_STR("seven"), 1},       {MT_STR("several"), 2},
    {MT_STR("shall"), 4},       {MT_STR("she"), 38},
    {MT_STR("she's"), 12},      {MT_STR("should"), 7},
    {MT_STR("shouldn't"), 2},   {MT_STR("show"), 2},
    {MT_STR("similarly"), 3},   {MT_STR("simple"), 1},
    {MT_STR("since"), 6},       {MT_STR("sir"), 2},
    {MT_STR("six"), 2},         {MT_STR("so"), 476},
    {MT_STR("some"), 14},       {MT_STR("somebody"), 3},
    {MT_STR("somehow"), 1},     {MT_STR("someone"), 3},
    {MT_STR("something"), 7},   {MT_STR("sometimes"), 4},
    {MT_STR("somewhere"), 1},   {MT_STR("soon"), 1},
    {MT_STR("sorry"), 34},      {MT_STR("sort"), 4},
    {MT_STR("sounds"), 10},     {MT_STR("speaking"), 2},
    {MT_STR("start"), 3},       {MT_STR("starting"), 1},
    {MT_STR("still"), 7},       {MT_STR("stop"), 3},
    {MT_STR("such"), 2},        {MT_STR("suddenly"), 0},
    {MT_STR("suppose"), 1},     {MT_STR("sure"), 31},
    {MT_STR("take"), 5},        {MT_STR("talk"), 2},
    {MT_STR("tell"), 4},        {MT_STR("ten"), 2},
    {MT_STR("than"), 2},        {MT_STR("thank"), 51},
    {MT_STR("thanks"), 34},     {MT_STR("that"), 162},
    {MT_STR("that'd"), 3},      {MT_STR("that'll"), 3},
    {MT_STR("that's"), 162},    {MT_STR("the"), 281},
    {MT_STR("their"), 4},       {MT_STR("them"), 2},
    {MT_STR("themselves"), 0},  {MT_STR("then"), 64},
    {MT_STR("there"), 60},      {MT_STR("there'll"), 1},
    {MT_STR("there're"), 1},    {MT_STR("there's"), 43},
    {MT_STR("therefore"), 3},   {MT_STR("these"), 17},
    {MT_STR("they"), 81},       {MT_STR("they'll"), 7},
    {MT_STR("they're"), 24},    {MT_STR("they've"), 9},
    {MT_STR("thing"), 1},       {MT_STR("things"), 3},
    {MT_STR("think"), 3},       {MT_STR("third"), 2},
    {MT_STR("thirdly"), 1},     {MT_STR("this"), 81},
    {MT_STR("those"), 15},      {MT_STR("though"), 2},
    {MT_STR("three"), 4},       {MT_STR("through"), 3},
    {MT_STR("throughout"), 1},  {MT_STR("thus"), 1},
    {MT_STR("time"), 2},        {MT_STR("to"), 34},
    {MT_STR("today"), 7},       {MT_STR("together"), 1},
    {MT_STR("tomorrow"), 2},    {MT_STR("too"), 2},
    {MT_STR("totally"), 7},     {MT_STR("toward"), 0},
    {MT_STR("true"), 5},        {MT_STR("try"), 3},
    {MT_STR("turn"), 1},        {MT_STR("twenty"), 2},
    {MT_STR("twice"), 0},       {MT_STR("two"), 5},
    {MT_STR("uh"), 145},        {MT_STR("uhhuh"), 3},
    {MT_STR("um"), 170},        {MT_STR("under"), 2},
    {MT_STR("understood"), 3},  {MT_STR("unfortunately"), 4},
    {MT_STR("unless"), 3},      {MT_STR("until"), 3},
    {MT_STR("up"), 4},          {MT_STR("us"), 1},
    {MT_STR("use"), 2},         {MT_STR("using"), 1},
    {MT_STR("usually"), 2},     {MT_STR("various"), 0},
    {MT_STR("very"), 12},       {MT_STR("wait"), 14},
    {MT_STR("wanna"), 2},       {MT_STR("want"), 3},
    {MT_STR("was"), 10},        {MT_STR("wasn't"), 3},
    {MT_STR("watch"), 1},       {MT_STR("way"), 1},
    {MT_STR("we"), 264},        {MT_STR("we'd"), 13},
    {MT_STR("we'll"), 38},      {MT_STR("we're"), 60},
    {MT_STR("we've"), 38},      {MT_STR("week"), 0},
    {MT_STR("welcome"), 5},     {MT_STR("well"), 153},
    {MT_STR("were"), 5},        {MT_STR("what"), 102},
    {MT_STR("what're"), 1},     {MT_STR("what's"), 27},
    {MT_STR("whatever"), 3},    {MT_STR("when"), 38},
    {MT_STR("when's"), 2},      {MT_STR("where"), 17},
    {MT_STR("where's"), 7},     {MT_STR("whether"), 3},
    {MT_STR("which"), 31},      {MT_STR("while"), 4},
    {MT_STR("who"), 20},        {MT_STR("who's"), 9},
    {MT_STR("whoa"), 3},        {MT_STR("whoever"), 0},
    {MT_STR("whole"), 0},       {MT_STR("whose"), 1},
    {MT_STR("why"), 26},        {MT_STR("why's"), 0},
    {MT_STR("will"), 10},       {MT_STR("with"), 22},
    {MT_STR("within"), 1},      {MT_STR("without"), 3},
    {MT_STR("won"), 0},         {MT_STR("won't"), 3},
    {MT_STR("wonderful"), 3},   {MT_STR("work"), 2},
    {MT_STR("works"), 1},       {MT_STR("world"), 0},
    {MT_STR("worse"), 0},       {MT_STR("worst"), 0},
    {MT_STR("would"), 12},      {MT_STR("wouldn't"), 2},
    {MT_STR("wow"), 14},        {MT_STR("y'all"), 1},
    {MT_STR("yay"), 2},         {MT_STR("yeah"), 527},
    {MT_STR("year"), 0},        {MT_STR("yep"), 34},
    {MT_STR("yes"), 145},       {MT_STR("yesterday"), 3},
    {MT_STR("yet"), 3},         {MT_STR("you"), 281},
    {MT_STR("you'd"), 7},       {MT_STR("you'll"), 13},
    {MT_STR("you're"), 43},     {MT_STR("you've"), 15},
    {MT_STR("your"), 14},       {MT_STR("yours"), 0},
    {MT_STR("yup"), 9},
};

/* An upper bound on the length of a listed word. */
#define WORD_MAX 15

/* Lower case, and the typographic apostrophe plain; false when it is longer than any listed word.
 */
static bool fold_word(struct mt_str word, char room[WORD_MAX], struct mt_str *out)
{
    static const struct mt_str apostrophe = MT_STR("\u2019");
    size_t n = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (n == WORD_MAX)
            return false;
        if (mt_str_starts(mt_str_slice(word, i, word.len), apostrophe)) {
            room[n++] = '\'';
            i += apostrophe.len - 1;
        } else {
            room[n++] = mt_to_lower(word.ptr[i]);
        }
    }
    *out = mt_str_of(room, n);
    return true;
}

static int compare_word(const void *key, const void *element)
{
    const struct mt_str *word = key;
    const struct word *listed = element;
    return mt_str_compare(*word, listed->word);
}

static const struct word *find_word(struct mt_str word)
{
    char room[WORD_MAX];
    struct mt_str folded;
    if (!fold_word(word, room, &folded))
        return NULL;
    return bsearch(&folded, words, MT_COUNT(words), sizeof words[0], compare_word);
}

bool mt_word_is_common(struct mt_str word)
{
    return find_word(word) != NULL;
}

double mt_word_starts(struct mt_str word)
{
    const struct word *found = find_word(word);
    return found ? found->starts * (MT_WORD_STARTS_SUM / 10000) : 0;
}
