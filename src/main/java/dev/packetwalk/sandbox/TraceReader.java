package dev.packetwalk.sandbox;

import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.sandbox.TraceMessage.Event;
import dev.packetwalk.sandbox.TraceMessage.Seen;
import dev.packetwalk.sandbox.TraceMessage.Then;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Reads the lines of a trace as the keeper writes them (containers/keeper/PROTOCOL.md, version 1, "A trace"). */
final class TraceReader {
    private static final int WORDS = 17;
    private static final int POLICY = 1;
    private static final int NFPROTO_INET = 1;
    private static final int NFPROTO_IPV4 = 2;

    private TraceReader() {}

    /**
     * Reads the lines of a trace. Messages about tables that IPv4 packets meet only.
     *
     * @param generation of all of them
     * @throws IOException if a line is not one of a trace
     */
    static List<Watched.Told> read(String lines, long generation) throws IOException {
        List<Watched.Told> told = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            add(told, generation, line);
        }
        return told;
    }

    /**
     * Reads the lines of a watch, which begin with their generations.
     *
     * @throws IOException if a line is not one of a watch
     */
    static List<Watched.Told> readWatched(String lines) throws IOException {
        List<Watched.Told> told = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            int end = Math.max(line.indexOf(' '), 0);
            add(told, number(line.substring(0, end)), line.substring(end + 1));
        }
        return told;
    }

    private static void add(List<Watched.Told> told, long generation, String line) throws IOException {
        Optional<TraceMessage> message = message(line);
        if (message.isPresent()) {
            told.add(new Watched.Told(generation, number(line.substring(0, line.indexOf(' '))), message.get()));
        }
    }

    /** A number that is all of a text. */
    static long number(String text) throws IOException {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IOException("not a number where one is due: " + text, e);
        }
    }

    private static Optional<TraceMessage> message(String line) throws IOException {
        String[] words = line.split(" ", -1);
        if (words.length != WORDS) {
            throw new IOException("not a line of a trace: " + line);
        }
        try {
            Optional<Family> family = family(Integer.parseInt(words[1]));
            return family.isEmpty() ? Optional.empty() : Optional.of(message(family.get(), words));
        } catch (IllegalArgumentException e) {
            throw new IOException("not a line of a trace: " + line, e);
        }
    }

    private static TraceMessage message(Family family, String[] words) {
        return new TraceMessage(
                family, text(words[10]), text(words[11]), event(words), Long.parseLong(words[7]), seen(words));
    }

    private static Optional<Family> family(int protocol) {
        return switch (protocol) {
            case NFPROTO_INET -> Optional.of(Family.INET);
            case NFPROTO_IPV4 -> Optional.of(Family.IP);
            default -> Optional.empty();
        };
    }

    private static Event event(String[] words) {
        if (words[3].equals("rule")) {
            return new Event.Matched(Integer.parseInt(words[4]), then(Integer.parseInt(words[5])));
        }
        return Integer.parseInt(words[2]) == POLICY
                ? new Event.Decided(Integer.parseInt(words[6]) == 1 ? Policy.ACCEPT : Policy.DROP)
                : new Event.ChainEnded();
    }

    /** By {@code enum nft_verdicts} and the verdicts of netfilter itself. */
    private static Then then(int verdict) {
        return switch (verdict) {
            case 0 -> Then.DROP;
            case 1 -> Then.ACCEPT;
            case -1 -> Then.CONTINUE;
            case -3 -> Then.JUMP;
            case -4 -> Then.GOTO;
            case -5 -> Then.RETURN;
            default -> Then.OTHER;
        };
    }

    private static Optional<Seen> seen(String[] words) {
        Optional<ConnState> state = state(Integer.parseInt(words[8]));
        return DatagramHeaders.read(bytes(words[15]), bytes(words[16]))
                .map(packet -> packet.between(text(words[13]), text(words[14])))
                .map(packet -> packet.withMark(Long.parseLong(words[7])))
                .map(packet -> new Seen(with(packet, state), state));
    }

    private static Packet with(Packet packet, Optional<ConnState> state) {
        return packet.withState(state.orElseGet(() -> ConnState.withoutFlow(packet.transport())));
    }

    /** By the bits of nft's {@code ct state}. */
    private static Optional<ConnState> state(int bit) {
        return switch (bit) {
            case 0x01 -> Optional.of(ConnState.INVALID);
            case 0x02 -> Optional.of(ConnState.ESTABLISHED);
            case 0x04 -> Optional.of(ConnState.RELATED);
            case 0x08 -> Optional.of(ConnState.NEW);
            case 0x40 -> Optional.of(ConnState.UNTRACKED);
            default -> Optional.empty();
        };
    }

    private static String text(String word) {
        return new String(bytes(word), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String word) {
        return word.equals("-") ? new byte[0] : Base64.getDecoder().decode(word);
    }
}
