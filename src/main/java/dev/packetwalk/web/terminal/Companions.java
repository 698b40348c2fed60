package dev.packetwalk.web.terminal;

import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.TerminalName;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Who looks on at learners' terminals just now, so that each learner can be told. A place in it lasts as long as its socket. */
@Singleton
public final class Companions {
    private final Terminals terminals;
    private final Map<String, Companion> present = new ConcurrentHashMap<>();
    private final List<Consumer<UUID>> listeners = new CopyOnWriteArrayList<>();

    Companions(Terminals terminals) {
        this.terminals = terminals;
    }

    /** The names of a sandbox's terminals that can be looked on at. */
    public List<String> open(SandboxId sandbox) {
        return terminals.attached(sandbox).stream().map(TerminalName::value).toList();
    }

    /**
     * An instructor at a learner's terminal.
     *
     * @param name what the instructor is called: hostile text
     * @param taught the class through which they may
     * @param since from when
     * @param typed whether they have typed something
     */
    public record Companion(UUID learner, UUID taught, String name, Instant since, boolean typed) {}

    /** Who looks on at a learner's terminals, the longest first. */
    public List<Companion> of(UUID learner) {
        return present.values().stream()
                .filter(companion -> companion.learner().equals(learner))
                .sorted(Comparator.comparing(Companion::since))
                .toList();
    }

    /** Tells the learner's id whenever somebody comes, goes, or begins to type. Must not block. */
    public void listen(Consumer<UUID> listener) {
        listeners.add(listener);
    }

    void come(String connection, Companion companion) {
        present.put(connection, companion);
        tell(companion);
    }

    void typed(String connection) {
        Companion now = present.computeIfPresent(
                connection, (_, c) -> new Companion(c.learner(), c.taught(), c.name(), c.since(), true));
        if (now != null) {
            tell(now);
        }
    }

    void go(String connection) {
        Companion gone = present.remove(connection);
        if (gone != null) {
            tell(gone);
        }
    }

    private void tell(Companion about) {
        listeners.forEach(listener -> listener.accept(about.learner()));
    }
}
