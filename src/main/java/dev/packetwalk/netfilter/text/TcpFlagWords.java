package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.TcpFlag;
import dev.packetwalk.netfilter.TcpFlagsMatch;
import java.util.List;
import java.util.Optional;

/** TCP flags as iptables writes them: {@code FIN,SYN,RST,ACK}, {@code ALL}, {@code NONE}. */
final class TcpFlagWords {
    private static final int ALL = 0x3f;

    /** What {@code --syn} stands for. */
    static final TcpFlagsMatch SYN_PACKET = new TcpFlagsMatch(
            TcpFlag.FIN.bit() | TcpFlag.SYN.bit() | TcpFlag.RST.bit() | TcpFlag.ACK.bit(), TcpFlag.SYN.bit());

    private TcpFlagWords() {}

    static Optional<Integer> parse(String text) {
        return parseAll(List.of(text.split(",", -1)));
    }

    static Optional<Integer> parseAll(List<String> words) {
        int flags = 0;
        for (String word : words) {
            Optional<Integer> bits = bits(word);
            if (bits.isEmpty()) {
                return Optional.empty();
            }
            flags |= bits.get();
        }
        return Optional.of(flags);
    }

    private static Optional<Integer> bits(String word) {
        return switch (word.toUpperCase(java.util.Locale.ROOT)) {
            case "ALL" -> Optional.of(ALL);
            case "NONE" -> Optional.of(0);
            case "FIN" -> Optional.of(TcpFlag.FIN.bit());
            case "SYN" -> Optional.of(TcpFlag.SYN.bit());
            case "RST" -> Optional.of(TcpFlag.RST.bit());
            case "PSH" -> Optional.of(TcpFlag.PSH.bit());
            case "ACK" -> Optional.of(TcpFlag.ACK.bit());
            case "URG" -> Optional.of(TcpFlag.URG.bit());
            default -> Optional.empty();
        };
    }

    /** As iptables-save prints them. */
    static String print(int flags) {
        StringBuilder text = new StringBuilder();
        for (TcpFlag flag : TcpFlag.values()) {
            if ((flags & ALL & flag.bit()) != 0) {
                text.append(text.isEmpty() ? "" : ",").append(flag);
            }
        }
        return text.isEmpty() ? "NONE" : text.toString();
    }
}
