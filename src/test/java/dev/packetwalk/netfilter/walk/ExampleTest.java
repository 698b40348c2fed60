package dev.packetwalk.netfilter.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.Host;
import dev.packetwalk.netfilter.InterfaceAddress;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.text.IptablesSave;
import dev.packetwalk.netfilter.text.PacketSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of the package's documentation, which must stay what is compiled and run here. */
class ExampleTest {
    private static final String SAVED =
            "*filter\n:INPUT DROP [0:0]\n-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\nCOMMIT\n";

    @Test
    void the_example_says_why_a_packet_gets_in() {
        String iptablesSave = SAVED;
        // example
        Ruleset ruleset = IptablesSave.parse(iptablesSave).value();
        Host host = new Host(List.of(new InterfaceAddress("eth0", Address.of("10.0.0.2"), 24)), List.of(), false);
        Packet packet = PacketSpec.parse("in=eth0 proto=tcp src=10.0.0.9 sport=40000 dst=10.0.0.2 dport=22")
                .value()
                .orElseThrow();
        Walker walker = Walker.of(ruleset, host, List.of());
        Walk walk = walker.walk(packet);
        walk.steps().forEach(step -> System.out.println(step.describe()));
        System.out.println(walk.verdict() + ", because " + walk.because());
        Walker later = walker.after(walk);
        // end

        assertThat(walk.because()).isEqualTo("rule 1 of INPUT accepts it: -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT");
        assertThat(later).isNotSameAs(walker);
    }

    @Test
    void the_documentation_shows_what_is_compiled_here() throws IOException {
        String test = Files.readString(Path.of("src/test/java/dev/packetwalk/netfilter/walk/ExampleTest.java"));
        String documented = Files.readString(Path.of("src/main/java/dev/packetwalk/netfilter/walk/package-info.java"));
        String example = test.substring(test.indexOf("// example\n") + 11, test.indexOf("        // end\n"));

        for (String line : example.lines().toList()) {
            assertThat(documented).contains(line.strip());
        }
    }
}
