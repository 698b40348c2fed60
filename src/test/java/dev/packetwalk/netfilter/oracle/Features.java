package dev.packetwalk.netfilter.oracle;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which matches and targets a rule uses, as words: {@code tcp --dport}, {@code ! -s}, {@code -j REJECT tcp-reset}. */
final class Features {
    /** Options whose values are each a feature of its own. */
    private static final Set<String> VALUED =
            Set.of("--ctstate", "--state", "--reject-with", "--src-type", "--dst-type", "--pkt-type");

    private static final Set<String> CORE = Set.of("-s", "-d", "-i", "-o", "-p", "-f");

    private Features() {}

    /** The features of a rule in iptables-save's words. */
    static Set<String> of(String rule) {
        Set<String> features = new TreeSet<>();
        List<String> words = List.of(rule.replaceAll("\"[^\"]*\"", "text").split(" ", -1));
        String module = "";
        for (int i = 2; i < words.size(); i++) {
            String word = words.get(i);
            String not = words.get(i - 1).equals("!") ? "! " : "";
            if (word.equals("-m")) {
                module = words.get(i + 1);
            } else if (word.equals("-g")) {
                features.add("-g");
            } else if (word.equals("-j")) {
                module = target(words.get(i + 1));
                features.add(module);
            } else if (CORE.contains(word)) {
                features.add(not + word);
            } else if (VALUED.contains(word)) {
                for (String value : words.get(i + 1).split(",", -1)) {
                    features.add(not + module + " " + word + " " + value);
                }
            } else if (word.startsWith("--")) {
                features.add(not + module + " " + word);
            }
        }
        if (words.stream().noneMatch(Set.of("-j", "-g")::contains)) {
            features.add("no target");
        }
        return features;
    }

    private static String target(String name) {
        return name.equals(name.toUpperCase(java.util.Locale.ROOT)) ? "-j " + name : "-j user chain";
    }
}
