package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Family;

/**
 * The chain that a line of a trace is about.
 *
 * @param family of the table
 * @param table its name
 * @param chain its name
 */
public record TracePlace(Family family, String table, String chain) {}
