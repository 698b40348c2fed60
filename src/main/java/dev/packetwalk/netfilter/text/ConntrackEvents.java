package dev.packetwalk.netfilter.text;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of {@code conntrack -E} with any of its {@code -o} options but xml.
 *
 * <p>Defined by conntrack-tools 1.4.7 (src/conntrack.c, event_cb) and libnetfilter_conntrack.
 */
public final class ConntrackEvents {
    private static final Pattern START =
            Pattern.compile("(?:\\[(\\d{1,10})\\.(\\d{6})]\\s*)?[ \\t]*\\[(NEW|UPDATE|DESTROY)][ \\t]");

    private ConntrackEvents() {}

    /**
     * Reads events.
     *
     * @param text one event a line; blank lines and what conntrack says about itself are skipped
     * @return the events that were understood, each with its own line, and a problem for each line that was not
     */
    public static Parsed<List<FlowEvent>> parse(String text) {
        List<FlowEvent> events = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (!ConntrackListing.aboutItself(line)) {
                Optional<FlowEvent> event = event(line, number);
                event.ifPresent(events::add);
                if (event.isEmpty()) {
                    problems.add(new Problem(
                            number, 1, "this event is not understood", "give lines as conntrack -E prints them"));
                }
            }
        }
        return new Parsed<>(List.copyOf(events), problems);
    }

    private static Optional<FlowEvent> event(String line, int number) {
        Matcher start = START.matcher(line);
        if (!start.lookingAt()) {
            return Optional.empty();
        }
        Optional<Instant> time = Optional.ofNullable(start.group(1))
                .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds), Long.parseLong(start.group(2)) * 1000));
        return FlowLine.read(line, start.end(), number)
                .map(tracked -> new FlowEvent(FlowEvent.Change.valueOf(start.group(3)), time, tracked));
    }
}
