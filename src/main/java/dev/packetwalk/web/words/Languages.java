package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.websockets.next.HandshakeRequest;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The languages that visitors can choose from: those that have message files, unless the settings say fewer. */
@Singleton
public final class Languages {
    /** Spoken to whom nothing else is known of; the language that every text is first written in. */
    public static final Locale DEFAULT = Locale.ENGLISH;

    private static final int LONGEST_HEADER = 500;

    private final List<Locale> all;

    @Inject
    Languages(@Any Instance<LayoutWords> texts, LanguageSettings settings) {
        this(texts.handlesStream()
                .flatMap(handle -> handle.getBean().getQualifiers().stream())
                .flatMap(qualifier -> qualifier instanceof Localized localized
                        ? Stream.of(Locale.forLanguageTag(localized.value()))
                        : Stream.of())
                .filter(found -> settings.offered()
                        .map(tags -> tags.contains(found.toLanguageTag()))
                        .orElse(true))
                .toList());
    }

    /** Those given, and English, each once. */
    Languages(List<Locale> offered) {
        this.all = Stream.concat(
                        Stream.of(DEFAULT),
                        offered.stream()
                                .filter(language -> !language.equals(DEFAULT))
                                .sorted(Comparator.comparing(Locale::toLanguageTag)))
                .distinct()
                .toList();
    }

    /** English first, the others in the order of their tags. */
    public List<Locale> all() {
        return all;
    }

    /** The language with exactly this tag; empty if it is not offered. */
    public Optional<Locale> tagged(@Nullable String tag) {
        return first(language -> language.toLanguageTag().equals(tag));
    }

    /**
     * The language to speak.
     *
     * @param chosen the tag that the visitor has chosen before; null if none is known
     * @param accepted their browser's {@code Accept-Language} header; null if it sent none
     */
    public Locale choose(@Nullable String chosen, @Nullable String accepted) {
        return tagged(chosen).orElseGet(() -> accepted(accepted));
    }

    /** The language of the page that opened a socket. */
    public Locale of(HandshakeRequest handshake) {
        String chosen = Stream.of(Objects.requireNonNullElse(handshake.header("Cookie"), "")
                        .split(";"))
                .map(cookie -> cookie.strip().split("=", 2))
                .filter(cookie -> cookie.length == 2 && cookie[0].equals(LanguageChoice.COOKIE))
                .map(cookie -> cookie[1])
                .findFirst()
                .orElse(null);
        return choose(chosen, handshake.header("Accept-Language"));
    }

    private Locale accepted(@Nullable String header) {
        if (header == null || header.isBlank() || header.length() > LONGEST_HEADER) {
            return DEFAULT;
        }
        try {
            return LanguageRange.parse(header).stream()
                    .filter(range -> range.getWeight() > 0)
                    .flatMap(range -> spoken(range.getRange()).stream())
                    .findFirst()
                    .orElse(DEFAULT);
        } catch (IllegalArgumentException _) {
            return DEFAULT; // whoever sends that is no browser
        }
    }

    /** The very language, or else another form of it: who reads one kind of Chinese gets along with the other. */
    private Optional<Locale> spoken(String range) {
        Locale wanted = Locale.forLanguageTag(range);
        return first(language -> language.toLanguageTag().equalsIgnoreCase(range))
                .or(() -> first(language -> language.getLanguage().equals(wanted.getLanguage())));
    }

    private Optional<Locale> first(Predicate<Locale> wanted) {
        return all.stream().filter(wanted).findFirst();
    }
}
