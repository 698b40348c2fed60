package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Policy;
import java.util.Optional;

/**
 * The line that starts a chain in a listing.
 *
 * @param name of the chain
 * @param policy of a base chain
 * @param packets how many met the policy; with {@code -v} only
 * @param bytes how many they had; with {@code -v} only
 * @param references how many rules jump to it; of a user-defined chain
 * @param raw the line
 * @param line its 1-based number
 */
public record ListedChain(
        String name,
        Optional<Policy> policy,
        Optional<ListedCount> packets,
        Optional<ListedCount> bytes,
        Optional<Integer> references,
        String raw,
        int line)
        implements ListedLine {}
