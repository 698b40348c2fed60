package dev.packetwalk.netfilter.oracle;

import static dev.packetwalk.netfilter.oracle.Scene.ACK;
import static dev.packetwalk.netfilter.oracle.Scene.SYN;
import static dev.packetwalk.netfilter.oracle.Scene.SYN_ACK;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Address translation as it is really used, in the kernel and in the walk. */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NatScenariosTest {
    /** What a Docker engine sets up for one container with a published port, in the form of Docker 27. */
    private static final String DOCKER = """
            *nat
            :PREROUTING ACCEPT [0:0]
            :INPUT ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            :POSTROUTING ACCEPT [0:0]
            :DOCKER - [0:0]
            -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
            -A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER
            -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
            -A POSTROUTING -s 172.17.0.2/32 -d 172.17.0.2/32 -p tcp -m tcp --dport 80 -j MASQUERADE
            -A DOCKER -i docker0 -j RETURN
            -A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80
            COMMIT
            *filter
            :INPUT ACCEPT [0:0]
            :FORWARD DROP [0:0]
            :OUTPUT ACCEPT [0:0]
            :DOCKER - [0:0]
            :DOCKER-ISOLATION - [0:0]
            :DOCKER-USER - [0:0]
            -A FORWARD -j DOCKER-USER
            -A FORWARD -j DOCKER-ISOLATION
            -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            -A FORWARD -o docker0 -j DOCKER
            -A FORWARD -i docker0 ! -o docker0 -j ACCEPT
            -A FORWARD -i docker0 -o docker0 -j ACCEPT
            -A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT
            -A DOCKER-ISOLATION -j RETURN
            -A DOCKER-USER -j RETURN
            COMMIT
            """;

    private static final String ROUTER = """
            *nat
            :PREROUTING ACCEPT [0:0]
            :INPUT ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            :POSTROUTING ACCEPT [0:0]
            -A POSTROUTING -o eth0 -j MASQUERADE
            COMMIT
            *filter
            :INPUT ACCEPT [0:0]
            :FORWARD DROP [0:0]
            :OUTPUT ACCEPT [0:0]
            -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            -A FORWARD -i docker0 -o eth0 -j ACCEPT
            COMMIT
            """;

    private Scene scene;

    @BeforeAll
    void start() throws Exception {
        scene = new Scene();
    }

    @AfterAll
    void stop() throws Exception {
        scene.close();
    }

    @Test
    void a_published_port_leads_to_the_container_and_its_answer_comes_from_the_host() throws Exception {
        scene.rules(DOCKER);

        List<String> there = scene.tcp("192.0.2.7", 40001, "10.77.0.1", 8080, SYN);
        List<String> back = scene.tcp("172.17.0.2", 80, "192.0.2.7", 40001, SYN_ACK);
        List<String> again = scene.tcp("192.0.2.7", 40001, "10.77.0.1", 8080, ACK);

        assertThat(there)
                .contains(
                        "PREROUTING nat DOCKER rule 2 ACCEPT mark=0x0", "FORWARD filter DOCKER rule 1 ACCEPT mark=0x0")
                .last()
                .isEqualTo("sent through docker0: tcp src=192.0.2.7 dst=172.17.0.2 sport=40001 dport=80");
        assertThat(back).last().isEqualTo("sent through eth0: tcp src=10.77.0.1 dst=192.0.2.7 sport=8080 dport=40001");
        assertThat(again)
                .last()
                .isEqualTo("sent through docker0: tcp src=192.0.2.7 dst=172.17.0.2 sport=40001 dport=80");
    }

    @Test
    void a_port_that_is_not_published_ends_at_the_host() throws Exception {
        scene.rules(DOCKER);

        assertThat(scene.tcp("192.0.2.7", 40002, "10.77.0.1", 8081, SYN)).last().isEqualTo(Line.DELIVERED);
    }

    @Test
    void nobody_outside_gets_to_a_container_past_its_published_port() throws Exception {
        scene.rules(DOCKER);

        assertThat(scene.tcp("192.0.2.7", 40003, "172.17.0.2", 22, SYN))
                .last()
                .isEqualTo("FORWARD filter FORWARD policy DROP mark=0x0");
    }

    @Test
    void a_container_goes_out_under_the_address_of_the_host() throws Exception {
        scene.rules(DOCKER);

        assertThat(scene.tcp("172.17.0.2", 41000, "192.0.2.7", 443, SYN))
                .last()
                .isEqualTo("sent through eth0: tcp src=10.77.0.1 dst=192.0.2.7 sport=41000 dport=443");
        assertThat(scene.tcp("192.0.2.7", 443, "10.77.0.1", 41000, SYN_ACK))
                .last()
                .isEqualTo("sent through docker0: tcp src=192.0.2.7 dst=172.17.0.2 sport=443 dport=41000");
    }

    @Test
    void a_program_on_the_host_reaches_the_published_port_by_a_second_routing_decision() throws Exception {
        scene.rules(DOCKER);

        assertThat(scene.tcp("10.77.0.1", 42000, "10.77.0.1", 8080, SYN))
                .contains("OUTPUT nat DOCKER rule 2 ACCEPT mark=0x0")
                .last()
                .isEqualTo("sent through docker0: tcp src=10.77.0.1 dst=172.17.0.2 sport=42000 dport=80");
    }

    @Test
    void the_published_port_over_127_0_0_1_is_left_to_dockers_proxy() throws Exception {
        scene.rules(DOCKER);

        assertThat(scene.tcp("127.0.0.1", 42001, "127.0.0.1", 8080, SYN)).last().isEqualTo(Line.DELIVERED);
    }

    @Test
    void a_hairpin_goes_back_where_it_came_from_under_another_source() throws Exception {
        scene.rules("""
                *nat
                :PREROUTING ACCEPT [0:0]
                :INPUT ACCEPT [0:0]
                :OUTPUT ACCEPT [0:0]
                :POSTROUTING ACCEPT [0:0]
                -A PREROUTING -d 10.77.0.1/32 -p tcp -m tcp --dport 80 -j DNAT --to-destination 172.17.0.2:8000
                -A POSTROUTING -s 172.17.0.0/16 -d 172.17.0.2/32 -p tcp -m tcp --dport 8000 -j MASQUERADE
                COMMIT
                """);

        assertThat(scene.tcp("172.17.0.3", 43000, "10.77.0.1", 80, SYN))
                .last()
                .isEqualTo("sent through docker0: tcp src=172.17.0.1 dst=172.17.0.2 sport=43000 dport=8000");
        assertThat(scene.tcp("172.17.0.2", 8000, "172.17.0.1", 43000, SYN_ACK))
                .last()
                .isEqualTo("sent through docker0: tcp src=10.77.0.1 dst=172.17.0.3 sport=80 dport=43000");
    }

    @Test
    void a_masquerading_router_lets_answers_in_and_nothing_else() throws Exception {
        scene.rules(ROUTER);

        assertThat(scene.udp("172.17.0.3", 5000, "198.51.100.5", 53))
                .last()
                .isEqualTo("sent through eth0: udp src=10.77.0.1 dst=198.51.100.5 sport=5000 dport=53");
        assertThat(scene.udp("198.51.100.5", 53, "10.77.0.1", 5000))
                .last()
                .isEqualTo("sent through docker0: udp src=198.51.100.5 dst=172.17.0.3 sport=53 dport=5000");
        assertThat(scene.udp("198.51.100.5", 53, "172.17.0.3", 5000))
                .last()
                .isEqualTo("FORWARD filter FORWARD policy DROP mark=0x0");
    }

    @Test
    void a_ping_through_a_masquerading_router_comes_back() throws Exception {
        scene.rules(ROUTER);
        scene.ping("172.17.0.2", "192.0.2.7", 77);

        assertThat(scene.icmp("192.0.2.7", "10.77.0.1", 0, 77))
                .last()
                .isEqualTo("sent through docker0: icmp src=192.0.2.7 dst=172.17.0.2 icmp-type=0/0");
    }

    @Test
    void only_the_first_packet_of_a_flow_meets_the_nat_chains() throws Exception {
        scene.rules(ROUTER);

        assertThat(scene.tcp("172.17.0.2", 44000, "192.0.2.7", 80, SYN))
                .contains("POSTROUTING nat POSTROUTING rule 1 ACCEPT mark=0x0");
        assertThat(scene.tcp("172.17.0.2", 44000, "192.0.2.7", 80, SYN))
                .as("sent again, and still NEW")
                .anyMatch(line -> line.endsWith(" ttl=63 NEW"))
                .noneMatch(line -> line.contains(" nat "))
                .last()
                .isEqualTo("sent through eth0: tcp src=10.77.0.1 dst=192.0.2.7 sport=44000 dport=80");
    }

    @Test
    void redirect_leads_to_the_address_of_the_incoming_interface_and_for_local_packets_to_loopback() throws Exception {
        scene.rules("""
                *nat
                :PREROUTING ACCEPT [0:0]
                :INPUT ACCEPT [0:0]
                :OUTPUT ACCEPT [0:0]
                :POSTROUTING ACCEPT [0:0]
                -A PREROUTING -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 3128
                -A OUTPUT -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 3128
                COMMIT
                """);

        assertThat(scene.tcp("172.17.0.2", 45000, "192.0.2.7", 80, SYN))
                .contains("PREROUTING lets pass tcp src=172.17.0.2 dst=172.17.0.1 sport=45000 dport=3128 NEW mark=0x0")
                .last()
                .isEqualTo(Line.DELIVERED);
        assertThat(scene.tcp("10.77.0.1", 45001, "192.0.2.7", 80, SYN))
                .contains("OUTPUT lets pass tcp src=10.77.0.1 dst=127.0.0.1 sport=45001 dport=3128 NEW mark=0x0")
                .last()
                .isEqualTo(Line.DELIVERED);
    }

    @Test
    void netmap_moves_a_whole_network() throws Exception {
        scene.rules("""
                *nat
                :PREROUTING ACCEPT [0:0]
                :INPUT ACCEPT [0:0]
                :OUTPUT ACCEPT [0:0]
                :POSTROUTING ACCEPT [0:0]
                -A PREROUTING -d 10.99.0.0/24 -j NETMAP --to 172.17.0.0/24
                COMMIT
                """);

        assertThat(scene.udp("192.0.2.7", 5001, "10.99.0.3", 53))
                .last()
                .isEqualTo("sent through docker0: udp src=192.0.2.7 dst=172.17.0.3 sport=5001 dport=53");
    }

    @Test
    void the_answer_to_what_left_ipv6_loopback_does_not_find_back() throws Exception {
        scene.rulesV6("""
                *nat
                :PREROUTING ACCEPT
                :INPUT ACCEPT
                :OUTPUT ACCEPT
                :POSTROUTING ACCEPT
                -A OUTPUT -d ::1/128 -p tcp -j DNAT --to-destination fd17::3
                -A POSTROUTING -o docker0 -j MASQUERADE
                COMMIT
                """);

        assertThat(scene.tcp("::1", 4000, "::1", 80, SYN))
                .last()
                .isEqualTo("sent through docker0: tcp src=fd17::1 dst=fd17::3 sport=4000 dport=80");
        assertThat(scene.tcp("fd17::3", 80, "fd17::1", 4000, SYN_ACK)).last().isEqualTo("answered with 1/0");
    }
}
