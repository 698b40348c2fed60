package dev.packetwalk.web.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.text.IptablesSave;
import dev.packetwalk.netfilter.text.Parsed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServiceTableTest {
    private final ServiceTable table = new ServiceTable(100);

    @Test
    void a_number_stands_for_the_same_service_in_every_cluster() {
        assertThat(table.service(7)).isEqualTo(new ServiceTable(10_000).service(7));
        assertThat(table.service(7)).isNotEqualTo(table.service(8));
    }

    @Test
    void no_two_services_share_an_address_or_a_chain() {
        ServiceTable large = new ServiceTable(10_000);
        Set<String> seen = new HashSet<>();
        for (int i = 1; i <= 10_000; i++) {
            ServiceTable.Service service = large.service(i);
            assertThat(seen.add(service.address()))
                    .as("%s twice", service.address())
                    .isTrue();
            assertThat(seen.add(service.chain())).isTrue();
        }
    }

    @Test
    void what_is_generated_is_read_without_a_problem_and_is_as_long_as_it_says() {
        List<ServiceTable.Service> all = java.util.stream.IntStream.rangeClosed(1, 100)
                .mapToObj(table::service)
                .toList();

        Parsed<Ruleset> parsed = IptablesSave.parse(table.save(all));

        assertThat(parsed.problems()).isEmpty();
        int rules = parsed.value().table(Family.IP, "nat").orElseThrow().chains().stream()
                .mapToInt(chain -> chain.rules().size())
                .sum();
        // Two of those that mark and masquerade are met on the way out only, and are not in this table.
        assertThat(table.rules()).isEqualTo(rules + 2);
    }

    @Test
    void each_endpoint_gets_its_share_of_what_is_left() {
        ServiceTable.Service four = java.util.stream.IntStream.rangeClosed(1, 100)
                .mapToObj(table::service)
                .filter(service -> service.endpoints().size() == 4)
                .findFirst()
                .orElseThrow();

        assertThat(table.choice(four))
                .extracting(ServiceTable.ServiceRule::text)
                .satisfiesExactly(
                        masquerade -> assertThat(masquerade).endsWith("-j KUBE-MARK-MASQ"),
                        first -> assertThat(first).contains("--probability 0.25000000000"),
                        second -> assertThat(second).contains("--probability 0.33333333333"),
                        third -> assertThat(third).contains("--probability 0.50000000000"),
                        fourth ->
                                assertThat(fourth).doesNotContain("probability").endsWith(four.chain(3)));
    }

    @Test
    void a_packet_meets_every_rule_before_its_own() {
        List<Measuring.Measured> measured = new Measuring().measure(table).orElseThrow();

        assertThat(measured).extracting(Measuring.Measured::service).containsExactly(1, 50, 100);
        for (Measuring.Measured one : measured) {
            // PREROUTING, KUBE-SERVICES up to its rule, two of its KUBE-SVC, and both rules of one endpoint.
            assertThat(one.met()).isEqualTo(1 + one.service() + 2 + 2);
            assertThat(one.inTurn()).isPositive();
            assertThat(one.lookedUp()).isPositive();
        }
    }
}
