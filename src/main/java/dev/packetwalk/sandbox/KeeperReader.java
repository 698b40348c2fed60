package dev.packetwalk.sandbox;

import dev.packetwalk.sandbox.JournalEvent.FlowChange;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a keeper writes (containers/keeper/PROTOCOL.md, version 1). One thread uses it. */
final class KeeperReader {
    /** Longer parts are read and thrown away, so that no ruleset fills the server's memory. */
    static final int LONGEST_PART = 16 << 20;

    private static final int LONGEST_HEADER = 4096;

    private final InputStream in;

    KeeperReader(InputStream in) {
        this.in = new BufferedInputStream(in, 64 << 10);
    }

    /** What the keeper writes. */
    sealed interface Message {
        /** The answer to a request. */
        record Response(String id, boolean ok, long generation, String first, String second) implements Message {}

        /** Told without being asked. */
        record Told(KeeperEvent event) implements Message {}
    }

    /**
     * Skips everything up to the answer to the request with this random id: the stream may begin in the middle of anything, even
     * of a part that does not end with a newline.
     */
    void synchronise(String id) throws IOException {
        byte[] header = ("R " + id + " ").getBytes(StandardCharsets.US_ASCII);
        // The id is drawn at random, so "R " occurs nowhere else in the header, and a mismatch can only restart at an
        // R.
        int matched = 0;
        while (matched < header.length) {
            int next = next();
            matched = next == header[matched] ? matched + 1 : next == header[0] ? 1 : 0;
        }
        line();
    }

    /** The next message; empty for an event of a kind that this version does not know. */
    Optional<Message> read() throws IOException {
        String header = line();
        String[] words = header.split(" ", 5);
        return switch (words[0]) {
            case "E" -> event(header, words).map(Message.Told::new);
            case "R" -> Optional.of(response(header));
            default -> throw new IOException("the keeper wrote something else than a message: " + header);
        };
    }

    private static Optional<KeeperEvent> event(String header, String[] words) throws IOException {
        String kind = words.length > 1 ? words[1] : "";
        return switch (kind) {
            case "gap" -> Optional.of(new KeeperEvent.Gap());
            case "rules" -> Optional.of(rulesChanged(header));
            case "flow" -> flowChanged(header);
            default -> Optional.empty();
        };
    }

    /** {@code E rules <generation> <pid> <program>}: the program runs to the end of the line and may hold spaces. */
    private static KeeperEvent rulesChanged(String header) throws IOException {
        String[] words = header.split(" ", 5);
        if (words.length < 4) {
            throw new IOException("not an event of a new ruleset: " + header);
        }
        return new KeeperEvent.RulesetChanged(number(words[2], header), words.length > 4 ? words[4] : "");
    }

    /** {@code E flow <NEW|UPDATE|DESTROY> <line>}; empty for a change of a kind that this version does not know. */
    private static Optional<KeeperEvent> flowChanged(String header) throws IOException {
        String[] words = header.split(" ", 4);
        if (words.length < 4) {
            throw new IOException("not an event of a flow: " + header);
        }
        return switch (words[2]) {
            case "NEW" -> Optional.of(new KeeperEvent.FlowChanged(FlowChange.NEW, words[3]));
            case "UPDATE" -> Optional.of(new KeeperEvent.FlowChanged(FlowChange.UPDATED, words[3]));
            case "DESTROY" -> Optional.of(new KeeperEvent.FlowChanged(FlowChange.DESTROYED, words[3]));
            default -> Optional.empty();
        };
    }

    private Message.Response response(String header) throws IOException {
        String[] words = header.split(" ", 7);
        if (words.length != 6) {
            throw new IOException("not the header of a response: " + header);
        }
        boolean ok = words[2].equals("ok");
        long generation = number(words[3], header);
        String first = part(number(words[4], header));
        String second = part(number(words[5], header));
        if (first == null || second == null) {
            return new Message.Response(words[1], false, 0, "the answer is longer than " + LONGEST_PART + " bytes", "");
        }
        return new Message.Response(words[1], ok, generation, first, second);
    }

    private @Nullable String part(long length) throws IOException {
        if (length > LONGEST_PART) {
            in.skipNBytes(length);
            return null;
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException("the keeper's output ended within a response");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static long number(String word, String header) throws IOException {
        try {
            long number = Long.parseLong(word);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IOException("not a number where one is due: " + header, e);
        }
        throw new IOException("a negative number: " + header);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = next(); next != '\n'; next = next()) {
            if (line.length() == LONGEST_HEADER) {
                throw new IOException("the keeper wrote a line of more than " + LONGEST_HEADER + " bytes");
            }
            line.append((char) next);
        }
        return line.toString();
    }

    private int next() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the keeper's output ended");
        }
        return next;
    }
}
