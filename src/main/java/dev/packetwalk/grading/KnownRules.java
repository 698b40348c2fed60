package dev.packetwalk.grading;

import dev.packetwalk.sandbox.RulesetSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Remembers rules that have been read, because a journal is graded again with every entry that is added to it. Bounded by the
 * length of the texts; the least recently used go first. Changes no result.
 */
final class KnownRules {
    private static final long MOST_CHARACTERS = 16L * 1024 * 1024;
    private static final Pattern COUNTERS = Pattern.compile("\\[\\d+:\\d+]");

    private static final KnownRules SHARED = new KnownRules();

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Text, RulesInForce> byText = new LinkedHashMap<>(64, 0.75f, true);
    private long characters;

    /** Both listings, as they were printed or without their counters. */
    private record Text(String save, String nft) {
        int length() {
            return save.length() + nft.length();
        }

        Text withoutCounters() {
            return new Text(COUNTERS.matcher(save).replaceAll("[0:0]"), nft);
        }
    }

    /** The rules of a snapshot; the same object for rules that differ in nothing but counters, while it is remembered. */
    static RulesInForce of(RulesetSnapshot snapshot) {
        return SHARED.read(new Text(snapshot.iptablesSave(), snapshot.nftRuleset()));
    }

    private RulesInForce read(Text printed) {
        RulesInForce known = find(printed);
        if (known != null) {
            return known;
        }
        Text plain = printed.withoutCounters();
        known = find(plain);
        if (known == null) {
            known = keep(plain, RulesInForce.of(plain.save(), plain.nft()));
        }
        return keep(printed, known);
    }

    private @Nullable RulesInForce find(Text text) {
        lock.lock();
        try {
            return byText.get(text);
        } finally {
            lock.unlock();
        }
    }

    /** Keeps the rules under a text, unless another thread has done so: then its are returned. */
    private RulesInForce keep(Text text, RulesInForce rules) {
        lock.lock();
        try {
            RulesInForce other = byText.get(text);
            if (other != null) {
                return other;
            }
            byText.put(text, rules);
            characters += text.length();
            var oldest = byText.entrySet().iterator();
            while (characters > MOST_CHARACTERS && oldest.hasNext()) {
                characters -= oldest.next().getKey().length();
                oldest.remove();
            }
            return rules;
        } finally {
            lock.unlock();
        }
    }
}
