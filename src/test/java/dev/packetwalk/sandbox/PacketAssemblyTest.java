package dev.packetwalk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.sandbox.TraceMessage.Event;
import dev.packetwalk.sandbox.TraceMessage.Seen;
import dev.packetwalk.sandbox.TraceMessage.Then;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PacketAssemblyTest {
    private static final long LATER = 1_000_000_000;

    private final PacketAssembly assembly = new PacketAssembly();

    @Test
    void packets_that_are_told_of_by_turns_are_kept_apart_and_come_in_the_order_in_which_they_set_out() {
        List<PacketAssembly.Whole> packets = assembly.add(
                List.of(
                        marker(1, "watch-prerouting", packet("eth0", 40_000)),
                        marker(2, "watch-output", packet("", 80)),
                        marker(2, "end-postrouting", packet("", 80)),
                        marker(1, "end-prerouting", packet("eth0", 40_000)),
                        decided(1, Policy.DROP)),
                0);
        assertThat(packets).extracting(whole -> whole.messages().size()).containsExactly(3, 2);
        assertThat(packets.getFirst().generation()).isEqualTo(5);
    }

    @Test
    void a_packet_is_whole_when_it_is_dropped_delivered_or_not_heard_of_any_more() {
        assertThat(assembly.add(List.of(marker(1, "watch-prerouting", packet("eth0", 1))), 0))
                .isEmpty();
        assertThat(assembly.add(List.of(dropped(1)), 1)).hasSize(1);
        assertThat(assembly.add(
                        List.of(
                                marker(1, "watch-prerouting", packet("eth0", 2)),
                                marker(1, "end-input", packet("eth0", 2))),
                        2))
                .hasSize(1);
        assertThat(assembly.add(List.of(marker(1, "watch-prerouting", packet("eth0", 3))), 3))
                .isEmpty();
        assertThat(assembly.add(List.of(), LATER)).hasSize(1);
        assertThat(assembly.add(List.of(), 2 * LATER)).isEmpty();
    }

    @Test
    void a_number_that_is_used_again_is_another_packet() {
        List<PacketAssembly.Whole> packets = assembly.add(
                List.of(
                        marker(1, "watch-output", packet("", 1)),
                        marker(1, "watch-output", packet("", 2)),
                        marker(1, "end-postrouting", packet("", 2))),
                0);
        assertThat(packets).extracting(whole -> whole.messages().size()).containsExactly(1, 2);
    }

    @Test
    void what_leaves_over_lo_and_comes_in_again_under_another_number_is_one_packet() {
        Packet out = packet("", 1).between("", "lo");
        List<PacketAssembly.Whole> packets = assembly.add(
                List.of(
                        marker(1, "watch-output", out),
                        marker(1, "end-postrouting", out),
                        marker(2, "start-prerouting", packet("lo", 1)),
                        marker(2, "end-input", packet("lo", 1))),
                0);
        assertThat(packets)
                .singleElement()
                .satisfies(whole -> assertThat(whole.messages()).hasSize(4));
    }

    @Test
    void what_began_before_anybody_listened_is_left_out() {
        assertThat(assembly.add(List.of(dropped(9)), 0)).isEmpty();
        assertThat(PacketAssembly.all(List.of(decided(9, Policy.ACCEPT)))).isEmpty();
    }

    private static Packet packet(String in, int port) {
        return new Packet(
                in, "", Address.of("10.77.0.2"), Address.of("10.77.0.3"), new TcpHeader(port, 22, 2), ConnState.NEW, 0);
    }

    private static Watched.Told marker(long number, String chain, Packet packet) {
        Seen seen = new Seen(packet, Optional.of(ConnState.NEW));
        return told(
                number,
                new TraceMessage(
                        Family.INET, TraceMessage.MARKER_TABLE, chain, new Event.ChainEnded(), 0, Optional.of(seen)));
    }

    private static Watched.Told dropped(long number) {
        return told(
                number,
                new TraceMessage(Family.IP, "filter", "INPUT", new Event.Matched(1, Then.DROP), 0, Optional.empty()));
    }

    private static Watched.Told decided(long number, Policy policy) {
        return told(
                number, new TraceMessage(Family.IP, "filter", "INPUT", new Event.Decided(policy), 0, Optional.empty()));
    }

    private static Watched.Told told(long number, TraceMessage message) {
        return new Watched.Told(5, number, message);
    }
}
