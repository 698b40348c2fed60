package dev.packetwalk.netfilter;

/** To whom the frame that carried a packet was addressed: {@code -m pkttype}. */
public enum LinkCast {
    /** To this host's device. */
    UNICAST,
    /** To every device on the link. */
    BROADCAST,
    /** To a group of devices. */
    MULTICAST
}
