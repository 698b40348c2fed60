package dev.packetwalk.grading;

import dev.packetwalk.grading.Argument.Code;
import dev.packetwalk.grading.Argument.Name;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules in force that are not walked through: those of {@code iptables-legacy}, which the keeper tells of in comments, and chains
 * of nft that packets meet before or behind the five hooks. With one of them nobody can say what the others come to.
 */
final class Unjudged {
    private static final Pattern LEGACY = Pattern.compile("(?m)^# iptables-legacy (?<table>\\S+): (?<text>.+)$");
    private static final Pattern POLICY = Pattern.compile(":(?<chain>\\S+) (?<policy>\\S+) .*");
    private static final Pattern TABLE_OR_HOOK =
            Pattern.compile("(?m)^(?:table (?<table>\\S+ \\S+) \\{|\\s+type \\w+ hook (?:ingress|egress) )");

    private Unjudged() {}

    /** Which there are, and how to be rid of them; empty if there are none. */
    static Optional<Message> in(String iptablesSave, String nftRuleset) {
        return legacy(iptablesSave).or(() -> otherHook(nftRuleset));
    }

    private static Optional<Message> legacy(String iptablesSave) {
        Matcher found = LEGACY.matcher(iptablesSave);
        if (!found.find()) {
            return Optional.empty();
        }
        String table = found.group("table");
        Matcher policy = POLICY.matcher(found.group("text"));
        boolean isPolicy = policy.matches();
        String rule = isPolicy ? "-P " + policy.group("chain") + " " + policy.group("policy") : found.group("text");
        String remedy = isPolicy ? "-P " + policy.group("chain") + " ACCEPT" : "-F";
        return Optional.of(new Message(
                Key.RULES_IN_LEGACY,
                Map.of(
                        "table",
                        new Name(table),
                        "rule",
                        new Code(rule),
                        "command",
                        new Code("iptables-legacy -t " + table + " " + remedy))));
    }

    private static Optional<Message> otherHook(String nftRuleset) {
        Matcher found = TABLE_OR_HOOK.matcher(nftRuleset);
        String table = "";
        while (found.find()) {
            if (found.group("table") == null) {
                return Optional.of(new Message(Key.RULES_AT_OTHER_HOOK, Map.of("table", new Name(table))));
            }
            table = found.group("table");
        }
        return Optional.empty();
    }
}
