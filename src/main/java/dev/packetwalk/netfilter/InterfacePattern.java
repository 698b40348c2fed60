package dev.packetwalk.netfilter;

/**
 * A name of an interface, or the beginning of names.
 *
 * @param name without the wildcard; may be empty with {@code prefix}, which then stands for every interface and for none
 * @param prefix whether longer names match too ({@code eth+} in iptables, {@code eth*} in nft)
 */
public record InterfacePattern(String name, boolean prefix) {
    /** The pattern that iptables means by this text: a trailing {@code +} stands for any ending. */
    public static InterfacePattern parse(String text) {
        return text.endsWith("+")
                ? new InterfacePattern(text.substring(0, text.length() - 1), true)
                : new InterfacePattern(text, false);
    }

    /** Whether an interface of that name matches; a packet without that interface has the empty name, as in the kernel. */
    public boolean matches(String interfaceName) {
        return prefix ? interfaceName.startsWith(name) : interfaceName.equals(name);
    }

    /** As iptables prints it. */
    @Override
    public String toString() {
        return prefix ? name + "+" : name;
    }
}
