package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.BaseChain;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.Counters;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the commands that {@code iptables -S} prints, line by line. */
final class RulesReader {
    private static final Pattern COUNTERS_OF_POLICY =
            Pattern.compile("-P\\s+\\S+\\s+\\S+\\s+-c\\s+(\\d{1,20})\\s+(\\d{1,20})\\s*");

    private final Family family;
    private final String table;
    private final Map<String, OpenChain> chains = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private record OpenChain(Optional<BaseChain> base, Counters counters, List<Rule> rules) {}

    RulesReader(Family family, String table) {
        this.family = family;
        this.table = table;
    }

    Parsed<Table> read(String text) {
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            // A warning about tables of the other variant comes as a comment.
            if (!line.isBlank() && !line.startsWith("#")) {
                readLine(line, number);
            }
        }
        List<Chain> closed = new ArrayList<>();
        chains.forEach((name, chain) -> closed.add(new Chain(name, chain.base, chain.counters, chain.rules)));
        return new Parsed<>(new Table(family, table, "", closed), problems);
    }

    private void readLine(String line, int number) {
        RuleProblems here = (column, message, remedy) -> problems.add(new Problem(number, column, message, remedy));
        Words words = Words.split(line);
        Word command = words.next();
        if (!words.hasNext()) {
            here.report(
                    words.peek().column(), "the chain's name is missing", "write -A INPUT …, -N name or -P INPUT DROP");
            return;
        }
        switch (command.quoted() ? "" : command.text()) {
            case "-P" -> policy(words, line, here);
            case "-N" -> create(words.next(), here);
            case "-A" -> append(words, line, number, here);
            default ->
                here.report(
                        command.column(),
                        "this line is not understood",
                        "give lines as iptables -S prints them: -P, -N, -A");
        }
    }

    private void policy(Words words, String line, RuleProblems here) {
        Word chain = words.next();
        Word policy = words.peek();
        Optional<BaseChain> base = switch (policy.text()) {
            case "ACCEPT" -> BuiltInChains.find(table, chain.text(), Policy.ACCEPT, true);
            case "DROP" -> BuiltInChains.find(table, chain.text(), Policy.DROP, true);
            default -> {
                here.report(policy.column(), "the policy '" + policy.text() + "' is not known", "use ACCEPT or DROP");
                yield BuiltInChains.find(table, chain.text(), Policy.ACCEPT, true);
            }
        };
        if (base.isEmpty()) {
            here.report(
                    chain.column(),
                    "the chain " + chain.text() + " is not built into the table " + table + ", so it has no policy",
                    "declare it with -N, or name its table");
        }
        Matcher counted = COUNTERS_OF_POLICY.matcher(line);
        Counters counters = counted.matches()
                ? Numbers.counters(counted.group(1), counted.group(2)).orElse(Counters.ZERO)
                : Counters.ZERO;
        declare(chain, new OpenChain(base, counters, new ArrayList<>()), here);
    }

    private void create(Word chain, RuleProblems here) {
        declare(chain, new OpenChain(Optional.empty(), Counters.ZERO, new ArrayList<>()), here);
    }

    private void declare(Word name, OpenChain chain, RuleProblems here) {
        if (chains.putIfAbsent(name.text(), chain) != null) {
            here.report(name.column(), "the chain " + name.text() + " is declared twice", "give one listing at a time");
        }
    }

    private void append(Words words, String line, int number, RuleProblems here) {
        Word name = words.next();
        OpenChain chain = chains.computeIfAbsent(name.text(), missing -> undeclared(name, here));
        Optional<Words.Counted> counted = words.takeCounters();
        String text = counted.map(found -> line.substring(0, found.start()) + line.substring(found.end()))
                .orElse(line)
                .strip();
        RuleReader reader = new RuleReader(words, chains.keySet(), here);
        reader.read();
        chain.rules.add(
                new Rule(text, number, counted.map(Words.Counted::counters), reader.matches(), reader.target()));
    }

    private OpenChain undeclared(Word name, RuleProblems here) {
        Optional<BaseChain> base = BuiltInChains.find(table, name.text(), Policy.ACCEPT, true);
        String declaration = base.isPresent() ? "-P " + name.text() + " ACCEPT" : "-N " + name.text();
        here.report(name.column(), "there is no chain " + name.text(), "declare it with a line " + declaration);
        return new OpenChain(base, Counters.ZERO, new ArrayList<>());
    }
}
