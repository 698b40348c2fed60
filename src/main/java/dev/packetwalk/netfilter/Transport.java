package dev.packetwalk.netfilter;

/** What follows a packet's IP header. */
public sealed interface Transport permits TcpHeader, PortsHeader, IcmpHeader, LaterFragment, OtherTransport {
    Protocol protocol();
}
