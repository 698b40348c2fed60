package dev.packetwalk.netfilter.text;

import java.util.Locale;
import java.util.Optional;

/**
 * What a rule did with a traced packet.
 *
 * @param kind what happened; a REJECT shows as {@link Kind#DROP}, a LOG or MARK as {@link Kind#CONTINUE}
 * @param chain the chain that a jump or goto leads to
 * @param text as printed
 */
public record TraceVerdict(Kind kind, Optional<String> chain, String text) {
    /** What the kernel can say. */
    public enum Kind {
        ACCEPT,
        DROP,
        CONTINUE,
        BREAK,
        RETURN,
        JUMP,
        GOTO,
        QUEUE,
        STOLEN,
        /** Something else; the text tells. */
        OTHER
    }

    /** NFT_RETURN as an unsigned number, for which xtables-monitor 1.8.9 and 1.8.11 have no name. */
    private static final String UNNAMED_RETURN = "0xfffffffb";

    /** Reads {@code JUMP:chain} of xtables-monitor and {@code jump chain} of nft. */
    static TraceVerdict parse(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != ':' && text.charAt(end) != ' ') {
            end++;
        }
        String rest = text.substring(Math.min(text.length(), end + 1)).strip();
        Kind kind = kind(text.substring(0, end));
        boolean leads = (kind == Kind.JUMP || kind == Kind.GOTO) && !rest.isEmpty();
        return new TraceVerdict(kind, leads ? Optional.of(rest) : Optional.empty(), text);
    }

    private static Kind kind(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "accept" -> Kind.ACCEPT;
            case "drop" -> Kind.DROP;
            case "continue" -> Kind.CONTINUE;
            case "break" -> Kind.BREAK;
            case "return", UNNAMED_RETURN -> Kind.RETURN;
            case "jump" -> Kind.JUMP;
            case "goto" -> Kind.GOTO;
            case "queue" -> Kind.QUEUE;
            case "stolen" -> Kind.STOLEN;
            default -> Kind.OTHER;
        };
    }
}
