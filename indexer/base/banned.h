/* banned.h - Functions that have a safer form in this project
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Included by base.h after the system headers, so that a call of any of these fails to compile
 * with its own name in the message. The idea is git's banned.h.
 */
#ifndef MT_BASE_BANNED_H
#define MT_BASE_BANNED_H

#ifndef __cplusplus

#define MT_BANNED(name) mt_sorry_##name##_is_a_banned_function

/* unbounded or silently cutting: use mt_str, mt_buf, snprintf */
#undef strcpy
#define strcpy(to, from) MT_BANNED(strcpy)
#undef strcat
#define strcat(to, from) MT_BANNED(strcat)
#undef strncpy
#define strncpy(to, from, n) MT_BANNED(strncpy)
#undef strncat
#define strncat(to, from, n) MT_BANNED(strncat)
#undef sprintf
#define sprintf(...) MT_BANNED(sprintf)
#undef vsprintf
#define vsprintf(...) MT_BANNED(vsprintf)
#undef strtok
#define strtok(s, separators) MT_BANNED(strtok)

/* no error reporting: use mt_str_to_u64 */
#undef atoi
#define atoi(s) MT_BANNED(atoi)
#undef atol
#define atol(s) MT_BANNED(atol)
#undef atof
#define atof(s) MT_BANNED(atof)

/* static buffers: use the _r forms */
#undef gmtime
#define gmtime(t) MT_BANNED(gmtime)
#undef localtime
#define localtime(t) MT_BANNED(localtime)
#undef ctime
#define ctime(t) MT_BANNED(ctime)
#undef asctime
#define asctime(t) MT_BANNED(asctime)

/* locale, and undefined for a negative char: use mt_is_space and its kin (str.h) */
#undef isspace
#define isspace(c) MT_BANNED(isspace)
#undef isalpha
#define isalpha(c) MT_BANNED(isalpha)
#undef isdigit
#define isdigit(c) MT_BANNED(isdigit)
#undef isalnum
#define isalnum(c) MT_BANNED(isalnum)
#undef isupper
#define isupper(c) MT_BANNED(isupper)
#undef islower
#define islower(c) MT_BANNED(islower)
#undef ispunct
#define ispunct(c) MT_BANNED(ispunct)
#undef tolower
#define tolower(c) MT_BANNED(tolower)
#undef toupper
#define toupper(c) MT_BANNED(toupper)

#endif

#endif
