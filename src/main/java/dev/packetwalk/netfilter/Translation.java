package dev.packetwalk.netfilter;

/** The pseudo states of {@code --ctstate}: the flow's source or destination was rewritten. */
public enum Translation {
    SNAT,
    DNAT
}
