package dev.packetwalk.web.instructor;

import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.LabConfig;
import dev.packetwalk.web.Lessons;
import dev.packetwalk.web.Visitor;
import dev.packetwalk.web.words.CurrentLanguage;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The form in which a class is planned, for a new one and for one that there is. */
@Singleton
final class PlanForm {
    private final Lessons lessons;
    private final CurrentLearner instructor;
    private final CurrentLanguage language;
    private final LabConfig config;

    PlanForm(Lessons lessons, CurrentLearner instructor, CurrentLanguage language, LabConfig config) {
        this.config = config;
        this.lessons = lessons;
        this.instructor = instructor;
        this.language = language;
    }

    /** The ids of the lessons that a class can be about. */
    Set<String> lessonIds() {
        return lessons.all().stream().map(Lesson::id).collect(Collectors.toUnmodifiableSet());
    }

    /** What a lesson is called in the visitor's language; its id if it is not offered any more. */
    String lessonTitle(String id) {
        return choices().stream()
                .filter(choice -> choice.id().equals(id))
                .map(Choice::title)
                .findFirst()
                .orElse(id);
    }

    /**
     * The page.
     *
     * @param card the class that is changed; {@code null} for a new one
     * @param problems what is wrong, by the names of the fields
     */
    TemplateInstance page(@Nullable ClassCard card, PlanFields fields, Map<String, String> problems) {
        return new Plan(
                instructor.visitor(),
                card,
                choices(),
                fields.shown(),
                problems,
                config.sandboxes().idleLimit().toMinutes(),
                config.sandboxes().hardLimit().toMinutes());
    }

    private List<Choice> choices() {
        return lessons.all().stream()
                .map(lesson -> lesson.in(language.locale()))
                .map(lesson -> new Choice(lesson.id(), lesson.title()))
                .toList();
    }

    /**
     * The form.
     *
     * @param idleLimit the lab's own, in minutes
     * @param hardLimit the lab's own, in minutes
     */
    record Plan(
            Visitor visitor,
            @Nullable ClassCard card,
            List<Choice> lessons,
            PlanFields fields,
            Map<String, String> problems,
            long idleLimit,
            long hardLimit)
            implements TemplateInstance {}

    /** A lesson to choose. */
    record Choice(String id, String title) {}
}
