/**
 * The vocabulary of netfilter: ruleset, table, chain, rule, match, target, packet, flow, verdict.
 *
 * <p>Immutable values only. Knows nothing about text formats, files, clocks, frameworks, lessons or sandboxes.
 */
@NullMarked
package dev.packetwalk.netfilter;

import org.jspecify.annotations.NullMarked;
