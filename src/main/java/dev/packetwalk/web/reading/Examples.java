package dev.packetwalk.web.reading;

import dev.packetwalk.lesson.Page.Exhibit;
import dev.packetwalk.web.Recent;
import dev.packetwalk.web.words.CurrentLanguage;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The examples of lessons, drawn once in each language: they are the same for everybody, and half the work of a lesson's page. */
@Singleton
final class Examples {
    /** More than several lessons have in all languages; what a lesson had before its author changed it is forgotten in time. */
    private static final int MOST = 512;

    private final CurrentLanguage language;
    /** Guarded by itself. */
    private final Recent<Example, String> drawn = new Recent<>(MOST);

    private record Example(String lesson, Exhibit exhibit, Locale language) {}

    @CheckedTemplate(basePath = "LessonResource", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Piece(PieceView piece, @Nullable LessonPage page, String lesson) implements TemplateInstance {}

    Examples(CurrentLanguage language) {
        this.language = language;
    }

    /**
     * The example as it stands in a page of this request's language.
     *
     * @param view how it is drawn, without anything of a learner's own
     */
    PieceView of(String lesson, Exhibit exhibit, Supplier<PieceView> view) {
        Example example = new Example(lesson, exhibit, language.locale());
        String html = remembered(example);
        if (html == null) {
            html = new Piece(view.get(), null, lesson).render();
            synchronized (drawn) {
                drawn.put(example, html);
            }
        }
        return PieceView.text(html);
    }

    private @Nullable String remembered(Example example) {
        synchronized (drawn) {
            return drawn.get(example);
        }
    }
}
