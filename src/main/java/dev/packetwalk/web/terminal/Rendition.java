package dev.packetwalk.web.terminal;

/**
 * How characters are drawn, as SGR sequences ({@code CSI … m}; ECMA-48, section 8.3.117, with the colours of ISO 8613-6 that
 * xterm added) leave it: bold, colours and so on.
 */
final class Rendition {
    /** Attributes 1 to 9; bit n stands for attribute n. Bit 10 is a double underline (21). */
    private int attributes;

    private String foreground = "";
    private String background = "";
    private String underline = "";

    void reset() {
        attributes = 0;
        foreground = "";
        background = "";
        underline = "";
    }

    /** Takes the parameters of one sequence, such as {@code 1;38;5;208}. */
    void select(String parameters) {
        String[] parts = parameters.split(";", -1);
        for (int i = 0; i < parts.length; i++) {
            int code = leading(parts[i]);
            switch (code) {
                case 38, 48, 58 -> i += colour(code, parts, i);
                default -> one(code, parts[i]);
            }
        }
    }

    /** Takes an extended colour at {@code at}; returns how many further parts belong to it. */
    private int colour(int code, String[] parts, int at) {
        int further = 0;
        StringBuilder text = new StringBuilder(parts[at]);
        if (parts[at].indexOf(':') < 0 && at + 1 < parts.length) {
            int wanted = parts[at + 1].equals("2") ? 4 : 2;
            further = Math.min(wanted, parts.length - 1 - at);
            for (int i = 1; i <= further; i++) {
                text.append(';').append(parts[at + i]);
            }
        }
        switch (code) {
            case 38 -> foreground = text.toString();
            case 48 -> background = text.toString();
            default -> underline = text.toString();
        }
        return further;
    }

    private void one(int code, String part) {
        if (code == 0) {
            reset();
        } else if (code <= 9) {
            attributes |= 1 << code;
        } else if (code == 21) {
            attributes |= 1 << 10;
        } else if (code == 22) {
            attributes &= ~(1 << 1 | 1 << 2);
        } else if (code == 24) {
            attributes &= ~(1 << 4 | 1 << 10);
        } else if (code >= 23 && code <= 29) {
            attributes &= ~(1 << (code - 20));
        } else if (code == 39) {
            foreground = "";
        } else if (code == 49) {
            background = "";
        } else if (code == 59) {
            underline = "";
        } else if (isForeground(code)) {
            foreground = part;
        } else if (isBackground(code)) {
            background = part;
        }
    }

    private static boolean isForeground(int code) {
        return (code >= 30 && code <= 37) || (code >= 90 && code <= 97);
    }

    private static boolean isBackground(int code) {
        return (code >= 40 && code <= 47) || (code >= 100 && code <= 107);
    }

    /** The number before any colon; 0 for nothing, as the standard has it; larger than any code for what is no number. */
    private static int leading(String part) {
        int end = part.indexOf(':');
        String number = end < 0 ? part : part.substring(0, end);
        if (number.isEmpty()) {
            return 0;
        }
        return number.length() <= 3 && number.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(number)
                : Integer.MAX_VALUE;
    }

    /** The sequence that brings a fresh terminal here; empty when it is there already. */
    String restore() {
        StringBuilder text = new StringBuilder();
        for (int bit = 1; bit <= 10; bit++) {
            if ((attributes & 1 << bit) != 0) {
                text.append(';').append(bit == 10 ? 21 : bit);
            }
        }
        for (String colour : new String[] {foreground, background, underline}) {
            if (!colour.isEmpty()) {
                text.append(';').append(colour);
            }
        }
        return text.isEmpty() ? "" : "\u001b[" + text.substring(1) + "m";
    }
}
