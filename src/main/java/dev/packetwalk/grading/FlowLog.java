package dev.packetwalk.grading;

import dev.packetwalk.lesson.FlowPattern;
import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.text.ConntrackListing;
import dev.packetwalk.sandbox.JournalEvent.FlowChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The flows of a sandbox, as far as a journal tells of them. */
final class FlowLog {
    /** The ports of our own probes; see PROBE_PORT_FIRST in containers/keeper/src/probe.h. */
    private static final int FIRST_PROBE = 61_000;

    /** The identifiers of our own pings are fewer, since the programs of learners choose theirs among all. */
    private static final int FIRST_PING = 61_936;

    private static final int LAST_PROBE = 61_999;

    /** A flow without an answer after this long counts as unanswered; here the world answers within milliseconds. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    /** Rules take a moment to be read: a flow can be told of so long before the rules under which it began. */
    private static final Duration HEARD_EARLY = Duration.ofMillis(250);

    /** A flow that began longer ago is not a single question and its answer. */
    private static final Duration OLDEST_OPEN = Duration.ofSeconds(2);

    /** How many of the latest flows are looked at: a learner may open thousands. */
    private static final int MOST_LOOKED_AT = 1_000;

    private static final int MOST_REMEMBERED = 20_000;

    /** Lines that have been read before; a journal is graded again with every entry that is added to it. */
    private static final Map<String, Optional<Line>> READ = new ConcurrentHashMap<>();

    private final List<TrackedFlow> all = new ArrayList<>();
    private final Map<TrackedFlow.Key, TrackedFlow> open = new HashMap<>();
    private int listed = -1;
    private @Nullable TrackedFlow touched;

    /** A line as it was read. */
    private record Line(Flow flow, TrackedFlow.Key key) {}

    /** A line of the journal; lines that are not understood tell nothing. */
    void take(FlowChange change, String line, Instant at, @Nullable RulesInForce rules) {
        Optional<Line> read = read(line);
        touched = null;
        if (read.isEmpty()) {
            return;
        }
        TrackedFlow.Key key = read.get().key();
        Flow flow = read.get().flow();
        switch (change) {
            case NEW -> touch(begin(key, flow, at), new TrackedFlow.Sighting(at, flow, rules));
            case UPDATED -> touch(find(key, flow, at), new TrackedFlow.Sighting(at, flow, rules));
            case DESTROYED -> {
                TrackedFlow gone = open.remove(key);
                if (gone != null) {
                    gone.end(at);
                    touched = gone;
                }
            }
        }
    }

    /** Rules came into force: what was seen in the moment before may have met them already. */
    void rulesBecame(RulesInForce rules, Instant at) {
        latest().stream()
                .takeWhile(flow -> beganSince(flow, at.minus(OLDEST_OPEN)))
                .forEach(flow -> flow.seenAgainUnder(rules, at.minus(HEARD_EARLY)));
    }

    private void touch(TrackedFlow flow, TrackedFlow.Sighting sighting) {
        flow.seen(sighting);
        touched = flow;
    }

    /** A whole listing of the table. */
    void take(String listing, Instant at, @Nullable RulesInForce rules) {
        List<Flow> flows = ConntrackListing.parse(listing).value();
        listed = flows.size();
        for (Flow flow : flows) {
            if (!isProbe(flow)) {
                find(TrackedFlow.Key.of(flow), flow, at).seen(new TrackedFlow.Sighting(at, flow, rules));
            }
        }
    }

    /** How many flows the latest listing held, those of probes included; empty if there was none. */
    Optional<Integer> listed() {
        return listed < 0 ? Optional.empty() : Optional.of(listed);
    }

    /** How many were forgotten since then. */
    long endedSince(Instant then) {
        return latest().stream()
                .filter(flow -> flow.ended().filter(at -> !at.isBefore(then)).isPresent())
                .count();
    }

    /** The latest flow that fits and began no earlier than {@code since}, as things stand at {@code now}. */
    Optional<TrackedFlow> find(FlowPattern pattern, Instant since, Instant now) {
        return latest().stream()
                .takeWhile(flow -> beganSince(flow, since))
                .filter(flow -> isMeant(pattern, flow) && isAsStated(pattern, flow, now))
                .findFirst();
    }

    /** The flow that the latest line was about, under the same conditions. */
    Optional<TrackedFlow> touched(FlowPattern pattern, Instant since, Instant now) {
        return Optional.ofNullable(touched)
                .filter(flow -> beganSince(flow, since))
                .filter(flow -> isMeant(pattern, flow) && isAsStated(pattern, flow, now));
    }

    /** Flows of the kind that is meant, whatever became of them, the latest first. */
    List<TrackedFlow> meant(FlowPattern pattern) {
        return latest().stream().filter(flow -> isMeant(pattern, flow)).toList();
    }

    /** From when on it can be said that a flow has no answer. */
    static Instant settled(TrackedFlow flow) {
        return flow.begun().plus(SILENCE);
    }

    private static boolean beganSince(TrackedFlow flow, Instant since) {
        return !flow.begun().plus(HEARD_EARLY).isBefore(since);
    }

    private static boolean isMeant(FlowPattern pattern, TrackedFlow tracked) {
        Flow flow = tracked.first();
        return pattern.protocol().map(flow.protocol()::equals).orElse(true)
                && pattern.from()
                        .map(flow.original().source().toString()::equals)
                        .orElse(true)
                && pattern.to()
                        .map(flow.original().destination().toString()::equals)
                        .orElse(true)
                && (pattern.port().isEmpty()
                        || flow.original()
                                .destinationPort()
                                .equals(Optional.of(pattern.port().getAsInt())));
    }

    private static boolean isAsStated(FlowPattern pattern, TrackedFlow flow, Instant now) {
        boolean settled = flow.ended().isPresent() || !settled(flow).isAfter(now);
        return pattern.state().map(flow::wasIn).orElse(true)
                && pattern.replied()
                        .map(wanted -> said(wanted, flow.replied(), settled))
                        .orElse(true)
                && pattern.answered()
                        .map(wanted -> said(wanted, flow.answered(), settled))
                        .orElse(true);
    }

    /** That something did not happen can be said only after a while. */
    private static boolean said(boolean wanted, boolean happened, boolean settled) {
        return wanted ? happened : settled && !happened;
    }

    private List<TrackedFlow> latest() {
        return all.subList(Math.max(0, all.size() - MOST_LOOKED_AT), all.size()).reversed();
    }

    private TrackedFlow find(TrackedFlow.Key key, Flow flow, Instant at) {
        TrackedFlow known = open.get(key);
        return known != null ? known : begin(key, flow, at);
    }

    private TrackedFlow begin(TrackedFlow.Key key, Flow flow, Instant at) {
        TrackedFlow begun = new TrackedFlow(flow, at);
        TrackedFlow before = open.put(key, begun);
        if (before != null) {
            before.end(at);
        }
        all.add(begun);
        return begun;
    }

    private static boolean isProbe(Flow flow) {
        return isOurs(flow.original().sourcePort(), FIRST_PROBE)
                || isOurs(flow.original().icmpId(), FIRST_PING);
    }

    private static boolean isOurs(Optional<Integer> number, int first) {
        return number.filter(given -> given >= first && given <= LAST_PROBE).isPresent();
    }

    private static Optional<Line> read(String line) {
        if (READ.size() > MOST_REMEMBERED) {
            READ.clear();
        }
        return READ.computeIfAbsent(
                line,
                text -> ConntrackListing.parse(text).value().stream()
                        .filter(flow -> !isProbe(flow))
                        .map(flow -> new Line(flow, TrackedFlow.Key.of(flow)))
                        .findFirst());
    }
}
