package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.RestoreMark;
import dev.packetwalk.netfilter.SaveMark;
import dev.packetwalk.netfilter.SetFlowMark;
import dev.packetwalk.netfilter.Target;
import java.util.List;
import java.util.Optional;

/** The options of {@code -j CONNMARK}, as iptables 1.8.9 reads and prints them (extensions/libxt_CONNMARK.c). */
final class FlowMarkTargets {
    private FlowMarkTargets() {}

    /** The target that the words mean; empty when they are not understood. */
    static Optional<Target> parse(List<String> words) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        List<String> rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "--save-mark" -> masks(rest).map(masks -> new SaveMark(masks.packet, masks.flow));
            case "--restore-mark" -> masks(rest).map(masks -> new RestoreMark(masks.packet, masks.flow));
            default -> set(words);
        };
    }

    private static Optional<Target> set(List<String> words) {
        if (words.size() != 2) {
            return Optional.empty();
        }
        Optional<Numbers.Masked> mark = Numbers.valueAndMask(words.getLast());
        return mark.flatMap(m -> switch (words.getFirst()) {
            case "--set-xmark" -> Optional.of(new SetFlowMark(m.value(), m.mask()));
            case "--set-mark" -> Optional.of(new SetFlowMark(m.value(), m.value() | m.mask()));
            case "--or-mark" -> Optional.of(new SetFlowMark(m.value(), m.value()));
            case "--and-mark" -> Optional.of(new SetFlowMark(0, ~m.value() & Numbers.MAX_32));
            case "--xor-mark" -> Optional.of(new SetFlowMark(m.value(), 0));
            default -> Optional.empty();
        });
    }

    private record Masks(long packet, long flow) {}

    private static Optional<Masks> masks(List<String> words) {
        long packet = Numbers.MAX_32;
        long flow = Numbers.MAX_32;
        for (int i = 0; i < words.size(); i += 2) {
            Optional<Long> mask = i + 1 < words.size() ? Numbers.word(words.get(i + 1)) : Optional.empty();
            if (mask.isEmpty()) {
                return Optional.empty();
            }
            switch (words.get(i)) {
                case "--mask" -> {
                    packet = mask.get();
                    flow = mask.get();
                }
                case "--nfmask" -> packet = mask.get();
                case "--ctmask" -> flow = mask.get();
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new Masks(packet, flow));
    }

    static String print(SetFlowMark mark) {
        return " -j CONNMARK --set-xmark " + hex(mark.value()) + "/" + hex(mark.mask());
    }

    static String print(SaveMark mark) {
        return " -j CONNMARK --save-mark" + masks(mark.packetMask(), mark.flowMask());
    }

    static String print(RestoreMark mark) {
        return " -j CONNMARK --restore-mark" + masks(mark.packetMask(), mark.flowMask());
    }

    private static String masks(long packet, long flow) {
        return " --nfmask " + hex(packet) + " --ctmask " + hex(flow);
    }

    private static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }
}
