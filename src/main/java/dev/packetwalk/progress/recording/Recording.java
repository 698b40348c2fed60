package dev.packetwalk.progress.recording;

import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.TerminalName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a recording without what was recorded.
 *
 * @param id names it, and can't be guessed
 * @param learner whose it is
 * @param sandbox where it was made; it may be gone
 * @param purpose what the learner had the sandbox for, such as {@code iptables-following-a-packet/minimal-firewall}
 * @param beganAt when it began: the zero of its clock
 * @param lastAt when its last event was
 * @param ending why nothing is added any more; {@code null} while something may be
 * @param terminals those that showed something, in the order of their numbers
 * @param audience the names of the classes whose instructors may see it now: hostile text
 */
public record Recording(
        String id,
        UUID learner,
        SandboxId sandbox,
        String purpose,
        Instant beganAt,
        Instant lastAt,
        @Nullable RecordingEnding ending,
        List<TerminalName> terminals,
        List<String> audience) {
    public Recording {
        terminals = List.copyOf(terminals);
        audience = List.copyOf(audience);
    }
}
