/**
 * Reads and prints what iptables, nft and conntrack print; keeps raw lines; returns values and problems.
 *
 * <p>Knows nothing about where a text came from and runs no program.
 */
@NullMarked
package dev.packetwalk.netfilter.text;

import org.jspecify.annotations.NullMarked;
