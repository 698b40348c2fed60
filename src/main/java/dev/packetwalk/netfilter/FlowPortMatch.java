package dev.packetwalk.netfilter;

/**
 * An end of the flow has one of these ports: {@code --ctorigsrcport} and its like. A flow without ports has port 0, or for ICMP
 * its identifier as source and its type and code as destination, as in the kernel.
 *
 * @param end which end
 * @param ports which ports
 */
public record FlowPortMatch(FlowEnd end, PortRange ports) implements FlowMatch {}
