/* Rules that iptables-legacy made: they are not in nf_tables, and the kernel tells nobody when they change. */
#ifndef LEGACY_H
#define LEGACY_H

#include <stddef.h>
#include <stdint.h>

/* Looks at the tables' sizes, and tells of a new generation of rules when they are others than the last time. */
void legacy_look(void);

/* Milliseconds until legacy_expire() has something to do. */
int legacy_patience(void);

/* Looks now and then. */
void legacy_expire(void);

/* Whether there are such tables, by the last look; one that was only listed is there, and empty. */
int legacy_is_there(void);

/* How many changes were seen: they count as generations of the rules. */
uint32_t legacy_generations(void);

/*
 * Adds what iptables-legacy-save printed to a listing of length *length that ends with NUL, the first twenty rules and policies other than
 * ACCEPT as comments "# iptables-legacy <table>: <text>". Returns the listing, which may have moved; unchanged without memory.
 */
char *legacy_append(char *listing, size_t *length, const char *printed);

#endif
