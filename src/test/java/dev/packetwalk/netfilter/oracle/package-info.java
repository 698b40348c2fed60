/**
 * The model against the kernel: a box, a host outside and a host behind it as network namespaces; rules are loaded, packets sent,
 * and the kernel's own trace is compared, hook by hook, with what the walk says.
 *
 * <p>Needs root and Linux 6.18 or newer, whose trace carries what connection tracking says. {@link
 * dev.packetwalk.netfilter.oracle.Oracle} runs any number of random cases.
 */
@NullMarked
package dev.packetwalk.netfilter.oracle;

import org.jspecify.annotations.NullMarked;
