package dev.packetwalk.sandbox.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Worlds with more in them: a machine that publishes ports of what runs behind it, and topologies that cannot be. */
@Tag("engine")
class KeeperTopologyTest {
    /** One host published at port 8080 of the box, in the layout of chains that a container engine's rules have. */
    private static final String PUBLISHING_RULES = """
            *nat
            :DOCKER - [0:0]
            -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
            -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
            -A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80
            COMMIT
            *filter
            :FORWARD DROP [0:0]
            :DOCKER - [0:0]
            :DOCKER-USER - [0:0]
            -A FORWARD -j DOCKER-USER
            -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            -A FORWARD -o docker0 -j DOCKER
            -A FORWARD -i docker0 ! -o docker0 -j ACCEPT
            -A FORWARD -i docker0 -o docker0 -j ACCEPT
            -A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT
            -A DOCKER-USER -j RETURN
            COMMIT
            """;

    private static final String PUBLISHING = """
            packetwalk-topology 1
            host outside client 10.77.0.20/24
            host behind web 172.17.0.2/16
            listen web 80 %s
            host behind db 172.17.0.3/16
            rules %s
            """.formatted(base64("hello from web\n"), base64(PUBLISHING_RULES));

    /** Hosts that listen on the same port, and one that listens on two. */
    private static final String SERVING =
            """
            packetwalk-topology 1
            host behind shop 172.17.0.2/16
            listen shop 80 %s
            listen shop 8080 %s
            host behind wiki 172.17.0.3/16
            listen wiki 80 %s
            host outside neighbour 10.77.0.20/24
            listen neighbour 80 %s
            """.formatted(base64("the shop"), base64("its back door"), base64("the wiki"), base64("a neighbour"));

    @Test
    void a_published_port_is_really_forwarded_and_only_forward_rules_can_stop_it() {
        try (ContainerPair pair = ContainerPair.start(PUBLISHING, true)) {
            KeeperPipe keeper = pair.keeper();
            String published = "probe client tcp 10.77.0.3 8080 300";

            assertThat(keeper.ask(published).first()).startsWith("open ");
            assertThat(keeper.ask("probe internet tcp 10.77.0.3 8080 300").first())
                    .startsWith("open ");
            assertThat(keeper.ask("probe web tcp 203.0.113.10 80 300").first()).startsWith("open ");
            assertThat(keeper.ask("probe db tcp 172.17.0.2 80 300").first()).startsWith("open ");
            assertThat(pair.doInBox("curl --silent --max-time 3 http://172.17.0.2/any/path"))
                    .isEqualTo("hello from web\n");
            assertThat(keeper.ask("rules").first()).contains("--to-destination 172.17.0.2:80");
            assertThat(keeper.ask("interfaces").first()).containsPattern("docker0 +\\S+ +172\\.17\\.0\\.1/16");

            pair.doInBox("apt update && apt install -y iptables && iptables -A INPUT -p tcp --dport 8080 -j DROP");
            assertThat(keeper.ask(published).first()).startsWith("open ");
            pair.doInBox("iptables -I DOCKER-USER -p tcp -m conntrack --ctorigdstport 8080 -j DROP");
            assertThat(keeper.ask(published).first()).startsWith("filtered ");
        }
    }

    @Test
    void box_internet_and_hosts_have_the_interfaces_and_addresses_of_the_topology() {
        try (ContainerPair pair = ContainerPair.start(PUBLISHING, true)) {
            /* A kernel before 6.8 lists a bridge as UP up to a second after it is. */
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(withSingleSpaces(pair.inEachNamespace("ip -brief address"))
                                    .replace(" ::1/128", ""))
                            .isEqualTo("""
                            lo UNKNOWN 127.0.0.1/8
                            eth0@if50 UP 10.77.0.3/24
                            vethc0ffe01@if50 UP
                            vethc0ffe02@if50 UP
                            docker0 UP 172.17.0.1/16
                            lo UNKNOWN 127.0.0.1/8 203.0.113.10/32
                            port00@if50 UP
                            segment UP 10.77.0.2/24
                            eth0@if10 UP
                            lo UNKNOWN 127.0.0.1/8
                            eth0@if11 UP 10.77.0.20/24
                            lo UNKNOWN 127.0.0.1/8
                            eth0@if12 UP 172.17.0.2/16
                            lo UNKNOWN 127.0.0.1/8
                            eth0@if13 UP 172.17.0.3/16
                            """));
            assertThat(pair.doInBox("ip address show docker0"))
                    .contains("inet 172.17.0.1/16 brd 172.17.255.255 scope global");
        }
    }

    @Test
    void box_internet_and_hosts_have_the_routes_of_the_topology() {
        try (ContainerPair pair = ContainerPair.start(PUBLISHING, true)) {
            assertThat(withSingleSpaces(pair.inEachNamespace("ip route"))).isEqualTo("""
                    default via 10.77.0.2 dev eth0
                    10.77.0.0/24 dev eth0 proto kernel scope link src 10.77.0.3
                    172.17.0.0/16 dev docker0 proto kernel scope link src 172.17.0.1
                    10.77.0.0/24 dev segment proto kernel scope link src 10.77.0.2
                    172.17.0.0/16 via 10.77.0.3 dev segment
                    default via 10.77.0.2 dev eth0
                    10.77.0.0/24 dev eth0 proto kernel scope link src 10.77.0.20
                    172.17.0.0/16 via 10.77.0.3 dev eth0
                    default via 172.17.0.1 dev eth0
                    172.17.0.0/16 dev eth0 proto kernel scope link src 172.17.0.2
                    default via 172.17.0.1 dev eth0
                    172.17.0.0/16 dev eth0 proto kernel scope link src 172.17.0.3
                    """);
        }
    }

    @Test
    void each_listener_answers_every_path_with_its_own_text_and_the_internet_with_its_page() {
        try (ContainerPair pair = ContainerPair.start(SERVING, true)) {
            assertThat(served(pair, "172.17.0.2")).isEqualTo("the shop, Server: host");
            assertThat(served(pair, "172.17.0.2:8080/index.html")).isEqualTo("its back door, Server: host");
            assertThat(served(pair, "172.17.0.3/any/path?and=query")).isEqualTo("the wiki, Server: host");
            assertThat(served(pair, "10.77.0.20/")).isEqualTo("a neighbour, Server: host");
            assertThat(served(pair, "203.0.113.10/any/path"))
                    .contains("Hello from the world")
                    .endsWith("Server: world");
            assertThat(served(pair, "10.77.0.2/debian/dists/none"))
                    .contains("404 Not Found")
                    .endsWith("Server: world");
            assertThat(pair.keeper().ask("probe box tcp 172.17.0.3 8080 300").first())
                    .startsWith("refused ");
        }
    }

    @Test
    void one_web_server_serves_all_and_without_it_connections_are_refused_and_the_keeper_lives_on() {
        try (ContainerPair pair = ContainerPair.start(SERVING, true)) {
            String server = pair.inKeeper("grep --no-messages --files-with-matches lighttpd /proc/[0-9]*/comm")
                    .output()
                    .strip();
            assertThat(server).matches("/proc/\\d+/comm");
            assertThat(pair.inKeeper("grep --extended-regexp 'Uid|CapPrm|CapBnd' " + server.replace("comm", "status"))
                            .output())
                    .isEqualTo("""
                            Uid:	65534	65534	65534	65534
                            CapPrm:	0000000000000000
                            CapBnd:	0000000000000000
                            """);

            pair.inKeeper("setpriv --reuid 65534 --clear-groups sh -c 'kill -KILL %s'"
                    .formatted(server.replaceAll("\\D", "")));

            for (String address : List.of("172.17.0.2", "172.17.0.3", "10.77.0.20", "203.0.113.10")) {
                await().atMost(Duration.ofSeconds(5))
                        .until(() -> pair.keeper()
                                .ask("probe box tcp " + address + " 80 300")
                                .first()
                                .startsWith("refused "));
            }
            assertThat(pair.keeper().ask("rules").ok()).isTrue();
            assertThat(pair.doInBox("getent hosts example.test")).contains("203.0.113.10");
        }
    }

    @Test
    void traffic_goes_through_published_ports_by_itself_and_moves_their_counters() {
        String busy = PUBLISHING + "traffic client tcp 10.77.0.3 8080 200\ntraffic internet tcp 10.77.0.3 8080 2000\n";
        try (ContainerPair pair = ContainerPair.start(busy, true)) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> pair.keeper()
                            .ask("rules")
                            .first()
                            .lines()
                            .anyMatch(line -> Pattern.compile(
                                            "\\[(?:[5-9]|\\d\\d+):\\d+\\] -A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080")
                                    .matcher(line)
                                    .find()));
            assertThat(pair.keeper().ask("flows").first())
                    .containsPattern("ESTABLISHED src=10\\.77\\.0\\.20 dst=10\\.77\\.0\\.3 sport=\\d+ dport=8080 "
                            + "src=172\\.17\\.0\\.2 dst=10\\.77\\.0\\.20 sport=80 .*ASSURED");
        }
    }

    @Test
    void a_box_without_its_cable_leaves_the_keeper_answering() {
        try (ContainerPair pair = ContainerPair.start("", false)) {
            pair.doInBox("ip link delete eth0");

            assertThat(pair.keeper().ask("probe box tcp 10.77.0.2 80 200").first())
                    .endsWith("no route\n");
            assertThat(pair.keeper().ask("probe internet tcp 10.77.0.3 80 200").ok())
                    .isTrue();
            assertThat(pair.keeper().ask("rules").ok()).isTrue();
            assertThat(pair.keeper().ask("interfaces").first()).doesNotContain("eth0");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            topology                                        | line 1: the first line is 'packetwalk-topology 1'
            packetwalk-topology 1;host inside a 10.0.0.1/24 | line 2: a host is 'outside' or 'behind'
            packetwalk-topology 1;host outside a 10.77.0.3/24 | line 2: an address outside is 10.77.0.4/24
            packetwalk-topology 1;listen a 80 eA==          | line 2: the host of a listener is named on an earlier line
            packetwalk-topology 1;traffic a tcp 10.77.0.3 80 500 | line 2: the host that sends is 'internet' or named
            packetwalk-topology 1;traffic internet tcp 10.77.0.3 80 100 | line 2: traffic comes every 200 to 60000 ms
            packetwalk-topology 1;rules ?                   | line 2: rules are base64 with padding
            """)
    void a_topology_that_cannot_be_is_refused_with_line_and_remedy(String topology, String message) {
        ContainerPair.Outcome outcome = ContainerPair.failToStart(topology.replace(';', '\n'));

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.output()).contains(message).doesNotContain("E ready");
    }

    /** What the box gets from there, and from which server. */
    private static String served(ContainerPair pair, String place) {
        return pair.doInBox("curl --silent --max-time 3 --write-out ', Server: %header{server}' http://" + place);
    }

    private static String withSingleSpaces(String listing) {
        return listing.replaceAll(" +\n", "\n").replaceAll(" +", " ");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
