package dev.packetwalk.web.reading;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A {@code nat} table as kube-proxy's iptables mode makes it, for a cluster that never was: the layout is that of Kubernetes
 * (pkg/proxy/iptables/proxier.go), the services are drawn from a fixed seed, so that a number always stands for the same one.
 *
 * @param services how many services the cluster has
 */
record ServiceTable(int services) {
    private static final long SEED = 2_001;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int NAME_LENGTH = 16;
    private static final String PODS = "10.244.0.0/16";
    private static final Pattern DICE = Pattern.compile(" -m statistic --mode random --probability [0-9.]+");
    private static final List<String> WORDS = List.of(
            "cart", "catalog", "search", "login", "mail", "billing", "stock", "report", "image", "chat", "ledger",
            "ticket", "quote", "review", "parcel", "coupon");
    private static final List<String> PARTS = List.of("api", "web", "db", "cache", "queue", "worker", "front", "admin");
    private static final List<String> SPACES = List.of("shop", "office", "lab", "data", "edge");
    private static final List<Integer> PORTS = List.of(80, 443, 8080, 9090, 5432, 6379, 3000, 5672);

    /**
     * A service.
     *
     * @param number from 1: its rule's place in KUBE-SERVICES
     * @param name with its namespace and port's name: {@code shop/cart-api-7:http}
     * @param address that clients use
     * @param port that clients use
     * @param endpoints address and port of each pod behind it
     */
    record Service(int number, String name, String address, int port, List<String> endpoints) {
        /** The chain that chooses among the endpoints. */
        String chain() {
            return "KUBE-SVC-" + hash(name + "tcp");
        }

        /** The chain of one endpoint. */
        String chain(int endpoint) {
            return "KUBE-SEP-" + hash(name + "tcp" + endpoints.get(endpoint));
        }
    }

    /**
     * A rule.
     *
     * @param text as iptables-save prints it
     * @param jump the chain that it calls
     */
    record ServiceRule(String text, String jump) {
        static ServiceRule of(String chain, String conditions, String jump) {
            return new ServiceRule("-A " + chain + " " + conditions + " -j " + jump, jump);
        }
    }

    /** The service with that number. */
    Service service(int number) {
        SplittableRandom random = new SplittableRandom(SEED + number * 7_919L);
        String name = SPACES.get(random.nextInt(SPACES.size())) + "/" + WORDS.get(random.nextInt(WORDS.size())) + "-"
                + PARTS.get(random.nextInt(PARTS.size())) + "-" + number + ":http";
        // One address for each number: none is given twice.
        String address = "10." + (96 + number / 62_500) + "." + (number / 250 % 250) + "." + (1 + number % 250);
        int port = PORTS.get(random.nextInt(PORTS.size()));
        int inside = 3_000 + random.nextInt(6_000);
        List<String> endpoints = IntStream.range(0, 2 + random.nextInt(3))
                .mapToObj(_ -> "10.244." + random.nextInt(250) + "." + (2 + random.nextInt(250)) + ":" + inside)
                .toList();
        return new Service(number, name, address, port, endpoints);
    }

    /** The rule for a service in KUBE-SERVICES. */
    ServiceRule entrance(Service service) {
        return ServiceRule.of(
                "KUBE-SERVICES",
                "-d " + service.address() + "/32 -p tcp -m comment --comment \"" + service.name()
                        + " cluster IP\" -m tcp --dport " + service.port(),
                service.chain());
    }

    /** The rules that choose among a service's endpoints: each takes its share of what the ones before it have left. */
    List<ServiceRule> choice(Service service) {
        List<ServiceRule> rules = new ArrayList<>();
        rules.add(ServiceRule.of(
                service.chain(),
                "! -s " + PODS + " -d " + service.address() + "/32 -p tcp -m comment --comment \"" + service.name()
                        + " cluster IP\" -m tcp --dport " + service.port(),
                "KUBE-MARK-MASQ"));
        int count = service.endpoints().size();
        for (int i = 0; i < count; i++) {
            String share = i == count - 1
                    ? ""
                    : " -m statistic --mode random --probability %.11f".formatted(1.0 / (count - i));
            rules.add(ServiceRule.of(
                    service.chain(),
                    "-m comment --comment \"" + service.name() + " -> "
                            + service.endpoints().get(i) + "\"" + share,
                    service.chain(i)));
        }
        return rules;
    }

    /** The rules that send a connection to one endpoint. */
    List<ServiceRule> endpoint(Service service, int endpoint) {
        String pod = service.endpoints().get(endpoint);
        String comment = "-m comment --comment " + quoted(service.name());
        String chain = service.chain(endpoint);
        return List.of(
                ServiceRule.of(chain, "-s " + pod.substring(0, pod.indexOf(':')) + "/32 " + comment, "KUBE-MARK-MASQ"),
                new ServiceRule("-A " + chain + " -p tcp " + comment + " -m tcp -j DNAT --to-destination " + pod, ""));
    }

    private static String quoted(String name) {
        return "\"" + name + "\"";
    }

    /** How many rules the whole table has. */
    int rules() {
        int rules = 5; // those that lead in, and the three that mark and masquerade
        for (int i = 1; i <= services; i++) {
            int endpoints = service(i).endpoints().size();
            rules += 1 + 1 + endpoints + 2 * endpoints;
        }
        return rules;
    }

    /**
     * The table in iptables-save's format as far as a packet to one of these services can see it: every rule of KUBE-SERVICES, and
     * what stands behind the rules of these services; the chains of the others are there and empty. The dice are left out, so that a
     * packet has one way and not as many as there are endpoints: it goes to the first.
     */
    String save(List<Service> visible) {
        StringBuilder declared = new StringBuilder("""
                *nat
                :PREROUTING ACCEPT [0:0]
                :INPUT ACCEPT [0:0]
                :OUTPUT ACCEPT [0:0]
                :POSTROUTING ACCEPT [0:0]
                :KUBE-MARK-MASQ - [0:0]
                :KUBE-SERVICES - [0:0]
                """);
        StringBuilder rules = new StringBuilder("""
                -A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
                -A OUTPUT -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
                -A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000
                """);
        for (int i = 1; i <= services; i++) {
            Service service = service(i);
            declared.append(':').append(service.chain()).append(" - [0:0]\n");
            rules.append(entrance(service).text()).append('\n');
        }
        for (Service service : visible) {
            choice(service)
                    .forEach(rule -> rules.append(DICE.matcher(rule.text()).replaceAll(""))
                            .append('\n'));
            for (int i = 0; i < service.endpoints().size(); i++) {
                declared.append(':').append(service.chain(i)).append(" - [0:0]\n");
                endpoint(service, i).forEach(rule -> rules.append(rule.text()).append('\n'));
            }
        }
        return declared.append(rules).append("COMMIT\n").toString();
    }

    /** As kube-proxy names chains: the first characters of a SHA-256, in base 32. */
    private static String hash(String text) {
        byte[] digest;
        try {
            digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        StringBuilder name = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (int i = 0; name.length() < NAME_LENGTH; i++) {
            bits = (bits << 8) | (digest[i] & 0xff);
            held += 8;
            while (held >= 5 && name.length() < NAME_LENGTH) {
                held -= 5;
                name.append(ALPHABET.charAt((bits >> held) & 31));
            }
            bits &= (1 << held) - 1;
        }
        return name.toString();
    }
}
