package dev.packetwalk.sandbox;

import java.time.Instant;
import java.util.UUID;

/**
 * A learner's right to a sandbox.
 *
 * @param id the sandbox
 * @param learner whose it is
 * @param name what the learner has it for, such as {@code iptables-following-a-packet/minimal-firewall}; one sandbox for each
 * @param topology the name of its topology
 * @param claimedAt when it was handed over
 * @param idleEndsAt when it ends unless the learner does something; never after {@code hardEndsAt}
 * @param hardEndsAt when it ends whatever the learner does
 */
public record Lease(
        SandboxId id,
        UUID learner,
        String name,
        String topology,
        Instant claimedAt,
        Instant idleEndsAt,
        Instant hardEndsAt) {}
