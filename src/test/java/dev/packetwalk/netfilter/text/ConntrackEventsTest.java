package dev.packetwalk.netfilter.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.Counters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConntrackEventsTest {
    @Test
    void a_new_connection_with_a_timestamp_is_read() {
        FlowEvent event =
                only("[1795332643.286897]\t    [NEW] tcp      6 120 SYN_SENT src=10.1.0.2 dst=10.1.0.1 sport=43688"
                        + " dport=8080 [UNREPLIED] src=10.2.0.2 dst=10.2.0.1 sport=80 dport=43688 id=3856741315");

        assertThat(event.change()).isEqualTo(FlowEvent.Change.NEW);
        assertThat(event.time()).contains(Instant.parse("2026-11-22T07:30:43.286897Z"));
        assertThat(event.tracked().flow().tcpState()).contains("SYN_SENT");
        assertThat(event.tracked().flow().replied()).isFalse();
        assertThat(event.tracked().flow().reply().source()).isEqualTo(Address.of("10.2.0.2"));
        assertThat(event.tracked().id()).contains(3856741315L);
    }

    @Test
    void the_end_of_a_flow_that_a_program_deleted_is_read() {
        FlowEvent event =
                only("[DESTROY] ipv4     2 udp      17 28 src=10.1.0.2 dst=10.2.0.2 sport=1 dport=2 zone-orig=6"
                        + " packets=1 bytes=29 [UNREPLIED] src=10.2.0.2 dst=10.2.0.1 sport=2 dport=1 packets=0 bytes=0"
                        + " delta-time=1 id=4101086826 [USERSPACE] portid=13046 progname=conntrack");

        assertThat(event.change()).isEqualTo(FlowEvent.Change.DESTROY);
        assertThat(event.time()).isEmpty();
        assertThat(event.tracked().originalZone()).isEqualTo(6);
        assertThat(event.tracked().replyZone()).isZero();
        assertThat(event.tracked().flow().original().counters()).contains(new Counters(1, 29));
        assertThat(event.tracked().age()).contains(1L);
        assertThat(event.tracked().flagged("USERSPACE")).isTrue();
        assertThat(event.tracked().value("progname")).contains("conntrack");
    }

    @Test
    void an_end_without_timeout_is_read() {
        FlowEvent event = only(
                "[DESTROY] tcp      6 src=1.1.1.1 dst=2.2.2.2 sport=1 dport=2 src=2.2.2.2 dst=1.1.1.1 sport=2 dport=1");

        assertThat(event.tracked().flow().timeout()).isEmpty();
        assertThat(event.tracked().flow().tcpState()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "[NEW]",
                "[NEW] tcp 6 src=1.1.1.1",
                "[CHANGE] udp 17 30 src=1.1.1.1 dst=2.2.2.2 src=2.2.2.2 dst=1.1.1.1",
                "udp 17 30 src=1.1.1.1 dst=2.2.2.2 src=2.2.2.2 dst=1.1.1.1"
            })
    void a_line_that_is_no_event_is_a_problem(String line) {
        Parsed<List<FlowEvent>> parsed = ConntrackEvents.parse("\n" + line);

        assertThat(parsed.value()).isEmpty();
        assertThat(parsed.problems()).hasSize(1);
        assertThat(parsed.problems().getFirst().line()).isEqualTo(2);
    }

    static Stream<Path> recorded() throws IOException {
        return Corpus.files("own", "tool-output", name -> name.contains("conntrack-E") && name.endsWith(".txt"));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void recorded_events_are_understood_line_by_line_and_lose_nothing(Path events) throws IOException {
        Corpus.assumePresent();
        String text = Files.readString(events);

        Parsed<List<FlowEvent>> parsed = ConntrackEvents.parse(text);

        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.value().stream()
                        .map(event -> event.tracked().raw() + "\n")
                        .collect(Collectors.joining()))
                .isEqualTo(text);
    }

    private static FlowEvent only(String line) {
        Parsed<List<FlowEvent>> parsed = ConntrackEvents.parse(line + "\n");
        assertThat(parsed.problems()).isEmpty();
        return parsed.value().getFirst();
    }
}
