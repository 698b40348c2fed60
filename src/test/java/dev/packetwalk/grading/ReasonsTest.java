package dev.packetwalk.grading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.grading.Argument.Authored;
import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.LaterFragment;
import dev.packetwalk.netfilter.OtherTransport;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.PortsHeader;
import dev.packetwalk.netfilter.Protocol;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What is said in each language about all journals and rulesets: word for word what the files {@code reasons/<language>.txt} say.
 * {@code -Dpacketwalk.update=true} writes them anew, for the change to be read.
 */
class ReasonsTest {
    private static final Path FILES = Path.of("src/test/resources/grading/reasons");
    private static final Pattern LATIN = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*(=)?");
    private static final Wording CHINESE = Wording.in(Locale.SIMPLIFIED_CHINESE);

    /** What has no Chinese name, or is called by this one in every book. */
    private static final Set<String> SAME_IN_CHINESE = Set.of(
            "TCP",
            "UDP",
            "ICMP",
            "DNAT",
            "ping",
            "iptables",
            "iptables-nft",
            "iptables-legacy",
            "iptables-save",
            "iptables-restore",
            "src=",
            "dst=",
            "SYN",
            "ACK",
            "FIN",
            "RST",
            "PSH",
            "URG",
            "NEW",
            "ESTABLISHED",
            "RELATED",
            "INVALID",
            "UNTRACKED",
            "ACCEPT",
            "DROP",
            "REJECT",
            "INPUT",
            "OUTPUT",
            "FORWARD");

    @TestFactory
    Stream<DynamicTest> every_reason_reads_as_it_was_approved() {
        return Map.of("en", Wording.ENGLISH, "zh-CN", CHINESE).entrySet().stream()
                .map(language -> DynamicTest.dynamicTest(
                        language.getKey(),
                        () -> asApproved(FILES.resolve(language.getKey() + ".txt"), language.getValue())));
    }

    private static void asApproved(Path file, Wording wording) throws IOException {
        String said = Observed.reasons().stream()
                .map(wording::text)
                .map(text -> text.replace("\n", "\\n") + "\n")
                .distinct()
                .collect(Collectors.joining());
        if (Boolean.getBoolean("packetwalk.update")) {
            Files.createDirectories(FILES);
            Files.writeString(file, said);
        }
        assertThat(said).isEqualTo(Files.readString(file));
    }

    @Test
    void a_reason_in_chinese_has_no_english_words_outside_of_code() throws IOException {
        Wording translated = CHINESE.with(_ -> "〈作者的话〉");
        assertThat(Observed.reasons()).hasSizeGreaterThan(100).allSatisfy(reason -> {
            Set<String> names = names(reason.message());
            assertThat(translated.phrases(reason))
                    .filteredOn(phrase -> !phrase.code())
                    .allSatisfy(phrase -> assertThat(
                                    LATIN.matcher(phrase.text()).results().map(MatchResult::group))
                            .filteredOn(word -> !names.contains(word))
                            .isSubsetOf(SAME_IN_CHINESE));
        });
    }

    @Test
    void no_pattern_in_chinese_has_an_english_word_in_it() {
        for (Key key : Key.values()) {
            assertThat(CHINESE.pattern(key).all()).as(key.toString()).allSatisfy(piece -> {
                if (piece instanceof dev.packetwalk.grading.Pattern.Words(String text)) {
                    assertThat(LATIN.matcher(text).results().map(MatchResult::group))
                            .isSubsetOf(SAME_IN_CHINESE);
                }
            });
        }
    }

    /** Words that are names: of chains, tables, interfaces, hosts, files. */
    private static Set<String> names(Argument argument) {
        return switch (argument) {
            case Message message ->
                message.arguments().values().stream()
                        .flatMap(inner -> names(inner).stream())
                        .collect(Collectors.toSet());
            case Argument.Many many ->
                many.items().stream().flatMap(inner -> names(inner).stream()).collect(Collectors.toSet());
            case Argument.Name name ->
                LATIN.matcher(name.text()).results().map(MatchResult::group).collect(Collectors.toSet());
            case Argument.Code _, Authored _, Argument.Whole _, Argument.Span _, Argument.Choice _ -> Set.of();
        };
    }

    @Test
    void a_packet_is_called_in_english_what_it_says_of_itself() {
        List<Transport> transports = new ArrayList<>(List.of(
                new PortsHeader(Protocol.UDP, 53, 40_000),
                new OtherTransport(new Protocol(47)),
                new LaterFragment(Protocol.UDP),
                new IcmpHeader(Protocol.ICMPV6, 128, 0)));
        for (int flags = 0; flags < 64; flags += 7) {
            transports.add(new TcpHeader(40_000, 22, flags));
        }
        for (int type = 0; type < 14; type++) {
            transports.add(new IcmpHeader(Protocol.ICMP, type, 0));
        }
        for (Transport transport : transports) {
            for (ConnState state : ConnState.values()) {
                for (String in : List.of("", "eth0")) {
                    for (String out : List.of("", "docker0")) {
                        Packet packet = new Packet(
                                in, out, Address.of("192.0.2.1"), Address.of("10.77.0.3"), transport, state, 0);
                        assertThat(new Reason(PacketMessages.of(packet)).toString())
                                .isEqualTo(packet.describe());
                    }
                }
            }
        }
    }

    @Test
    void the_words_of_an_author_are_said_in_the_readers_language_where_they_are_known() {
        Reason reason = new Reason(
                new Message(Key.STILL_GETS_IN, Map.of("packets", new Authored("a stranger's first packet"))));
        Wording translated = CHINESE.with(Map.of("a stranger's first packet", "陌生人的第一个数据包")::get);

        assertThat(translated.text(reason)).isEqualTo("陌生人的第一个数据包仍然进得来。");
        assertThat(reason.toString()).isEqualTo("A stranger's first packet still gets in.");
    }

    @Test
    void words_that_were_kept_are_the_same_in_every_language() {
        Reason kept = Reason.kept(List.of(new Reason.Phrase("Decided by ", false), new Reason.Phrase("-j DROP", true)));

        assertThat(CHINESE.phrases(kept))
                .isEqualTo(Wording.ENGLISH.phrases(kept))
                .hasSize(2);
        assertThat(Reason.kept(List.of()).toString()).isEmpty();
    }
}
