package dev.packetwalk.lesson;

import java.util.regex.Pattern;

/** The written forms of IPv4 addresses that a lesson may use. */
final class Ipv4 {
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final String DOTTED = OCTET + "(?:\\." + OCTET + "){3}";
    private static final String LENGTH = "/(?:3[0-2]|[12]?\\d)";

    /** Such as {@code 10.77.0.3}. */
    static final Pattern ADDRESS = Pattern.compile(DOTTED);

    /** Such as {@code 10.77.0.3/24}. */
    static final Pattern WITH_LENGTH = Pattern.compile(DOTTED + LENGTH);

    /** Either of the two. */
    static final Pattern NETWORK = Pattern.compile(DOTTED + "(?:" + LENGTH + ")?");

    private Ipv4() {}
}
