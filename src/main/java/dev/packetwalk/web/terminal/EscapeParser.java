package dev.packetwalk.web.terminal;

import java.nio.charset.StandardCharsets;

/**
 * Tells apart text and control sequences in what a program prints to its terminal, as far as the modes of a terminal depend on
 * it. A state machine over bytes after the DEC VT500's (as ECMA-48 and xterm have it); text passes in a few nanoseconds a byte.
 */
final class EscapeParser {
    /** What is told of the sequences, each when its last byte has arrived. */
    interface Listener {
        /** A control character outside of any sequence, such as shift-out. */
        void control(int code);

        /** {@code ESC intermediates final}. */
        void escape(String intermediates, char last);

        /** {@code CSI parameters intermediates final}; parameters include a leading {@code ?}, {@code >} or {@code =}. */
        void sequence(String parameters, String intermediates, char last);

        /** {@code OSC text}, without its terminator; cut at the longest length that is kept. */
        void command(String text);
    }

    private enum State {
        TEXT,
        ESCAPE,
        SEQUENCE,
        /** An operating system command: kept, up to a bound. */
        COMMAND,
        /** A device control string and its like: passed over. */
        STRING,
        /** After ESC within a command or string: a backslash ends it. */
        COMMAND_ESCAPE,
        STRING_ESCAPE
    }

    /** Longer sequences are not for modes; programs use at most a few dozen bytes. */
    private static final int LONGEST = 512;

    private static final int ESC = 0x1b;
    private static final int BEL = 0x07;
    private static final int CAN = 0x18;
    private static final int SUB = 0x1a;

    private final Listener listener;
    private final StringBuilder collected = new StringBuilder();
    private State state = State.TEXT;

    /** How many continuation bytes of a UTF-8 character are still to come. */
    private int continuation;

    EscapeParser(Listener listener) {
        this.listener = listener;
    }

    /** Whether a terminal that starts reading here reads text and sequences as they were meant. */
    boolean betweenSequences() {
        return state == State.TEXT && continuation == 0;
    }

    /** Gives up a sequence that has not ended. */
    void abandon() {
        state = State.TEXT;
        continuation = 0;
    }

    void accept(byte next) {
        int b = next & 0xff;
        if (state == State.TEXT) {
            text(b);
        } else if (b == CAN || b == SUB) {
            abandon();
        } else {
            within(b);
        }
    }

    private void text(int b) {
        if (b < 0x20) {
            continuation = 0;
            if (b == ESC) {
                enter(State.ESCAPE);
            } else {
                listener.control(b);
            }
        } else if (b < 0x80) {
            continuation = 0;
        } else if (b < 0xc0) {
            continuation = Math.max(0, continuation - 1);
        } else {
            continuation = b >= 0xf0 ? 3 : b >= 0xe0 ? 2 : 1;
        }
    }

    private void within(int b) {
        switch (state) {
            case ESCAPE -> escape(b);
            case SEQUENCE -> sequence(b);
            case COMMAND -> command(b);
            case STRING -> string(b);
            case COMMAND_ESCAPE -> {
                if (b == '\\') {
                    finishCommand();
                } else {
                    enter(State.ESCAPE);
                    escape(b);
                }
            }
            case STRING_ESCAPE -> {
                enter(b == '\\' ? State.TEXT : State.ESCAPE);
                if (b != '\\') {
                    escape(b);
                }
            }
            case TEXT -> text(b);
        }
    }

    private void escape(int b) {
        if (b == ESC) {
            enter(State.ESCAPE);
        } else if (b < 0x20) {
            listener.control(b);
        } else if (b < 0x30) {
            collect(b);
        } else if (!collected.isEmpty()) {
            finishEscape(b);
        } else {
            switch (b) {
                case '[' -> enter(State.SEQUENCE);
                case ']' -> enter(State.COMMAND);
                case 'P', 'X', '^', '_' -> enter(State.STRING);
                default -> finishEscape(b);
            }
        }
    }

    private void finishEscape(int b) {
        state = State.TEXT;
        if (b < 0x7f) {
            listener.escape(collected.toString(), (char) b);
        }
    }

    private void sequence(int b) {
        if (b == ESC) {
            enter(State.ESCAPE);
        } else if (b < 0x20) {
            listener.control(b);
        } else if (b < 0x40) {
            collect(b);
        } else {
            state = State.TEXT;
            if (b < 0x7f && collected.length() < LONGEST) {
                int split = 0;
                while (split < collected.length() && collected.charAt(split) >= 0x30) {
                    split++;
                }
                listener.sequence(collected.substring(0, split), collected.substring(split), (char) b);
            }
        }
    }

    private void command(int b) {
        switch (b) {
            case BEL -> finishCommand();
            case ESC -> state = State.COMMAND_ESCAPE;
            default -> collect(b);
        }
    }

    private void finishCommand() {
        state = State.TEXT;
        byte[] bytes = new byte[collected.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) collected.charAt(i);
        }
        listener.command(new String(bytes, StandardCharsets.UTF_8));
    }

    private void string(int b) {
        if (b == ESC) {
            state = State.STRING_ESCAPE;
        } else if (b == BEL) {
            state = State.TEXT;
        }
    }

    private void enter(State next) {
        state = next;
        collected.setLength(0);
    }

    private void collect(int b) {
        if (collected.length() < LONGEST) {
            collected.append((char) b);
        }
    }
}
