package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.BaseChain;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.Counters;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the blocks of an nft listing: tables, chains and sets; rules are read by {@link NftRuleReader}. */
final class NftReader {
    private static final Pattern TABLE = Pattern.compile("table (\\S+) (\\S+) \\{.*");
    private static final Pattern CHAIN = Pattern.compile("chain (\\S+) \\{.*");
    private static final Pattern SET = Pattern.compile("set (\\S+) \\{.*");
    private static final Pattern HOOK =
            Pattern.compile("type (\\w+) hook (\\w+)(?: device \\S+)? priority ([^;]+);(?: policy (\\w+);)?.*");
    private static final Pattern PRIORITY = Pattern.compile("(?:([a-z]+)|(-?\\d{1,9}))(?: ([+-]) (\\d{1,9}))?");

    private static final Map<String, Integer> PRIORITIES =
            Map.of("raw", -300, "mangle", -150, "dstnat", -100, "filter", 0, "security", 50, "srcnat", 100, "out", 100);

    private final List<Problem> problems = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();
    private List<String> lines = List.of();
    private int at;

    Parsed<Ruleset> read(String text) {
        lines = text.lines().toList();
        for (at = 0; at < lines.size(); at++) {
            String line = lines.get(at).strip();
            Matcher table = TABLE.matcher(line);
            if (table.matches()) {
                table(table.group(1), table.group(2));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                problem("this line is outside of any table", "start with a line such as table inet fw {");
            }
        }
        return new Parsed<>(new Ruleset(tables), problems);
    }

    private void problem(String message, String remedy) {
        problems.add(new Problem(at + 1, 1, message, remedy));
    }

    private void table(String familyName, String name) {
        Optional<Family> family = Arrays.stream(Family.values())
                .filter(f -> f.keyword().equals(familyName))
                .findFirst();
        if (family.isEmpty()) {
            problem("the family " + familyName + " is not known", "use ip, ip6, inet, arp, bridge or netdev");
        }
        int start = at;
        Map<String, NftSet> sets = new HashMap<>();
        eachBlock(line -> {
            Matcher set = SET.matcher(line);
            if (set.matches()) {
                sets.put(set.group(1), set());
                return true;
            }
            return false;
        });
        at = start;
        List<Chain> chains = new ArrayList<>();
        eachBlock(line -> {
            Matcher chain = CHAIN.matcher(line);
            if (chain.matches()) {
                chains.add(chain(chain.group(1), family.orElse(Family.INET), sets));
                return true;
            }
            return false;
        });
        family.ifPresent(f -> tables.add(new Table(f, name, "", chains)));
    }

    /** Something that may read the block that starts on a line, up to its closing line. */
    private interface BlockReader {
        boolean read(String line);
    }

    private void eachBlock(BlockReader reader) {
        for (at++; at < lines.size(); at++) {
            String line = lines.get(at).strip();
            if (line.equals("}")) {
                return;
            }
            if (!reader.read(line) && line.endsWith("{")) {
                skipBlock();
            }
        }
        problem("a table is not finished", "close it with }");
    }

    private void skipBlock() {
        int depth = 1;
        while (depth > 0 && at + 1 < lines.size()) {
            String line = lines.get(++at).strip();
            depth += depthChange(line);
        }
    }

    private static int depthChange(String line) {
        int change = 0;
        for (Words words = Words.split(line); words.hasNext(); ) {
            Word word = words.next();
            change += word.is("{") ? 1 : word.is("}") ? -1 : 0;
        }
        return change;
    }

    private NftSet set() {
        StringBuilder text = new StringBuilder();
        int depth = 1;
        while (depth > 0 && at + 1 < lines.size()) {
            String line = lines.get(++at).strip();
            depth += depthChange(line);
            text.append(line).append('\n');
        }
        return NftSet.parse(text.toString());
    }

    private Chain chain(String name, Family family, Map<String, NftSet> sets) {
        Optional<BaseChain> base = Optional.empty();
        List<Rule> rules = new ArrayList<>();
        for (at++; at < lines.size(); at++) {
            String line = lines.get(at).strip();
            if (line.equals("}")) {
                return new Chain(name, base, Counters.ZERO, rules);
            }
            Matcher hook = HOOK.matcher(line);
            if (hook.matches()) {
                base = base(hook, family);
            } else if (!line.isEmpty() && !line.startsWith("#") && !isComment(line)) {
                rules.add(new NftRuleReader(Words.split(line), family, sets).read(line, at + 1));
            }
        }
        problem("the chain " + name + " is not finished", "close it with }");
        return new Chain(name, base, Counters.ZERO, rules);
    }

    private static boolean isComment(String line) {
        return line.startsWith("comment \"");
    }

    private Optional<BaseChain> base(Matcher parts, Family family) {
        Optional<Hook> hook = Arrays.stream(Hook.values())
                .filter(h -> h.name().toLowerCase(Locale.ROOT).equals(parts.group(2)))
                .findFirst();
        if (hook.isEmpty() && family.seesIpv4()) {
            problem(
                    "the hook " + parts.group(2) + " is not one of the IP stack",
                    "what this chain does is not looked at");
        }
        BaseChain.Type type = switch (parts.group(1)) {
            case "nat" -> BaseChain.Type.NAT;
            case "route" -> BaseChain.Type.ROUTE;
            default -> BaseChain.Type.FILTER;
        };
        Policy policy = "drop".equals(parts.group(4)) ? Policy.DROP : Policy.ACCEPT;
        int priority = priority(parts.group(3).strip());
        return hook.map(h -> new BaseChain(type, h, priority, policy));
    }

    private int priority(String text) {
        Matcher parts = PRIORITY.matcher(text);
        if (!parts.matches() || (parts.group(1) != null && !PRIORITIES.containsKey(parts.group(1)))) {
            problem("the priority " + text + " is not known", "use a number or a name such as filter");
            return 0;
        }
        int base =
                parts.group(1) == null ? Integer.parseInt(parts.group(2)) : PRIORITIES.getOrDefault(parts.group(1), 0);
        int offset = parts.group(4) == null ? 0 : Integer.parseInt(parts.group(4));
        return "-".equals(parts.group(3)) ? base - offset : base + offset;
    }
}
