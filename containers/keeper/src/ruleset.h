/* What the kernel knows of this namespace's nf_tables, over netlink (linux/netfilter/nf_tables.h). */
#ifndef RULESET_H
#define RULESET_H

#include <stdint.h>
#include <sys/types.h>

/* The keeper's own table, family inet. */
#define KEEPER_TABLE "packetwalk"

/*
 * Makes the keeper's table. Nobody but this process can change or remove it ("flags owner"), it goes when the process goes, and
 * iptables-save does not show it. A rule in it refers to conntrack, so that the kernel tracks connections from now on. Exits when
 * it fails.
 */
void ruleset_open(void);

/*
 * The current generation in *generation, not counting those that the keeper itself made, and counting the changes that it saw in tables of
 * iptables-legacy; returns 0, or -1 with errno.
 */
int ruleset_generation(uint32_t *generation);

struct wanted;

/* Has the kernel trace packets of this kind from now on, instead of those before; NULL for none. Returns 0, or -1 with errno. */
int ruleset_watch(const struct wanted *wanted);

/* How many packets there have been of the kind that is watched for, or was last. */
uint64_t ruleset_watched(void);

/* Whether what a message of the kernel tells was asked for by the keeper, by the port that the message names. */
int ruleset_is_own(uint32_t port);

/* How many generations the keeper itself has made. */
uint32_t ruleset_own_generations(void);

/* Whether there are tables other than the keeper's and those that iptables-save shows: 1 or 0, or -1 with errno. */
int ruleset_has_more(void);

/* The place of a rule in its chain, from 1; 0 when it is not there (any more). Names are at most NFT_NAME_MAXLEN long. */
int ruleset_place(int family, const char *table, const char *chain, uint64_t handle);

/* A new generation, as the kernel tells it. */
struct ruleset_change {
    uint32_t generation;
    uint32_t pid;      /* of whoever changed it, as the host counts */
    char program[16];  /* and its name: hostile bytes */
};

/* Opens a socket that becomes readable when rules change; -1 never, exits when it fails. */
int changes_open(void);

/*
 * Reads all changes that are waiting. Returns 1 with the newest one, 0 when there was none, and sets *gap when the kernel had to
 * drop some.
 */
int changes_read(int socket, struct ruleset_change *newest, int *gap);

#endif
