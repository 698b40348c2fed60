/**
 * What {@code ./packetwalk bench} measures: claims, cold starts, rulesets, terminals, live grades and memory, each as ratios or against its goal
 * in one run on one machine.
 */
@NullMarked
package dev.packetwalk.bench;

import org.jspecify.annotations.NullMarked;
