package dev.packetwalk.web.words;

import io.quarkus.arc.Arc;
import io.quarkus.qute.i18n.Localized;
import jakarta.enterprise.inject.Instance;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The texts of message bundles where there is no template. */
public final class Texts {
    private static final char ISOLATE = '\u2068';
    private static final char END = '\u2069';

    /** Looked up once: a page asks hundreds of times. */
    private static final Map<Area, Object> KNOWN = new ConcurrentHashMap<>();

    private record Area(Class<?> texts, Locale language) {}

    private Texts() {}

    /** The texts of an area in a language; in English where nobody has translated them yet. */
    public static <T> T in(Locale language, Class<T> area) {
        return area.cast(KNOWN.computeIfAbsent(new Area(area, language), _ -> find(language, area)));
    }

    private static <T> T find(Locale language, Class<T> area) {
        Instance<T> translated = Arc.container().select(area, Localized.Literal.of(language.toLanguageTag()));
        return translated.isResolvable()
                ? translated.get()
                : Arc.container()
                        .select(area, Localized.Literal.of(Languages.DEFAULT.toLanguageTag()))
                        .get();
    }

    /**
     * What somebody else wrote, such as a name, fit to stand in a sentence: its direction of writing stays its own. For text; HTML
     * has {@code <bdi>}.
     */
    public static String isolated(String foreign) {
        return ISOLATE + foreign + END;
    }
}
