package dev.packetwalk.web.terminal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What dtach 0.9 prints to whoever attaches, without what it says itself: it clears the screen at first, assuming that there is
 * none yet, and says goodbye when the program has exited or when it is told to go. Either may come in pieces, so whatever could
 * be the beginning of it is held back until more comes or the stream ends. One for each time somebody attaches.
 */
final class DtachOutput {
    private static final byte[] CLEARS = "\u001b[H\u001b[J".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern FAREWELL =
            Pattern.compile("\u001b\\[999H\r*\n\\[[^\\]]{1,40}\\]\r*\n(\u001b\\[\\?25h)?\\z");
    private static final int LONGEST_FAREWELL = 80;
    private static final byte ESCAPE = 0x1b;
    private static final byte[] NOTHING = {};

    private final Printer printer;
    private byte[] held = NOTHING;
    private boolean begun;

    /** Who is told what the program printed. */
    interface Printer {
        /** It printed, or something was read of which nothing is its own yet: then the length is 0. The array is used again. */
        void printed(byte[] bytes, int offset, int length) throws InterruptedException;
    }

    DtachOutput(Printer printer) {
        this.printer = printer;
    }

    /** Takes what was read next. The array can be used again. */
    void take(byte[] read, int count) throws InterruptedException {
        byte[] bytes = held.length == 0 ? read : joined(held, read, count);
        int length = held.length + count;
        int from = 0;
        if (!begun) {
            int same = Arrays.mismatch(bytes, 0, Math.min(length, CLEARS.length), CLEARS, 0, CLEARS.length);
            if (same == length) {
                held = Arrays.copyOf(bytes, length);
                printer.printed(bytes, 0, 0);
                return;
            }
            begun = true;
            from = same < 0 ? CLEARS.length : 0;
        }
        int to = perhapsFarewell(bytes, from, length);
        printer.printed(bytes, from, to - from);
        held = Arrays.copyOfRange(bytes, to, length);
    }

    /** Nothing will be read any more. */
    void end() throws InterruptedException {
        byte[] last = held;
        held = NOTHING;
        if (!FAREWELL.matcher(text(last, 0, last.length)).lookingAt()) {
            printer.printed(last, 0, last.length);
        }
    }

    /** From where on everything is a farewell, or the beginning of one; the end if nothing is. */
    @SuppressWarnings("JdkObsolete") // to ask whether more could make a match is what hitEnd is for
    private static int perhapsFarewell(byte[] bytes, int from, int end) {
        for (int at = Math.max(from, end - LONGEST_FAREWELL); at < end; at++) {
            if (bytes[at] == ESCAPE) {
                Matcher farewell = FAREWELL.matcher(text(bytes, at, end));
                if (farewell.lookingAt() || farewell.hitEnd()) {
                    return at;
                }
            }
        }
        return end;
    }

    private static String text(byte[] bytes, int from, int end) {
        return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[] first, byte[] second, int count) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(first.length + count);
        all.write(first, 0, first.length);
        all.write(second, 0, count);
        return all.toByteArray();
    }
}
