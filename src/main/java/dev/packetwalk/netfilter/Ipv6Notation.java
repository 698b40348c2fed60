package dev.packetwalk.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** IPv6 addresses as text: reads every form of RFC 4291, prints the one of RFC 5952. */
final class Ipv6Notation {
    private static final int GROUPS = 8;

    private Ipv6Notation() {}

    static Optional<Address> parse(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        Optional<List<Integer>> head = groups(gap < 0 ? text : text.substring(0, gap));
        Optional<List<Integer>> tail = groups(gap < 0 ? "" : text.substring(gap + 2));
        if (head.isEmpty() || tail.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> all = new ArrayList<>(head.get());
        int missing = GROUPS - all.size() - tail.get().size();
        if (gap < 0 ? missing != 0 : missing < 1) {
            return Optional.empty();
        }
        for (int i = 0; i < missing; i++) {
            all.add(0);
        }
        all.addAll(tail.get());
        return Optional.of(new Address(Family.IP6, bits(all.subList(0, 4)), bits(all.subList(4, 8))));
    }

    private static long bits(List<Integer> groups) {
        long bits = 0;
        for (int group : groups) {
            bits = bits << 16 | group;
        }
        return bits;
    }

    private static Optional<List<Integer>> groups(String text) {
        List<Integer> groups = new ArrayList<>();
        if (text.isEmpty()) {
            return Optional.of(groups);
        }
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
                Optional<Address> v4 = Address.parse(parts[i]);
                if (v4.isEmpty()) {
                    return Optional.empty();
                }
                groups.add((int) (v4.get().low() >> 16));
                groups.add((int) (v4.get().low() & 0xffff));
            } else if (parts[i].isEmpty() || parts[i].length() > 4 || !isHex(parts[i])) {
                return Optional.empty();
            } else {
                groups.add(Integer.parseInt(parts[i], 16));
            }
        }
        return Optional.of(groups);
    }

    private static boolean isHex(String text) {
        return text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    }

    /** As glibc's inet_ntop prints it, with the last 32 bits of a mapped or compatible IPv4 address in dotted decimal. */
    static String print(Address address) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            long half = i < 4 ? address.high() : address.low();
            groups[i] = (int) (half >>> (16 * (3 - i % 4)) & 0xffff);
        }
        int gapStart = -1;
        int gapLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int length = zeros(groups, i);
            if (length > gapLength) {
                gapStart = i;
                gapLength = length;
            }
        }
        boolean compatible = gapStart == 0 && gapLength == 6;
        boolean mapped = gapStart == 0 && gapLength == 5 && groups[5] == 0xffff;
        if (compatible || mapped) {
            return (mapped ? "::ffff:" : "::") + Address.v4(address.low() & 0xffff_ffffL);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == gapStart) {
                text.append("::");
                i += gapLength - 1;
            } else {
                text.append(!text.isEmpty() && text.charAt(text.length() - 1) != ':' ? ":" : "")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    private static int zeros(int[] groups, int from) {
        int end = from;
        while (end < groups.length && groups[end] == 0) {
            end++;
        }
        return end - from;
    }
}
