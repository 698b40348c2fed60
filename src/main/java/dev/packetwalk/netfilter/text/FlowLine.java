package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.Protocol;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one flow's line: what stands before its words by place, the words by name. */
final class FlowLine {
    /** The network protocol in the extended form; the transport protocol; seconds left; the state of a connection. */
    private static final Pattern START =
            Pattern.compile("[ \\t]*(?:ipv[46][ \\t]+\\d{1,3}[ \\t]+)?[^\\s=\\[]+[ \\t]+(\\d{1,3})(?=[ \\t])"
                    + "(?:[ \\t]+(\\d{1,10})(?=[ \\t]))?(?:[ \\t]+([^\\s=\\[]+)(?=[ \\t]))?");

    private FlowLine() {}

    /**
     * Reads a line or its rest.
     *
     * @param line all of it
     * @param from 0-based place at which the flow starts
     * @param number the line's 1-based number
     * @return empty when it is no flow
     */
    static Optional<TrackedFlow> read(String line, int from, int number) {
        Matcher start = START.matcher(line).region(from, line.length());
        start.useTransparentBounds(true);
        if (!start.lookingAt()) {
            return Optional.empty();
        }
        Optional<Protocol> protocol = Numbers.decimal(start.group(1), 255).map(n -> new Protocol(n.intValue()));
        Optional<Long> timeout =
                Optional.ofNullable(start.group(2)).flatMap(seconds -> Numbers.decimal(seconds, Numbers.MAX_32));
        Optional<String> state = Optional.ofNullable(start.group(3));
        FlowWords words = FlowWords.read(line, start.end());
        return protocol.flatMap(transport -> words.direction(FlowWord.Part.ORIGINAL)
                        .flatMap(original -> words.direction(FlowWord.Part.REPLY)
                                .map(reply -> new Flow(
                                        transport,
                                        timeout,
                                        state,
                                        original,
                                        reply,
                                        !words.flagged("[UNREPLIED]"),
                                        words.flagged("[ASSURED]"),
                                        words.mark()))))
                .map(flow -> new TrackedFlow(flow, words.words(), line, number));
    }
}
