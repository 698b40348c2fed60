package dev.packetwalk.web.reading;

import dev.packetwalk.netfilter.text.ConntrackListing;
import dev.packetwalk.netfilter.text.FlowWord;
import dev.packetwalk.netfilter.text.TrackedFlow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A line of {@code conntrack -L} in which every field tells what it means.
 *
 * @param fields from left to right
 */
public record EntryView(List<Field> fields) {
    /** What only the kernel's own listing or our way of asking adds. */
    private static final List<String> LEFT_OUT = List.of("id", "delta-time");

    public EntryView {
        fields = List.copyOf(fields);
    }

    /** The view of the one line; empty if it is no flow. */
    static Optional<EntryView> of(String line) {
        return ConntrackListing.tracked(line).value().stream().findFirst().map(EntryView::of);
    }

    /** The view of the flow that shows most of several: an established connection before others. */
    static Optional<EntryView> ofBest(String listing) {
        return ConntrackListing.tracked(listing).value().stream()
                .min(Comparator.comparingInt(EntryView::rank))
                .map(EntryView::of);
    }

    private static int rank(TrackedFlow flow) {
        boolean established =
                flow.flow().tcpState().filter("ESTABLISHED"::equals).isPresent();
        return established ? 0 : flow.flow().tcpState().isPresent() ? 1 : 2;
    }

    private static EntryView of(TrackedFlow flow) {
        List<Field> fields = new ArrayList<>();
        fields.add(Field.of(flow.flow().protocol().toString(), Meaning.FLOW_PROTOCOL));
        fields.add(Field.of(Integer.toString(flow.flow().protocol().number()), Meaning.FLOW_PROTOCOL_NUMBER));
        flow.flow().timeout().ifPresent(left -> fields.add(Field.of(Long.toString(left), Meaning.FLOW_TIMEOUT)));
        flow.flow().tcpState().ifPresent(state -> fields.add(Field.of(state, state(state))));
        flow.words().stream().filter(word -> !LEFT_OUT.contains(word.key())).forEach(word -> fields.add(field(word)));
        return new EntryView(fields);
    }

    private static Meaning state(String state) {
        return switch (state) {
            case "ESTABLISHED" -> Meaning.FLOW_STATE_ESTABLISHED;
            case "SYN_SENT", "SYN_RECV", "SYN_SENT2" -> Meaning.FLOW_STATE_OPENING;
            case "FIN_WAIT", "CLOSE_WAIT", "LAST_ACK", "TIME_WAIT", "CLOSE" -> Meaning.FLOW_STATE_CLOSING;
            default -> Meaning.FLOW_STATE;
        };
    }

    private static Field field(FlowWord word) {
        String text = word.key().isEmpty() ? word.value() : word.key() + "=" + word.value();
        return new Field(text, meaning(word), word.value());
    }

    private static Meaning meaning(FlowWord word) {
        boolean answer = word.part() == FlowWord.Part.REPLY;
        return switch (word.key()) {
            case "src" -> answer ? Meaning.ANSWER_SOURCE : Meaning.FLOW_SOURCE;
            case "dst" -> answer ? Meaning.ANSWER_DESTINATION : Meaning.FLOW_DESTINATION;
            case "sport" -> answer ? Meaning.ANSWER_SOURCE_PORT : Meaning.FLOW_SOURCE_PORT;
            case "dport" -> answer ? Meaning.ANSWER_DESTINATION_PORT : Meaning.FLOW_DESTINATION_PORT;
            case "type", "code" -> Meaning.FLOW_ECHO;
            case "mark" -> Meaning.FLOW_MARK;
            case "use" -> Meaning.FLOW_USE;
            default -> flag(word);
        };
    }

    private static Meaning flag(FlowWord word) {
        return switch (word.value()) {
            case "[ASSURED]" -> Meaning.FLOW_ASSURED;
            case "[UNREPLIED]" -> Meaning.FLOW_UNREPLIED;
            default -> word.key().equals("id") ? Meaning.FLOW_ECHO : Meaning.FLOW_OTHER;
        };
    }
}
