package dev.packetwalk.netfilter.text;

/**
 * The end of a change of the ruleset.
 *
 * @param generation the kernel's number of the ruleset, one more with each change
 * @param process the process id that made it, in the monitor's process namespace
 * @param program its name, cut to 15 characters
 * @param raw the line
 * @param line its 1-based number
 */
public record NewGeneration(long generation, long process, String program, String raw, int line)
        implements MonitorLine {}
