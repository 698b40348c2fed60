package dev.packetwalk.netfilter;

/**
 * An end of the flow has one of these addresses: {@code --ctorigsrc}, {@code --ctorigdst}, {@code --ctreplsrc},
 * {@code --ctrepldst}.
 *
 * @param end which end
 * @param network which addresses
 */
public record FlowAddressMatch(FlowEnd end, Network network) implements FlowMatch {}
