package dev.packetwalk.grading;

import dev.packetwalk.grading.TrackedFlow.Sighting;
import dev.packetwalk.lesson.AnswerSource.Part;
import dev.packetwalk.lesson.FlowPattern;
import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.FlowDirection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges answers about a conntrack entry of the learner's own. Whatever the entry showed in the minutes before the answer was right
 * to say, although it may have changed or gone since.
 *
 * @param tracked the flow that is meant
 * @param named whether the answer named it by its source port
 * @param now the time of the answer
 */
record EntryAnswers(Optional<TrackedFlow> tracked, boolean named, Instant now) {
    /**
     * Finds the flow that an answer is about.
     *
     * @param about which flows are the learner's own
     * @param port the source port that the answer names; 0 if it names none
     */
    static EntryAnswers of(FlowPattern about, int port, Scene scene) {
        Instant earliest = scene.at().minus(AnswerGrading.READING_TIME);
        List<TrackedFlow> own = scene.flows().meant(about).stream()
                .filter(flow -> flow.ended().map(end -> end.isAfter(earliest)).orElse(true))
                .toList();
        Optional<TrackedFlow> named = own.stream()
                .filter(flow -> flow.first().original().sourcePort().equals(Optional.of(port)))
                .findFirst();
        return new EntryAnswers(named.or(() -> own.stream().findFirst()), named.isPresent() || port == 0, scene.at());
    }

    Judged judge(Part part, String given, int tolerance) {
        if (tracked.isEmpty()) {
            return new Judged.Wrong(Key.NO_CONNECTION);
        }
        if (!named) {
            return part == Part.SOURCE_PORT ? new Judged.Wrong(Key.NOT_YOUR_PORT) : new Judged.Right();
        }
        Flow flow = tracked.get().first();
        FlowDirection opening = flow.original();
        return switch (part) {
            case PROTOCOL -> equal(given, flow.protocol().toString(), Key.NOT_THE_PROTOCOL);
            case PROTOCOL_NUMBER ->
                equal(given, Integer.toString(flow.protocol().number()), Key.NOT_THE_PROTOCOL_NUMBER);
            case STATE -> state(given);
            case SOURCE -> address(given, opening, true);
            case DESTINATION -> address(given, opening, false);
            case SOURCE_PORT -> port(given, opening.sourcePort(), opening.destinationPort());
            case DESTINATION_PORT -> port(given, opening.destinationPort(), opening.sourcePort());
            case REPLY_SOURCE -> equal(given, flow.reply().source().toString(), Key.NOT_THE_REPLY_SOURCE);
            case REPLY_DESTINATION ->
                equal(given, flow.reply().destination().toString(), Key.NOT_THE_REPLY_DESTINATION);
            case TIME_LEFT -> timeLeft(AnswerGrading.number(given).orElse(-1), tolerance);
        };
    }

    private static Judged equal(String given, String right, Key why) {
        return Judged.of(AnswerGrading.folded(given).equals(AnswerGrading.folded(right)), why);
    }

    private static Judged address(String given, FlowDirection opening, boolean source) {
        String right = (source ? opening.source() : opening.destination()).toString();
        String other = (source ? opening.destination() : opening.source()).toString();
        return equal(
                given,
                right,
                given.equals(other) ? Key.THE_OTHER_END : source ? Key.NOT_THE_SOURCE : Key.NOT_THE_DESTINATION);
    }

    private static Judged port(String given, Optional<Integer> right, Optional<Integer> other) {
        long port = AnswerGrading.number(given).orElse(-1);
        return Judged.of(
                right.filter(r -> r == port).isPresent(),
                other.filter(o -> o == port).isPresent() ? Key.PORT_OF_THE_OTHER_END : Key.NOT_A_PORT_OF_IT);
    }

    private Judged state(String given) {
        boolean was = spans().stream()
                .filter(span -> span.isWithin(now.minus(AnswerGrading.READING_TIME)))
                .anyMatch(span -> span.flow()
                        .tcpState()
                        .filter(AnswerGrading.folded(given)::equals)
                        .isPresent());
        return Judged.of(was, Key.NOT_ITS_STATE);
    }

    private Judged timeLeft(long given, int tolerance) {
        Instant earliest = now.minus(AnswerGrading.READING_TIME);
        boolean shown = spans().stream()
                .filter(span -> span.isWithin(earliest))
                .anyMatch(span -> span.shows(given, tolerance, earliest));
        boolean itsNumber = given == tracked.orElseThrow().first().protocol().number();
        return Judged.of(shown, itsNumber && !shown ? Key.PROTOCOL_FOR_TIME : Key.NOT_ITS_TIME);
    }

    /** The entry as it stood from one sighting to the next. */
    private record Span(Flow flow, Instant from, Instant to) {
        boolean isWithin(Instant earliest) {
            return !to.isBefore(earliest);
        }

        /** Whether a listing within the span could show that many seconds: the number counts down from the first. */
        boolean shows(long seconds, int tolerance, Instant earliest) {
            if (flow.timeout().isEmpty()) {
                return false;
            }
            long first = flow.timeout().get();
            long most = from.isBefore(earliest)
                    ? first - Duration.between(from, earliest).toSeconds()
                    : first;
            long least = Math.max(0, first - Duration.between(from, to).toSeconds());
            return seconds >= least - tolerance && seconds <= most + tolerance;
        }
    }

    private List<Span> spans() {
        TrackedFlow flow = tracked.orElseThrow();
        List<Sighting> sightings = flow.sightings();
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < sightings.size(); i++) {
            Instant to = i + 1 < sightings.size()
                    ? sightings.get(i + 1).at()
                    : flow.ended().orElse(now);
            spans.add(new Span(sightings.get(i).flow(), sightings.get(i).at(), to));
        }
        return spans;
    }
}
