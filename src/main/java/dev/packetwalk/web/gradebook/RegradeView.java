package dev.packetwalk.web.gradebook;

import dev.packetwalk.web.Regrade;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A class being graded again, as shown.
 *
 * @param state how far it is, as pages name it
 * @param exercise the title of the only exercise that is looked at; {@code null} for all
 * @param startedAt on the visitor's clock
 * @param lost how many had passed and have not any more
 * @param won how many have passed now
 * @param other how many change otherwise
 * @param changes a page of those that change, what weighs most first
 * @param from how many of them are before that page
 */
record RegradeView(
        Regrade regrade,
        Regrade.Progress progress,
        String state,
        @Nullable String exercise,
        String startedAt,
        int lost,
        int won,
        int other,
        List<ChangeView> changes,
        int from) {
    /** How many changes a page has. */
    static final int PAGE = 50;

    static RegradeView of(Regrade regrade, int from, @Nullable String exercise, String startedAt, GradeSpeech speech) {
        Regrade.Progress progress = regrade.progress();
        List<Regrade.Change> all = switch (progress.state()) {
            // A part of what changes would be taken for all of it.
            case COMPARING, FAILED -> List.of();
            case READY, APPLYING, APPLIED -> regrade.changes();
        };
        int start = Math.clamp(from - from % PAGE, 0, all.size());
        return new RegradeView(
                regrade,
                progress,
                progress.state().name().toLowerCase(Locale.ROOT),
                exercise,
                startedAt,
                count(all, ChangeView.Kind.LOST),
                count(all, ChangeView.Kind.WON),
                count(all, ChangeView.Kind.OTHER),
                all.stream()
                        .sorted(Comparator.comparing(ChangeView.Kind::of)
                                .thenComparing(change -> change.exercise().exercise())
                                .thenComparing(change -> change.learnerName().toLowerCase(Locale.ROOT)))
                        .skip(start)
                        .limit(PAGE)
                        .map(change -> ChangeView.of(change, speech))
                        .toList(),
                start);
    }

    private static int count(List<Regrade.Change> changes, ChangeView.Kind kind) {
        return Math.toIntExact(changes.stream()
                .filter(change -> ChangeView.Kind.of(change) == kind)
                .count());
    }

    /** Whether the page is to be looked at again soon. */
    public boolean underWay() {
        return progress.state() == Regrade.State.COMPARING || progress.state() == Regrade.State.APPLYING;
    }

    /** Whether it is at an end, for now or for good, and every grade stays as it is. */
    public boolean nothing() {
        return switch (progress.state()) {
            case READY -> progress.changed() == 0;
            case APPLIED -> progress.applied() == 0;
            case COMPARING, APPLYING, FAILED -> false;
        };
    }

    /** How much of what is under way is done. */
    public int done() {
        return progress.state() == Regrade.State.COMPARING
                ? progress.compared()
                : progress.applied() + progress.passedOver();
    }

    /** How much of it there is, at least 1. */
    public int whole() {
        int whole = progress.state() == Regrade.State.COMPARING ? progress.attempts() : progress.changed();
        return Math.max(1, whole);
    }

    /** From where the page before begins; below 0 if this is the first. */
    public int earlier() {
        return from - PAGE;
    }

    /** From where the next page begins; 0 if this is the last. */
    public int later() {
        return from + changes.size() < lost + won + other ? from + PAGE : 0;
    }

    /** The number of the last change on this page. */
    public int to() {
        return from + changes.size();
    }
}
