package dev.packetwalk.web.instructor;

import dev.packetwalk.progress.classes.Consent;
import dev.packetwalk.progress.classes.Enrolled;
import dev.packetwalk.web.VisitorTime;
import dev.packetwalk.web.words.Texts;
import java.text.Collator;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is in a class, as somebody wants to see them.
 *
 * @param members those who fit
 * @param total how many there are in all
 * @param text what is looked for: a part of a name or reference, hostile text
 * @param sort the word of the {@link Sort}
 */
record MemberList(List<Member> members, int total, String text, String sort) {
    private static final int LONGEST_TEXT = 100;

    static MemberList of(
            List<Enrolled> everybody, @Nullable String text, @Nullable String sort, Locale locale, VisitorTime time) {
        String wanted = text == null ? "" : text.strip();
        String cut = wanted.length() <= LONGEST_TEXT ? wanted : wanted.substring(0, LONGEST_TEXT);
        String part = cut.toLowerCase(Locale.ROOT);
        Sort order = Sort.of(sort);
        List<Member> members = everybody.stream()
                .filter(enrolled -> enrolled.name().toLowerCase(Locale.ROOT).contains(part)
                        || enrolled.reference().toLowerCase(Locale.ROOT).contains(part))
                .sorted(order.comparator(locale))
                .map(enrolled -> Member.of(enrolled, time))
                .toList();
        return new MemberList(members, everybody.size(), cut, order.word());
    }

    /** The words of all orders. */
    public List<String> sorts() {
        return Arrays.stream(Sort.values()).map(Sort::word).toList();
    }

    /** The order of the rows. */
    enum Sort {
        NAME,
        REFERENCE,
        /** Who joined last comes first. */
        JOINED;

        /** As it is in the page's address. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** By name, unless the word is another's. */
        static Sort of(@Nullable String word) {
            return Arrays.stream(values())
                    .filter(sort -> sort.word().equals(word))
                    .findFirst()
                    .orElse(NAME);
        }

        Comparator<Enrolled> comparator(Locale locale) {
            Collator collator = Collator.getInstance(locale);
            Comparator<Enrolled> byName = Comparator.comparing(Enrolled::name, collator);
            return switch (this) {
                case NAME -> byName;
                case REFERENCE ->
                    // Who has none comes last.
                    Comparator.comparing((Enrolled e) -> e.reference().isEmpty())
                            .thenComparing(Enrolled::reference, collator)
                            .thenComparing(byName);
                case JOINED ->
                    Comparator.comparing(Enrolled::enrolledAt).reversed().thenComparing(byName);
            };
        }
    }

    /**
     * A learner as shown; name and reference are hostile text.
     *
     * @param joinedAt on the visitor's clock
     * @param asked whether they have answered what they agree to
     */
    record Member(
            UUID id,
            String name,
            String reference,
            Instant joined,
            String joinedAt,
            boolean asked,
            boolean watch,
            boolean type,
            boolean record) {
        /** The name as it can stand in a sentence. */
        public String isolated() {
            return Texts.isolated(name);
        }

        static Member of(Enrolled enrolled, VisitorTime time) {
            Consent consent = enrolled.consent();
            return new Member(
                    enrolled.learner(),
                    enrolled.name(),
                    enrolled.reference(),
                    enrolled.enrolledAt(),
                    time.at(enrolled.enrolledAt()),
                    consent.askedAt() != null,
                    consent.watch(),
                    consent.type(),
                    consent.record());
        }
    }
}
