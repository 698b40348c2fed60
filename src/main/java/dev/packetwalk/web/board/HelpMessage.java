package dev.packetwalk.web.board;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.packetwalk.progress.classes.Notes.Note;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server tells a learner's open exercise page about help, as JSON with a {@code kind}. Text in it is text: the page escapes it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface HelpMessage {
    /**
     * How things are.
     *
     * @param offered whether anybody teaches the learner this lesson
     * @param handAt since when they ask for help with this exercise; null if they do not
     * @param notes what instructors wrote and this exercise's page shows, newest first
     */
    @JsonTypeName("help")
    record Help(boolean offered, @Nullable Instant handAt, List<Note> notes) implements HelpMessage {}

    /** Who looks on at the learner's terminals now; nobody when it is empty. */
    @JsonTypeName("watched")
    record Watched(List<Watcher> watchers) implements HelpMessage {}

    /**
     * Somebody who looks on.
     *
     * @param typed whether they have typed something
     */
    record Watcher(String name, Instant since, boolean typed) {}

    /** Parts of the page are different now: {@code parts} selects them. */
    @JsonTypeName("renew")
    record Renew(String parts) implements HelpMessage {}
}
