package dev.packetwalk.web.terminal;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Follows what a terminal's modes are after some output, without keeping its screen, so that a fresh terminal can be brought to
 * the same modes before it is shown only the end of that output. Sequences as in xterm's "Control Sequences" (patch 390).
 *
 * <p>Not kept: the cursor's position and the text on the screen, saved cursors, tab stops, palette changes.
 */
final class ScreenModes implements EscapeParser.Listener {
    /** Private modes that are followed, and whether each is on in a fresh terminal. */
    private static final Map<Integer, Boolean> PRIVATE = Map.ofEntries(
            Map.entry(1, false), // cursor keys send application sequences
            Map.entry(5, false), // reverse video
            Map.entry(6, false), // origin
            Map.entry(7, true), // wrap around
            Map.entry(9, false), // mouse: X10
            Map.entry(12, false), // cursor blinks
            Map.entry(25, true), // cursor is visible
            Map.entry(45, false), // reverse wrap around
            Map.entry(66, false), // keypad sends application sequences
            Map.entry(1000, false), // mouse: clicks
            Map.entry(1002, false), // mouse: drags
            Map.entry(1003, false), // mouse: all motion
            Map.entry(1004, false), // focus is reported
            Map.entry(1005, false), // mouse coordinates: UTF-8
            Map.entry(1006, false), // mouse coordinates: SGR
            Map.entry(1015, false), // mouse coordinates: urxvt
            Map.entry(1016, false), // mouse coordinates: pixels
            Map.entry(2004, false)); // pastes are bracketed

    private static final int LONGEST_TITLE = 200;

    private final EscapeParser parser = new EscapeParser(this);
    private final Map<Integer, Boolean> changed = new TreeMap<>();
    private final Rendition rendition = new Rendition();
    private final String[] charsets = {"B", "B", "B", "B"};
    private int alternateScreen;
    private boolean insert;
    private boolean applicationKeypad;
    private boolean shiftedOut;
    private String cursorStyle = "";
    private String scrollRegion = "";
    private @Nullable String title;
    private String promptMark = "";

    void accept(byte[] bytes, int offset, int length) {
        for (int i = 0; i < length; i++) {
            parser.accept(bytes[offset + i]);
        }
    }

    void accept(byte next) {
        parser.accept(next);
    }

    /** Whether a terminal that starts reading here reads text and sequences as they were meant. */
    boolean betweenSequences() {
        return parser.betweenSequences();
    }

    /** Gives up a sequence that has not ended. */
    void abandonSequence() {
        parser.abandon();
    }

    /** Whether a full-screen program, such as an editor, has the screen. */
    boolean alternateScreen() {
        return alternateScreen != 0;
    }

    /** What brings a fresh terminal to these modes. Feeding it to fresh modes gives these modes. */
    String restore() {
        StringBuilder text = new StringBuilder();
        if (title != null) {
            text.append("\u001b]2;").append(title).append('\u0007');
        }
        if (!promptMark.isEmpty()) {
            text.append("\u001b]133;").append(promptMark).append('\u0007');
        }
        if (alternateScreen != 0) {
            text.append("\u001b[?").append(alternateScreen).append('h');
        }
        if (!scrollRegion.isEmpty()) {
            text.append("\u001b[").append(scrollRegion).append('r');
        }
        changed.forEach(
                (mode, on) -> text.append("\u001b[?").append(mode.intValue()).append(on ? 'h' : 'l'));
        text.append(insert ? "\u001b[4h" : "").append(applicationKeypad ? "\u001b=" : "");
        for (int g = 0; g < charsets.length; g++) {
            if (!charsets[g].equals("B")) {
                text.append('\u001b').append("()*+".charAt(g)).append(charsets[g]);
            }
        }
        text.append(shiftedOut ? "\u000e" : "");
        if (!cursorStyle.isEmpty()) {
            text.append("\u001b[").append(cursorStyle).append(" q");
        }
        return text.append(rendition.restore()).toString();
    }

    @Override
    public void control(int code) {
        if (code == 0x0e || code == 0x0f) {
            shiftedOut = code == 0x0e;
        }
    }

    @Override
    public void escape(String intermediates, char last) {
        if (intermediates.isEmpty()) {
            switch (last) {
                case 'c' -> reset();
                case '=' -> applicationKeypad = true;
                case '>' -> applicationKeypad = false;
                default -> {}
            }
        } else if (intermediates.length() == 1 && "()*+".indexOf(intermediates.charAt(0)) >= 0) {
            charsets["()*+".indexOf(intermediates.charAt(0))] = String.valueOf(last);
        }
    }

    @Override
    public void sequence(String parameters, String intermediates, char last) {
        if (intermediates.isEmpty()) {
            plain(parameters, last);
        } else if (intermediates.equals("!") && last == 'p') {
            softReset();
        } else if (intermediates.equals(" ") && last == 'q' && parameters.length() <= 2) {
            cursorStyle = parameters.equals("0") ? "" : parameters;
        }
    }

    private void plain(String parameters, char last) {
        boolean isPrivate = parameters.startsWith("?");
        switch (last) {
            case 'h', 'l' -> {
                for (String mode : (isPrivate ? parameters.substring(1) : parameters).split(";", -1)) {
                    set(isPrivate, mode, last == 'h');
                }
            }
            case 'm' -> {
                if (parameters.isEmpty() || Character.isDigit(parameters.charAt(0)) || parameters.startsWith(";")) {
                    rendition.select(parameters);
                }
            }
            case 'r' -> {
                if (!isPrivate && parameters.length() <= 9) {
                    scrollRegion = parameters;
                }
            }
            default -> {}
        }
    }

    private void set(boolean isPrivate, String text, boolean on) {
        if (text.isEmpty() || text.length() > 4 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return;
        }
        int mode = Integer.parseInt(text);
        if (!isPrivate) {
            insert = mode == 4 ? on : insert;
        } else if (mode == 47 || mode == 1047 || mode == 1049) {
            alternateScreen = on ? mode : 0;
        } else {
            Boolean fresh = PRIVATE.get(mode);
            if (fresh != null && fresh == on) {
                changed.remove(mode);
            } else if (fresh != null) {
                changed.put(mode, on);
            }
        }
    }

    @Override
    public void command(String text) {
        if (text.startsWith("0;") || text.startsWith("2;")) {
            String wanted = text.substring(2);
            title = wanted.length() <= LONGEST_TITLE && wanted.chars().noneMatch(Character::isISOControl)
                    ? wanted
                    : null;
        } else if (text.startsWith("133;") && text.length() > 4) {
            // Where a shell's prompt begins, and where its command does: the first letter counts.
            char mark = text.charAt(4);
            promptMark = mark >= 'A' && mark <= 'D' ? String.valueOf(mark) : promptMark;
        }
    }

    private void softReset() {
        changed.keySet().removeIf(mode -> mode == 1 || mode == 6 || mode == 7 || mode == 25 || mode == 66);
        insert = false;
        applicationKeypad = false;
        shiftedOut = false;
        Arrays.fill(charsets, "B");
        scrollRegion = "";
        rendition.reset();
    }

    private void reset() {
        softReset();
        changed.clear();
        alternateScreen = 0;
        cursorStyle = "";
        title = null;
    }
}
