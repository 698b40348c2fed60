package dev.packetwalk.netfilter.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorTest {
    private static final TracePlace WEB = new TracePlace(Family.IP, "filter", "WEB");

    @Test
    void a_packet_of_xtables_monitor_tells_its_header() {
        TracedPacket packet = (TracedPacket)
                xtables(
                        "PACKET: 2 074830b8 IN=lan0 OUT=dmz0 MACSRC=8a:40:ce:d4:79:1e"
                                + " SRC=10.1.0.2 DST=10.2.0.2 LEN=60 TOS=0x0 TTL=63 ID=1 DF OPT (0a0b) SPORT=40694 DPORT=80 SYN MARK=0x7 ");

        assertThat(packet.trace()).isEqualTo("074830b8");
        assertThat(packet.place()).isEmpty();
        assertThat(packet.in()).contains("lan0");
        assertThat(packet.out()).contains("dmz0");
        assertThat(packet.source()).contains(Address.of("10.1.0.2"));
        assertThat(packet.destination()).contains(Address.of("10.2.0.2"));
        assertThat(packet.sourcePort()).contains(40694);
        assertThat(packet.destinationPort()).contains(80);
        assertThat(packet.mark()).contains(7L);
        assertThat(packet.fields())
                .contains(new TracedPacket.Field("SYN", ""), new TracedPacket.Field("OPT", "(0a0b)"));
    }

    @Test
    void a_packet_of_nft_tells_the_same_and_its_chain() {
        TracedPacket packet = (TracedPacket) nft("trace id 37a2d85f ip mangle FORWARD packet: iif \"lan0\" oif \"dmz0\""
                + " ether saddr 22:9e:8b:d6:fc:14 ip saddr 10.1.0.2 ip daddr 10.2.0.2 ip dscp cs0 ip ttl 63 ip length 60"
                + " tcp sport 44252 tcp dport 80 tcp flags == syn tcp window 64240 ");

        assertThat(packet.place()).contains(new TracePlace(Family.IP, "mangle", "FORWARD"));
        assertThat(packet.in()).contains("lan0");
        assertThat(packet.out()).contains("dmz0");
        assertThat(packet.source()).contains(Address.of("10.1.0.2"));
        assertThat(packet.destination()).contains(Address.of("10.2.0.2"));
        assertThat(packet.sourcePort()).contains(44252);
        assertThat(packet.destinationPort()).contains(80);
        assertThat(packet.value("tcp flags")).contains("syn");
        assertThat(packet.value("tcp window")).contains("64240");
        assertThat(packet.mark()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ACCEPT      | ACCEPT   |",
                "DROP        | DROP     |",
                "CONTINUE    | CONTINUE |",
                "JUMP:CHECK  | JUMP     | CHECK",
                "GOTO:LOG    | GOTO     | LOG",
                "0xfffffffb  | RETURN   |",
                "RETURN      | RETURN   |",
                "QUEUE       | QUEUE    |",
                "STOLEN      | STOLEN   |",
                "0x12345678  | OTHER    |",
            })
    void a_rule_of_xtables_monitor_tells_its_handle_verdict_and_text(
            String printed, TraceVerdict.Kind kind, String chain) {
        TracedRule rule = (TracedRule)
                xtables(" TRACE: 2 074830b8 filter:WEB:rule:0x1b:" + printed + "  -4 -t filter -A WEB -j CHECK");

        assertThat(rule.place()).isEqualTo(WEB);
        assertThat(rule.handle()).contains(27L);
        assertThat(rule.verdict()).isEqualTo(new TraceVerdict(kind, Optional.ofNullable(chain), printed));
        assertThat(rule.text()).isEqualTo("-A WEB -j CHECK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-4 -t filter ", "iptables -t filter "})
    void the_command_before_a_rule_differs_with_the_version(String command) {
        TracedRule rule = (TracedRule) xtables(
                " TRACE: 2 0a filter:WEB:rule:0x5:ACCEPT  " + command + "-A WEB -p tcp -m tcp --dport 80 -j ACCEPT");
        RulesetEvent event = (RulesetEvent) xtables(" EVENT: " + command + "-D WEB -j DROP");

        assertThat(rule.text()).isEqualTo("-A WEB -p tcp -m tcp --dport 80 -j ACCEPT");
        assertThat(event.text()).isEqualTo("-D WEB -j DROP");
        assertThat(event.place()).contains(WEB);
        assertThat(event.change()).isEqualTo(RulesetEvent.Change.REMOVED);
        assertThat(event.kind()).isEqualTo(RulesetEvent.Kind.RULE);
    }

    @Test
    void policies_and_returns_are_told() {
        assertThat(xtables(" TRACE: 10 0a filter:INPUT:policy:DROP "))
                .isInstanceOfSatisfying(TracedPolicy.class, policy -> {
                    assertThat(policy.policy()).isEqualTo(Policy.DROP);
                    assertThat(policy.place()).isEqualTo(new TracePlace(Family.IP6, "filter", "INPUT"));
                });
        assertThat(xtables(" TRACE: 2 0a filter:WEB:return:")).isInstanceOf(TracedReturn.class);
        assertThat(nft("trace id 0a inet fw input policy accept meta mark 0x00000007 "))
                .isInstanceOfSatisfying(
                        TracedPolicy.class,
                        policy -> assertThat(policy.policy()).isEqualTo(Policy.ACCEPT));
        assertThat(nft("trace id 0a ip filter WEB verdict return ")).isInstanceOf(TracedReturn.class);
    }

    @Test
    void a_rule_of_nft_tells_its_verdict_and_its_handle_where_there_is_one() {
        TracedRule plain =
                (TracedRule) nft("trace id 0a ip filter WEB rule tcp dport 80 counter jump a (verdict jump a)");
        TracedRule handled =
                (TracedRule) nft("trace id 0a ip filter WEB rule ct state new accept # handle 12 (verdict accept)");
        TracedRule unknown = (TracedRule) nft("trace id 0a ip filter WEB unknown rule handle 18 (verdict drop)");

        assertThat(plain.verdict().chain()).contains("a");
        assertThat(plain.handle()).isEmpty();
        assertThat(plain.text()).isEqualTo("tcp dport 80 counter jump a");
        assertThat(handled.handle()).contains(12L);
        assertThat(handled.text()).isEqualTo("ct state new accept");
        assertThat(unknown.handle()).contains(18L);
        assertThat(unknown.verdict().kind()).isEqualTo(TraceVerdict.Kind.DROP);
        assertThat(unknown.text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x | EVENT: -4 -t filter -N WEB                                    | ADDED   | CHAIN | ip filter WEB",
                "x | EVENT: -6 -t filter -X WEB                                    | REMOVED | CHAIN | ip6 filter WEB",
                "x | EVENT: # nft: ip filter INPUT use 1 type filter hook input    | ADDED   | CHAIN | ip filter INPUT",
                "x | EVENT: nft: NEW chain: ip filter INPUT use 1 type filter      | ADDED   | CHAIN | ip filter INPUT",
                "x | EVENT: nft: DEL chain: ip6 filter INPUT                       | REMOVED | CHAIN | ip6 filter INPUT",
                "x | EVENT: nft: NEW table: table filter ip flags 0 use 1 handle 1 | ADDED   | TABLE | ip filter ",
                "x | EVENT: nft: DEL table: table filter ip6 flags 0               | REMOVED | TABLE | ip6 filter ",
                "n | insert rule ip filter INPUT udp dport 53 accept # handle 3    | ADDED   | RULE  | ip filter INPUT",
                "n | delete rule ip filter INPUT handle 3                          | REMOVED | RULE  | ip filter INPUT",
                "n | create chain ip filter WEB # handle 5                         | ADDED   | CHAIN | ip filter WEB",
                "n | delete table ip filter                                        | REMOVED | TABLE | ip filter ",
                "n | add table inet fw # handle 2                                  | ADDED   | TABLE | inet fw ",
                "n | add element ip filter s { 1.2.3.4 }                           | ADDED   | OTHER | ip filter ",
            })
    void an_event_tells_what_came_or_went(
            String tool, String line, RulesetEvent.Change change, RulesetEvent.Kind kind, String place) {
        RulesetEvent event = (RulesetEvent) (tool.equals("x") ? xtables(line) : nft(line));

        assertThat(event.change()).isEqualTo(change);
        assertThat(event.kind()).isEqualTo(kind);
        TracePlace there = event.place().orElseThrow();
        assertThat(there.family().keyword() + " " + there.table() + " " + there.chain())
                .isEqualToIgnoringWhitespace(place);
    }

    @Test
    void the_end_of_a_change_names_the_program() {
        NewGeneration fromNft = (NewGeneration) nft("# new generation 7 by process 16572 (iptables-restor)");
        NewGeneration fromXtables = (NewGeneration) xtables("NEWGEN: GENID=7 PID=16572 NAME=iptables-restor");

        assertThat(fromNft.generation()).isEqualTo(7);
        assertThat(fromNft.process()).isEqualTo(16572);
        assertThat(fromNft.program()).isEqualTo("iptables-restor");
        assertThat(fromXtables.program()).isEqualTo("iptables-restor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "PACKET: 3 0a IN=x",
                " TRACE: 2 0a filter:policy:ACCEPT",
                " TRACE: 2 0a filter:INPUT:policy:MAYBE",
                " EVENT: -4 -t filter -Q x",
                "NEWGEN: GENID=x",
                "trace id xyz ip filter INPUT policy accept",
                "trace id 0a nofamily filter INPUT policy accept",
                "trace id 0a ip filter INPUT rule accept",
                "trace id 0a ip filter INPUT unknown rule (verdict accept)",
            })
    void a_line_of_neither_is_a_problem_and_kept(String line) {
        for (Parsed<List<MonitorLine>> parsed :
                List.of(XtablesMonitor.parse("\n" + line), NftMonitor.parse("\n" + line))) {
            assertThat(parsed.problems()).hasSize(1);
            assertThat(parsed.problems().getFirst().line()).isEqualTo(2);
            assertThat(parsed.value()).containsExactly(new UnreadLine("", 1), new UnreadLine(line, 2));
        }
    }

    static Stream<Path> recordedOfXtables() throws IOException {
        return Corpus.files("own", "tool-output", name -> name.contains("xtables-monitor"));
    }

    static Stream<Path> recordedOfNft() throws IOException {
        return Corpus.files(
                "own",
                "tool-output",
                name -> (name.contains("nft-monitor")
                                || name.contains("nft-a-monitor")
                                || name.contains("iii-three-netns"))
                        && name.endsWith(".txt"));
    }

    @ParameterizedTest
    @MethodSource("recordedOfXtables")
    void recorded_lines_of_xtables_monitor_are_understood(Path recorded) throws IOException {
        Corpus.assumePresent();
        assertUnderstood(Files.readString(recorded), true);
    }

    @ParameterizedTest
    @MethodSource("recordedOfNft")
    void recorded_lines_of_nft_monitor_are_understood(Path recorded) throws IOException {
        Corpus.assumePresent();
        assertUnderstood(Files.readString(recorded), false);
    }

    /** The recordings of events have titles between them that the recording put there. */
    private static void assertUnderstood(String text, boolean ofXtables) {
        String printed = text.lines()
                .filter(line -> !line.startsWith("###") && !line.equals("(nothing)"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());

        Parsed<List<MonitorLine>> parsed = ofXtables ? XtablesMonitor.parse(printed) : NftMonitor.parse(printed);

        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.value().stream().map(line -> line.raw() + "\n").collect(Collectors.joining()))
                .isEqualTo(printed);
    }

    private static MonitorLine xtables(String line) {
        return only(XtablesMonitor.parse(line), line);
    }

    private static MonitorLine nft(String line) {
        return only(NftMonitor.parse(line), line);
    }

    private static MonitorLine only(Parsed<List<MonitorLine>> parsed, String line) {
        assertThat(parsed.problems()).as(line).isEmpty();
        assertThat(parsed.value().getFirst().raw()).isEqualTo(line);
        return parsed.value().getFirst();
    }
}
