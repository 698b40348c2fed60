package dev.packetwalk.netfilter.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a text is, it is read without an exception and in time. */
class FuzzTest {
    private static final long SEED = Long.getLong("packetwalk.seed", 20261122L);

    private static final List<String> PIECES = List.of(
            "*filter\n",
            ":INPUT ACCEPT [0:0]\n",
            ":u - [0:0]\n",
            "COMMIT\n",
            "-A INPUT ",
            "-A u ",
            "-s ",
            "10.0.0.0/8 ",
            "10.0.0.1/255.0.255.0 ",
            "! ",
            "-p tcp ",
            "-m tcp ",
            "--dport ",
            "22 ",
            "1:2:3 ",
            "-j ",
            "ACCEPT",
            "DNAT --to-destination 1.2.3.4:5-6",
            "\"",
            "\\",
            "\n",
            "[1:2] ",
            "table inet x {\n",
            "chain c {\n",
            "}\n",
            "type filter hook input priority filter; policy drop;\n",
            "ct state vmap { ",
            "established : accept, ",
            "set s {\n",
            "elements = { 1, 2 }\n",
            "ip saddr @s ",
            "{ ",
            "} ",
            "vmap ",
            "meta mark set ",
            "tcp flags syn / ",
            "dnat to [::1]:80 ",
            "iifname \"e*\" ",
            "Chain INPUT (policy DROP 5 packets, 198K bytes)\n",
            "num   pkts bytes target     prot opt in     out     source               destination\n",
            "1        0     0 DROP       6    --  *      *       0.0.0.0/0            10.0.0.1  ",
            "-P INPUT DROP\n",
            "-N u\n",
            "-c 1 2 ",
            "[NEW] ",
            "[start=Sun Nov] ",
            "PACKET: 2 0a IN=lo ",
            " TRACE: 2 0a filter:u:rule:0x1:JUMP:u  -4 -t filter -A u ",
            " EVENT: nft: NEW table: table filter ip ",
            "trace id 0a ip filter u rule ",
            "(verdict accept)",
            "# handle 4 ",
            "tcp 6 10 ESTABLISHED src=1.2.3.4 dst=5.6.7.8 sport=1 dport=2 ",
            "src=::1 ",
            "id=99999999999 ",
            "\u0000",
            "\u00e4\ud83d",
            "0x",
            "-",
            "--",
            "::",
            "::1/129 ",
            "/");

    static Stream<Long> seeds() {
        return IntStream.range(0, 300).mapToObj(i -> SEED + i);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void no_text_makes_a_reader_throw_or_hang(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(400);
        for (int i = 0; i < pieces; i++) {
            text.append(
                    random.nextInt(12) == 0
                            ? String.valueOf((char) random.nextInt(0x3000))
                            : PIECES.get(random.nextInt(PIECES.size())));
        }
        String input = text.toString();
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatCode(() -> Readers.all()
                                .values()
                                .forEach(reader ->
                                        assertThat(reader.apply(input)).isNotNull()))
                        .as(input)
                        .doesNotThrowAnyException());
    }
}
