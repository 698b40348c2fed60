package dev.packetwalk.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;

/**
 * Which plural a whole number takes in a language, as its file says by {@code plurals}: rules in the syntax of Unicode's LDML 46,
 * part 3, "Language Plural Rules", as far as whole numbers need it. {@code one: n = 1} is English; {@code one: n % 10 = 1 and n % 100
 * != 11; few: n % 10 = 2..4 and n % 100 != 12..14} is much of what Slavic languages need. No rules: every number is {@code other}.
 *
 * @param rules the first that fits decides
 */
record Plurals(List<Rule> rules) {
    private static final java.util.regex.Pattern RULE = java.util.regex.Pattern.compile("(\\w+): (.+)");
    private static final java.util.regex.Pattern RELATION = java.util.regex.Pattern.compile(
            "[ni](?: % (\\d{1,9}))? (=|!=) (\\d{1,9}(?:\\.\\.\\d{1,9})?(?:,\\d{1,9}(?:\\.\\.\\d{1,9})?)*)");

    Plurals {
        rules = List.copyOf(rules);
    }

    /** One plural: a number takes it if all relations of one of the alternatives hold. */
    record Rule(String plural, List<List<Relation>> alternatives) {}

    /** Whether a number, or what is left of it after division, is in one of the ranges. */
    record Relation(long modulus, boolean within, List<Range> ranges) {
        boolean holds(long number) {
            long rest = modulus == 0 ? number : number % modulus;
            return within == ranges.stream().anyMatch(range -> range.from() <= rest && rest <= range.to());
        }
    }

    /** Both ends included. */
    record Range(long from, long to) {}

    /** @throws IllegalArgumentException if it is not written as above */
    static Plurals parse(String text) {
        List<Rule> rules = new ArrayList<>();
        for (String part : text.isBlank() ? new String[0] : text.split(";", -1)) {
            MatchResult rule = matched(RULE, part.strip());
            List<List<Relation>> alternatives = new ArrayList<>();
            for (String alternative : rule.group(2).split(" or ", -1)) {
                List<Relation> relations = new ArrayList<>();
                for (String relation : alternative.split(" and ", -1)) {
                    relations.add(relation(matched(RELATION, relation.strip())));
                }
                alternatives.add(relations);
            }
            rules.add(new Rule(rule.group(1), alternatives));
        }
        return new Plurals(rules);
    }

    private static Relation relation(MatchResult relation) {
        List<Range> ranges = new ArrayList<>();
        for (String range : relation.group(3).split(",", -1)) {
            String[] ends = range.split("\\.\\.", -1);
            ranges.add(new Range(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1])));
        }
        long modulus = relation.group(1) == null ? 0 : Long.parseLong(relation.group(1));
        return new Relation(modulus, relation.group(2).equals("="), ranges);
    }

    private static MatchResult matched(java.util.regex.Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no plural rule: " + text);
        }
        return matcher.toMatchResult();
    }

    /** The plural that a number takes: {@code zero}, {@code one}, {@code two}, {@code few}, {@code many} or {@code other}. */
    String of(long number) {
        return rules.stream()
                .filter(rule -> rule.alternatives().stream()
                        .anyMatch(relations -> relations.stream().allMatch(relation -> relation.holds(number))))
                .map(Rule::plural)
                .findFirst()
                .orElse("other");
    }
}
