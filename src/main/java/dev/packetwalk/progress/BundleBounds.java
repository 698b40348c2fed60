package dev.packetwalk.progress;

import dev.packetwalk.progress.EvidenceBundles.Reading;
import dev.packetwalk.sandbox.JournalEntry;
import java.time.Instant;
import java.util.Optional;

/**
 * What a bundle of evidence can hold. A checksum tells what was altered by accident; whoever alters it on purpose makes the
 * checksum too, so nothing in a bundle may cost more to grade, or break it, than what a server exports.
 */
final class BundleBounds {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");
    private static final String REMEDY = "give a bundle as it was exported";

    private BundleBounds() {}

    /** The first thing in it that cannot be. */
    static Optional<Reading> problem(EvidenceBundle bundle) {
        long weight = 0;
        long number = Long.MIN_VALUE;
        for (int i = 0; i < bundle.journal().size(); i++) {
            JournalEntry entry = bundle.journal().get(i);
            String place = "bundle.journal[" + i + "]";
            weight += Journal.weight(entry);
            if (i >= Journal.MOST_ENTRIES || weight > Journal.MOST_TEXT) {
                return unreadable(place, "goes past what a journal can hold");
            }
            if (entry.number() < 0 || (i > 0 && entry.number() <= number)) {
                return unreadable(place + ".number", "is not in order");
            }
            if (!possible(entry.at())) {
                return unreadable(place + ".at", "is a time that cannot be");
            }
            number = entry.number();
        }
        if (bundle.grade() != null && !possible(bundle.grade().gradedAt())) {
            return unreadable("bundle.grade.gradedAt", "is a time that cannot be");
        }
        return bundle.ruleset()
                .filter(rules ->
                        rules.iptablesSave().length() + rules.nftRuleset().length() > Journal.LONGEST_RULESET)
                .flatMap(_ -> unreadable("bundle.ruleset", "is longer than what a journal can hold"));
    }

    private static boolean possible(Instant at) {
        return !at.isBefore(EARLIEST) && at.isBefore(LATEST);
    }

    private static Optional<Reading> unreadable(String place, String message) {
        return Optional.of(new Reading.Unreadable(place, message, REMEDY));
    }
}
