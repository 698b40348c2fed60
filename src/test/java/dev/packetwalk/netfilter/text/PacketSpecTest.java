package dev.packetwalk.netfilter.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.LaterFragment;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.TcpHeader;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketSpecTest {
    private static final int SYN_ACK = 0x12;

    @Test
    void says_every_part_of_a_packet() {
        assertThat(PacketSpec.parse("in=eth0 proto=tcp src=10.0.0.9 sport=40000 dst=10.0.0.2 dport=22 flags=SYN,ACK"
                                + " state=ESTABLISHED mark=0x2a")
                        .value())
                .contains(new Packet(
                        "eth0",
                        "",
                        Address.of("10.0.0.9"),
                        Address.of("10.0.0.2"),
                        new TcpHeader(40000, 22, SYN_ACK),
                        ConnState.ESTABLISHED,
                        42));
    }

    @Test
    void a_tcp_packet_of_which_nothing_more_is_said_opens_a_connection() {
        Packet packet = PacketSpec.parse("proto=TCP src=10.0.0.9 sport=1 dst=10.0.0.2 dport=2")
                .value()
                .orElseThrow();

        assertThat(packet.transport()).isEqualTo(new TcpHeader(1, 2, 2));
        assertThat(packet.state()).isEqualTo(ConnState.NEW);
        assertThat(packet.in()).isEmpty();
    }

    @Test
    void icmp_of_ipv6_addresses_is_icmpv6() {
        assertThat(PacketSpec.parse("proto=icmp src=fd00::1 dst=fd00::2 icmp-type=echo-request")
                        .value()
                        .orElseThrow()
                        .transport())
                .isEqualTo(new IcmpHeader(Protocol.ICMPV6, 128, 0));
    }

    @Test
    void a_later_fragment_needs_no_ports() {
        assertThat(PacketSpec.parse("proto=udp src=10.0.0.9 dst=10.0.0.2 fragment")
                        .value()
                        .orElseThrow()
                        .transport())
                .isEqualTo(new LaterFragment(Protocol.UDP));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "in=eth0 proto=tcp src=10.0.0.9 dst=10.0.0.2 sport=40000 dport=22 flags=SYN state=NEW",
                "in=lo out=lo proto=udp src=127.0.0.1 dst=127.0.0.1 sport=5 dport=53 state=ESTABLISHED mark=0x1",
                "out=eth0 proto=icmp src=10.0.0.9 dst=10.0.0.2 icmp-type=3/1 state=RELATED",
                "proto=gre src=10.0.0.9 dst=10.0.0.2 state=UNTRACKED",
                "in=eth0 proto=tcp src=fd00::9 dst=fd00::2 sport=1 dport=2 flags=NONE state=INVALID",
                "in=eth0 proto=udp src=10.0.0.9 dst=10.0.0.2 fragment state=NEW"
            })
    void a_packet_prints_as_it_is_read(String text) {
        assertThat(PacketSpec.parse(text).value().map(Packet::toString)).contains(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "proto=tcp src=10.0.0.9 sport=1 dst=10.0.0.2          | 44 | dport is missing",
                "proto=tcp src=10.0.0.9 sport=1 dst=10.0.0.2 dport=x  | 45 | dport is 'x'",
                "proto=tcp src=10.0.0.300 sport=1 dst=10.0.0.2 dport=1 | 11 | src is '10.0.0.300'",
                "proto=udp src=10.0.0.3 sport=1 dst=fd00::1 dport=1   | 32 | src and dst are of different families",
                "proto=udp src=10.0.0.3 sport=1 dst=10.0.0.1 dport=1 flags=SYN | 53 | 'flags' does not belong here",
                "proto=icmp src=10.0.0.3 dst=10.0.0.1 icmp-type=8 color=red | 50 | 'color' does not belong here",
                "proto=icmp src=10.0.0.3 src=10.0.0.4 dst=10.0.0.1 icmp-type=8 | 25 | a second src",
                "in=a/b proto=gre src=10.0.0.3 dst=10.0.0.1           | 1  | in is 'a/b'"
            })
    void what_is_wrong_is_named_with_its_column_and_a_remedy(String text, int column, String message) {
        Parsed<Optional<Packet>> parsed = PacketSpec.parse(text.strip());

        assertThat(parsed.value()).isEmpty();
        assertThat(parsed.problems()).hasSize(1).first().satisfies(problem -> {
            assertThat(problem.column()).isEqualTo(column);
            assertThat(problem.message()).isEqualTo(message);
            assertThat(problem.remedy()).isNotBlank();
        });
    }

    @Test
    void no_text_makes_it_throw() {
        long seed = Long.getLong("packetwalk.seed", System.nanoTime());
        System.out.println("PacketSpecTest seed " + seed);
        Random random = new Random(seed);
        List<String> pieces =
                List.of("in", "src", "=", " ", "10.0.0.1", "proto", "tcp", "sport", "9", "::", "fragment", "\t");
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(12); j > 0; j--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            Parsed<Optional<Packet>> parsed = PacketSpec.parse(text.toString());
            assertThat(parsed.value().isPresent()).isEqualTo(parsed.problems().isEmpty());
        }
    }
}
