package dev.packetwalk.web.reading;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.text.RulesetText;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.web.Lessons;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the machine that a learner holds has to show for a lesson just now. */
@Singleton
public final class OwnMachine {
    /** A page does not wait longer for a machine that is in trouble: the text can be read without. */
    private static final long PATIENCE_MS = 800;

    private final Sandboxes sandboxes;
    private final Lessons lessons;

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

    private Optional<Seen> look(Lease lease, Exercise exercise) {
        CompletableFuture<Optional<Seen>> seen = new CompletableFuture<>();
        Thread.ofVirtual().name("own-machine").start(() -> seen.complete(ask(lease, exercise)));
        try {
            return seen.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            Log.debugf("a machine is not shown in its lesson: %s", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private Optional<Seen> ask(Lease lease, Exercise exercise) {
        try {
            Keeper keeper = sandboxes.keeper(lease.id());
            RulesetSnapshot rules = keeper.ruleset();
            String flows = keeper.flows();
            Ruleset ruleset =
                    RulesetText.read(rules.iptablesSave(), rules.nftRuleset()).value();
            return Optional.of(new Seen(exercise, ruleset, rules.nftRuleset(), flows));
        } catch (IOException | IllegalArgumentException e) {
            // Ended, or ending: the page shows the example.
            Log.debugf("a machine is not shown in its lesson: %s", e.getMessage());
            return Optional.empty();
        }
    }
}
