package dev.packetwalk.web.reading;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table of services as far as somebody looks at it.
 *
 * @param lesson the lesson's id, for links
 * @param sizes from which clusters one can choose, in services
 * @param size of the one that is shown
 * @param rules how many rules its table has
 * @param find what was searched for; empty for everything
 * @param found how many services fit
 * @param rows the rules of KUBE-SERVICES for some of them
 * @param next the number of the first service after those; 0 for none
 * @param opened chains that were jumped into, one after the other
 * @param measured what was measured; empty when nobody asked
 * @param busy whether somebody else measures just now
 */
public record ServicesView(
        String lesson,
        List<Integer> sizes,
        int size,
        int rules,
        String find,
        int found,
        List<RuleRow> rows,
        int next,
        List<OpenedChain> opened,
        List<Measuring.Measured> measured,
        boolean busy) {
    private static final int ROWS = 8;

    public ServicesView {
        sizes = List.copyOf(sizes);
        rows = List.copyOf(rows);
        opened = List.copyOf(opened);
        measured = List.copyOf(measured);
    }

    /** The number of the first service on the last page of all. */
    public int lastPage() {
        return Math.max(1, size - ROWS + 1);
    }

    /**
     * What somebody wants to see. Anything may be out of range: the nearest thing is shown.
     *
     * @param service into whose chain to jump; 0 for none
     * @param endpoint into whose chain to jump from there, from 1; 0 for none
     */
    record Wish(int size, String find, int from, int service, int endpoint) {
        static Wish of(int size) {
            return new Wish(size, "", 1, 0, 0);
        }
    }

    /**
     * A rule and where it leads.
     *
     * @param number its place in the chain, from 1
     * @param text without the chain that it calls
     * @param jump the chain that it calls; empty for none
     * @param service into whose chain that leads; 0 when it leads to none of a service
     * @param endpoint into whose chain that leads; 0 when it leads to none of an endpoint
     */
    public record RuleRow(int number, String text, String jump, int service, int endpoint) {
        /** Whether the page can go there. */
        public boolean leads() {
            return service > 0;
        }
    }

    /** The number of the first service that is shown. */
    public int first() {
        return rows.isEmpty() ? 1 : rows.getFirst().number();
    }

    /** What was searched for, fit for an address. */
    public String query() {
        return URLEncoder.encode(find, StandardCharsets.UTF_8);
    }

    /** A chain and its rules. */
    public record OpenedChain(String name, List<RuleRow> rows) {
        public OpenedChain {
            rows = List.copyOf(rows);
        }
    }

    static ServicesView of(String lesson, List<Integer> sizes, Wish wish, @Nullable Measuring measuring) {
        int size = sizes.contains(wish.size()) ? wish.size() : sizes.getFirst();
        ServiceTable table = new ServiceTable(size);
        String find = wish.find().strip().toLowerCase(Locale.ROOT);
        List<ServiceTable.Service> fitting = IntStream.rangeClosed(1, size)
                .mapToObj(table::service)
                .filter(service -> find.isEmpty() || fits(service, find))
                .toList();
        List<ServiceTable.Service> rest =
                fitting.stream().filter(s -> s.number() >= wish.from()).toList();
        List<RuleRow> rows = rest.stream()
                .limit(ROWS)
                .map(service -> row(service.number(), table.entrance(service), service.number(), 0))
                .toList();
        int next = rest.size() > ROWS ? rest.get(ROWS).number() : 0;
        var measured = measuring == null ? null : measuring.measure(table);
        return new ServicesView(
                lesson,
                sizes,
                size,
                table.rules(),
                wish.find().strip(),
                fitting.size(),
                rows,
                next,
                opened(table, wish),
                measured == null ? List.of() : measured.orElse(List.of()),
                measured != null && measured.isEmpty());
    }

    private static boolean fits(ServiceTable.Service service, String find) {
        return service.name().contains(find)
                || service.address().contains(find)
                || Integer.toString(service.port()).equals(find)
                || service.chain().toLowerCase(Locale.ROOT).contains(find);
    }

    private static List<OpenedChain> opened(ServiceTable table, Wish wish) {
        List<OpenedChain> opened = new ArrayList<>();
        if (wish.service() > 0 && wish.service() <= table.services()) {
            ServiceTable.Service service = table.service(wish.service());
            List<RuleRow> rows = new ArrayList<>();
            List<ServiceTable.ServiceRule> choice = table.choice(service);
            for (int i = 0; i < choice.size(); i++) {
                rows.add(row(i + 1, choice.get(i), i == 0 ? 0 : service.number(), i));
            }
            opened.add(new OpenedChain(service.chain(), rows));
            if (wish.endpoint() > 0 && wish.endpoint() <= service.endpoints().size()) {
                List<ServiceTable.ServiceRule> endpoint = table.endpoint(service, wish.endpoint() - 1);
                opened.add(new OpenedChain(
                        service.chain(wish.endpoint() - 1),
                        List.of(row(1, endpoint.get(0), 0, 0), row(2, endpoint.get(1), 0, 0))));
            }
        }
        return opened;
    }

    private static RuleRow row(int number, ServiceTable.ServiceRule rule, int service, int endpoint) {
        String text =
                rule.text().substring(0, rule.text().length() - rule.jump().length());
        return new RuleRow(number, text.replaceFirst("^-A \\S+ ", ""), rule.jump(), service, endpoint);
    }
}
