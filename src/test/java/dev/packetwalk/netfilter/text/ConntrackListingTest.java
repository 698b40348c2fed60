package dev.packetwalk.netfilter.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.Counters;
import dev.packetwalk.netfilter.Flow;
import dev.packetwalk.netfilter.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConntrackListingTest {
    @Test
    void an_established_connection_with_translated_destination_is_read() {
        Flow flow = only(
                "tcp      6 431999 ESTABLISHED src=10.1.0.2 dst=10.1.0.1 sport=39064 dport=8080 packets=5 bytes=300 "
                        + "src=10.2.0.2 dst=10.1.0.2 sport=80 dport=39064 packets=4 bytes=200 [ASSURED] mark=7 use=1");

        assertThat(flow.protocol()).isEqualTo(Protocol.TCP);
        assertThat(flow.timeout()).contains(431999L);
        assertThat(flow.tcpState()).contains("ESTABLISHED");
        assertThat(flow.original().source()).isEqualTo(Address.of("10.1.0.2"));
        assertThat(flow.original().destinationPort()).contains(8080);
        assertThat(flow.original().counters()).contains(new Counters(5, 300));
        assertThat(flow.replied()).isTrue();
        assertThat(flow.assured()).isTrue();
        assertThat(flow.mark()).isEqualTo(7);
        assertThat(flow.destinationTranslated()).isTrue();
        assertThat(flow.sourceTranslated()).isFalse();
    }

    @Test
    void an_unanswered_ping_is_read() {
        Flow flow = only(
                "icmp     1 29 src=10.0.0.2 dst=10.0.0.9 type=8 code=0 id=4242 [UNREPLIED] src=10.0.0.9 dst=10.0.0.2 type=0 code=0 id=4242 mark=0 use=1 id=3342291968");

        assertThat(flow.tcpState()).isEmpty();
        assertThat(flow.replied()).isFalse();
        assertThat(flow.original().icmpType()).contains(8);
        assertThat(flow.reply().icmpId()).contains(4242);
        assertThat(flow.destinationTranslated()).isFalse();
    }

    @Test
    void the_extended_form_and_ipv6_are_read() {
        Flow flow = only(
                "ipv6     10 udp      17 29 src=fe80::1 dst=fe80::2 sport=1 dport=2 src=fe80::2 dst=fe80::1 sport=2 dport=1 mark=0 zone=0 use=2");

        assertThat(flow.original().source()).isEqualTo(Address.of("fe80::1"));
        assertThat(flow.replied()).isTrue();
    }

    @Test
    void the_flows_own_id_is_told_from_those_of_a_ping() {
        TrackedFlow tracked = ConntrackListing.tracked(
                        "icmp     1 29 src=10.0.0.2 dst=10.0.0.9 type=8 code=0 id=4242 [UNREPLIED] src=10.0.0.9 dst=10.0.0.2 type=0 code=0 id=4243 mark=0 use=1 id=3342291968")
                .value()
                .getFirst();

        assertThat(tracked.flow().original().icmpId()).contains(4242);
        assertThat(tracked.flow().reply().icmpId()).contains(4243);
        assertThat(tracked.id()).contains(3342291968L);
    }

    @Test
    void zones_helpers_labels_times_and_offloading_are_kept() {
        TrackedFlow tracked = ConntrackListing.tracked(
                        "ipv4     2 tcp      6 src=10.0.0.2 dst=10.0.0.9 sport=1 dport=21 zone-orig=3 src=10.0.0.9 dst=10.0.0.2 sport=21 dport=1 zone-reply=4 [OFFLOAD] mark=0 zone=5 delta-time=12 [start=Sun Nov 22 07:36:01 2026] [stop=Sun Nov 22 07:36:13 2026] helper=ftp labels=a,b odd use=2")
                .value()
                .getFirst();

        assertThat(tracked.zone()).isEqualTo(5);
        assertThat(tracked.originalZone()).isEqualTo(3);
        assertThat(tracked.replyZone()).isEqualTo(4);
        assertThat(tracked.flagged("OFFLOAD")).isTrue();
        assertThat(tracked.flow().timeout()).isEmpty();
        assertThat(tracked.flow().tcpState()).isEmpty();
        assertThat(tracked.helper()).contains("ftp");
        assertThat(tracked.age()).contains(12L);
        assertThat(tracked.value("start")).contains("Sun Nov 22 07:36:01 2026");
        assertThat(tracked.value("stop")).contains("Sun Nov 22 07:36:13 2026");
        assertThat(tracked.value("labels")).contains("a,b");
        assertThat(tracked.words()).anyMatch(word -> word.value().equals("odd"));
        tracked.words()
                .forEach(word -> assertThat(tracked.raw().substring(word.start()))
                        .containsPattern("^\\[?" + java.util.regex.Pattern.quote(word.key())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nonsense", "ipv4", "tcp", "tcp 6 10 ESTABLISHED src=1.2.3.4", "tcp 6 src=x dst=y src=z dst=w"})
    void a_line_that_is_no_flow_is_a_problem(String line) {
        assertThat(ConntrackListing.parse(line).problems()).hasSize(1);
    }

    static Stream<Path> listings() throws IOException {
        return Corpus.files(
                "own",
                "tool-output",
                name -> (name.contains("conntrack-L") || name.contains("conntrack-D") || name.contains("proc-nf"))
                        && name.endsWith(".txt")
                        && !name.contains("save"));
    }

    @ParameterizedTest
    @MethodSource("listings")
    void recorded_listings_are_understood_line_by_line(Path listing) throws IOException {
        Corpus.assumePresent();

        String text = Files.readString(listing);

        Parsed<List<TrackedFlow>> parsed = ConntrackListing.tracked(text);

        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.value()).isNotEmpty();
        assertThat(parsed.value().stream().map(flow -> flow.raw() + "\n").collect(Collectors.joining()))
                .isEqualTo(text.replaceAll("(?m)^(conntrack v|nfct_).*\n", ""));
    }

    private static Flow only(String line) {
        Parsed<List<Flow>> parsed = ConntrackListing.parse(line + "\n");
        assertThat(parsed.problems()).isEmpty();
        return parsed.value().getFirst();
    }
}
