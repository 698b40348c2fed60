package dev.packetwalk.web.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.text.Corpus;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Real rulesets, drawn with the walks of packets through them, where the collection is at hand. */
class DrawnCorpusTest {
    private static final WorldView WORLD = WorldView.of(new Topology(
            "drawn", true, List.of(new Topology.Host("shop", Topology.Place.BEHIND, "172.17.0.2/16", List.of())), ""));
    /** Larger ones are drawn by the tests of the map itself. */
    private static final long LARGEST = 100_000;

    private static final List<PacketRequest> PACKETS = List.of(
            new PacketRequest("internet", "box", "tcp", 22, "SYN"),
            new PacketRequest("internet", "box", "tcp", 80, "ACK"),
            new PacketRequest("internet", "box", "icmp", 0, null),
            new PacketRequest("internet", "shop", "tcp", 443, "SYN"),
            new PacketRequest("shop", "internet", "udp", 53, null),
            new PacketRequest("box", "internet", "tcp", 80, "SYN"),
            new PacketRequest("box", "box", "udp", 9, null));

    @Test
    void walks_through_real_rules_are_drawn_as_they_were_walked() throws IOException, InterruptedException {
        Corpus.assumePresent();
        List<Drawing.Drawn> all = new ArrayList<>();
        for (Path dump : Corpus.files("", "dump", _ -> true).toList()) {
            if (Files.size(dump) <= LARGEST) {
                all.add(drawn(dump));
            }
        }
        assertThat(all).hasSizeGreaterThan(20);
        Drawing.compare(all);
    }

    private static Drawing.Drawn drawn(Path dump) throws IOException {
        String rules = Files.readString(dump, StandardCharsets.ISO_8859_1);
        Moment moment = Moment.of(WORLD, new RulesetSnapshot(1, rules, ""), "");
        List<WalkView> walks = PACKETS.stream()
                .map(request -> (PacketRequest.Reading.Sendable) request.in(WORLD))
                .map(sendable -> moment.viewOfPredicted(moment.predicted(sendable.packet())))
                .toList();
        return new Drawing.Drawn(dump.getFileName().toString(), moment.rules(), WORLD, walks);
    }
}
