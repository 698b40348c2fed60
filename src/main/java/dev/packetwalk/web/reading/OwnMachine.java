package dev.packetwalk.web.reading;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.text.RulesetText;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.web.Lessons;
import dev.packetwalk.web.Recent;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the machine that a learner holds has to show for a lesson just now. */
@Singleton
public final class OwnMachine {
    /** A page does not wait longer for a machine: the text can be read without. */
    private static final long PATIENCE_MS = 40;
    /** Counters and flows are read again after that, although the rules are the same: a whole look is 15 ms of a processor. */
    private static final long HOLDS_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final int MOST_REMEMBERED = 512;
    private static final int LARGEST_REMEMBERED = 64 << 10;

    private final Sandboxes sandboxes;
    private final Lessons lessons;
    /** Guarded by itself. */
    private final Recent<SandboxId, Look> looks = new Recent<>(MOST_REMEMBERED);

    private final Map<SandboxId, CompletableFuture<Optional<Look>>> underWay = new ConcurrentHashMap<>();

    OwnMachine(Sandboxes sandboxes, Lessons lessons) {
        this.sandboxes = sandboxes;
        this.lessons = lessons;
    }

    /**
     * What was seen.
     *
     * @param exercise the exercise for which the learner has the machine
     * @param ruleset its rules
     * @param nft what nft alone can show; empty for nothing
     * @param flows what {@code conntrack -L} prints
     */
    public record Seen(Exercise exercise, Ruleset ruleset, String nft, String flows) {}

    /** What there was at a moment of {@link System#nanoTime()}. */
    private record Look(Ruleset ruleset, String nft, String flows, long generation, long at) {
        boolean holds(long nowInForce) {
            return generation == nowInForce && System.nanoTime() - at < HOLDS_NANOS;
        }
    }

    /** The learner's newest machine of a lesson; empty when they hold none, or it does not answer. */
    public Optional<Seen> of(UUID learner, String lesson) {
        return sandboxes.leases(learner).stream()
                .filter(lease -> lease.name().startsWith(lesson + "/"))
                .max(Comparator.comparing(Lease::claimedAt))
                .flatMap(lease -> exercise(lease).flatMap(exercise -> look(lease, exercise)));
    }

    private Optional<Exercise> exercise(Lease lease) {
        return lessons.exercisesIn(lease.name(), lease.learner()).values().stream()
                .findFirst();
    }

    /** What has been seen by then, now or before: pages are not to stand still where a machine has much to do. */
    private Optional<Seen> look(Lease lease, Exercise exercise) {
        Optional<Look> look;
        try {
            look = underWay.computeIfAbsent(lease.id(), this::begin).get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            Log.debugf("a machine is not looked at for its lesson: %s", e);
            look = remembered(lease.id());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            look = Optional.empty();
        }
        return look.map(seen -> new Seen(exercise, seen.ruleset(), seen.nft(), seen.flows()));
    }

    private CompletableFuture<Optional<Look>> begin(SandboxId sandbox) {
        CompletableFuture<Optional<Look>> look = new CompletableFuture<>();
        Thread.ofVirtual().name("own-machine").start(() -> {
            try {
                look.complete(ask(sandbox));
            } catch (RuntimeException e) {
                look.completeExceptionally(e);
            } finally {
                underWay.remove(sandbox, look);
            }
        });
        return look;
    }

    private Optional<Look> ask(SandboxId sandbox) {
        try {
            Keeper keeper = sandboxes.keeper(sandbox);
            Optional<Look> before = remembered(sandbox);
            if (before.isPresent() && before.get().holds(keeper.generation())) {
                return before;
            }
            long at = System.nanoTime();
            RulesetSnapshot rules = keeper.ruleset();
            Ruleset ruleset =
                    RulesetText.read(rules.iptablesSave(), rules.nftRuleset()).value();
            Look look = new Look(ruleset, rules.nftRuleset(), keeper.flows(), rules.generation(), at);
            int size = rules.iptablesSave().length()
                    + rules.nftRuleset().length()
                    + look.flows().length();
            if (size <= LARGEST_REMEMBERED) {
                remember(sandbox, look);
            }
            return Optional.of(look);
        } catch (IOException | IllegalArgumentException e) {
            // Ended, or ending: the page shows the example.
            Log.debugf("a machine is not shown in its lesson: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Look> remembered(SandboxId sandbox) {
        synchronized (looks) {
            return Optional.ofNullable(looks.get(sandbox));
        }
    }

    private void remember(SandboxId sandbox, Look look) {
        synchronized (looks) {
            looks.put(sandbox, look);
        }
    }
}
