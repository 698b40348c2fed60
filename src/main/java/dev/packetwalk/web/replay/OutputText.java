package dev.packetwalk.web.replay;

import dev.packetwalk.progress.recording.RecordedEvent;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes events of what a tap has heard of one terminal, in order. Bytes become text: a character that comes in pieces is whole in the
 * event of its last piece, and what is no UTF-8 is replaced.
 */
final class OutputText {
    /** Ends a control sequence that was cut, and what it may have coloured, and begins a line of its own. */
    private static final String AFRESH = "\u0018\u001b[m\r\n";

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] held = {};

    /** The events; {@link RecordedEvent#millis} counts from {@code began}, and is never before it. */
    List<RecordedEvent> events(List<Heard> heard, long began) {
        List<RecordedEvent> events = new ArrayList<>();
        long last = 0;
        for (Heard one : heard) {
            switch (one) {
                case Heard.Printed(long at, var bytes) -> {
                    String text = decode(bytes);
                    if (!text.isEmpty()) {
                        last = Math.max(last, at - began);
                        events.add(new RecordedEvent.Output(last, text));
                    }
                }
                case Heard.Resized(long at, var size) -> {
                    last = Math.max(last, at - began);
                    events.add(new RecordedEvent.Resized(last, size));
                }
                case Heard.Missed(long at, var why) -> {
                    last = Math.max(last, at - began);
                    held = new byte[0];
                    events.add(new RecordedEvent.Noted(last, why));
                    events.add(new RecordedEvent.Output(last, AFRESH));
                }
            }
        }
        return events;
    }

    private String decode(ByteBuffer bytes) {
        ByteBuffer in = ByteBuffer.allocate(held.length + bytes.remaining())
                .put(held)
                .put(bytes.duplicate())
                .flip();
        CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
        decoder.reset().decode(in, out, false);
        held = new byte[in.remaining()];
        in.get(held);
        return out.flip().toString();
    }
}
