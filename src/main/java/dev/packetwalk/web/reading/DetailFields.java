package dev.packetwalk.web.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes apart what stands behind the columns of a listing, as far as it is known; the rest stays together. */
final class DetailFields {
    /** Each with the value in its first group, where it has one. */
    private record Known(Meaning meaning, Pattern pattern) {
        Known(Meaning meaning, String pattern) {
            this(meaning, Pattern.compile(pattern));
        }
    }

    private static final List<Known> KNOWN = List.of(
            new Known(Meaning.COMMENT, "/\\* (.*?) \\*/"),
            new Known(Meaning.STATE_ANSWERS, "(?:ct)?state ((?:RELATED,ESTABLISHED|ESTABLISHED,RELATED))"),
            new Known(Meaning.STATE, "(?:ct)?state ([A-Z,]+)"),
            new Known(Meaning.TO_PORT, "(?:tcp|udp) dpts?:([0-9:]+)"),
            new Known(Meaning.TO_PORT_NOT, "(?:tcp|udp) dpts?:!([0-9:]+)"),
            new Known(Meaning.FROM_PORT, "(?:tcp|udp) spts?:([0-9:]+)"),
            new Known(Meaning.TO_PORT, "dpts?:([0-9:]+)"),
            new Known(Meaning.TO_PORTS, "multiport dports ([0-9:,]+)"),
            new Known(Meaning.PING, "icmptype 8"),
            new Known(Meaning.ICMP_TYPE, "icmptype (\\d+)"),
            new Known(Meaning.REWRITTEN_TO, "to:(\\S+)"),
            new Known(Meaning.REDIRECTED_TO, "redir ports (\\S+)"),
            new Known(Meaning.REJECT_WITH, "reject-with (\\S+)"),
            new Known(Meaning.LIMIT, "limit: avg (\\S+) burst \\d+"));

    private DetailFields() {}

    static List<Field> of(String details) {
        List<Field> fields = new ArrayList<>();
        String rest = details.strip();
        while (!rest.isEmpty()) {
            Field next = next(rest);
            fields.add(next);
            rest = rest.substring(next.text().length()).strip();
        }
        return fields;
    }

    /** The known field that begins here, or everything up to where one does. */
    private static Field next(String text) {
        int end = text.length();
        for (Known known : KNOWN) {
            Matcher matcher = known.pattern().matcher(text);
            if (matcher.lookingAt()) {
                return new Field(matcher.group(), known.meaning(), matcher.groupCount() > 0 ? matcher.group(1) : "");
            }
            matcher.reset();
            if (matcher.find() && text.charAt(matcher.start() - 1) == ' ') {
                end = Math.min(end, matcher.start());
            }
        }
        return Field.of(text.substring(0, end).strip(), Meaning.DETAIL);
    }
}
