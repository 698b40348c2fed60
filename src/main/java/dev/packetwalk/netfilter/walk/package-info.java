/**
 * Walks packets, and sets of packets, through a ruleset and a conntrack table; the result explains itself.
 *
 * <p>Knows nothing about text formats, sandboxes or grades.
 */
@NullMarked
package dev.packetwalk.netfilter.walk;

import org.jspecify.annotations.NullMarked;
