package dev.packetwalk.web.board;

import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.classes.Notes;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.web.board.HelpMessage.Help;
import dev.packetwalk.web.board.HelpMessage.Watched;
import dev.packetwalk.web.board.HelpMessage.Watcher;
import dev.packetwalk.web.terminal.Companions;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Between instructors and the open pages of learners: notes, raised hands, who looks on. All of it is written down or seen from
 * elsewhere; what is here is who wants to hear of it at once.
 */
@ApplicationScoped
public class HelpDesk {
    private static final int MOST_NOTES = 20;

    private final Notes notes;
    private final Companions companions;
    private final Boards boards;
    private final Map<UUID, List<OpenPage>> pages = new ConcurrentHashMap<>();

    private record OpenPage(ExerciseKey exercise, Consumer<HelpMessage> listener) {}

    HelpDesk(Notes notes, Companions companions, Boards boards) {
        this.notes = notes;
        this.companions = companions;
        this.boards = boards;
    }

    void start(@Observes StartupEvent event) {
        companions.listen(learner -> tell(learner, watched(learner)));
    }

    /** Tells a learner's page how things are, and from now on whatever is different. Listeners must not block. */
    public Keeper.Subscription follow(UUID learner, ExerciseKey exercise, Consumer<HelpMessage> listener) {
        OpenPage page = new OpenPage(exercise, listener);
        pages.computeIfAbsent(learner, _ -> new CopyOnWriteArrayList<>()).add(page);
        listener.accept(help(learner, exercise));
        listener.accept(watched(learner));
        return () -> pages.computeIfPresent(learner, (_, open) -> {
            open.remove(page);
            return open.isEmpty() ? null : open;
        });
    }

    /** The learner asks for help, or has been helped. */
    public void raiseHand(UUID learner, ExerciseKey exercise) {
        if (notes.isTaught(learner, exercise.lesson())) {
            notes.raiseHand(learner, exercise);
            changed(learner);
        }
    }

    /** The learner has been helped. */
    public void lowerHand(UUID learner, String lesson) {
        notes.lowerHand(learner, lesson);
        changed(learner);
    }

    /** A note was on the learner's screen. */
    public void read(UUID learner, long note) {
        if (notes.read(learner, note)) {
            boards.lookSoon();
        }
    }

    /** What pages show of help is to be told again: something was written down. */
    public void changed(UUID learner) {
        for (OpenPage page : pages.getOrDefault(learner, List.of())) {
            tell(page, help(learner, page.exercise));
        }
        boards.lookSoon();
    }

    /** Parts of the learner's pages about an exercise are different now. */
    public void renew(UUID learner, ExerciseKey exercise, String parts) {
        pages.getOrDefault(learner, List.of()).stream()
                .filter(page -> page.exercise.equals(exercise))
                .forEach(page -> tell(page, new HelpMessage.Renew(parts)));
    }

    private Help help(UUID learner, ExerciseKey exercise) {
        return new Help(
                notes.isTaught(learner, exercise.lesson()),
                notes.hand(learner, exercise).orElse(null),
                notes.to(learner, exercise, MOST_NOTES));
    }

    private Watched watched(UUID learner) {
        return new Watched(companions.of(learner).stream()
                .map(companion -> new Watcher(companion.name(), companion.since(), companion.typed()))
                .toList());
    }

    private void tell(UUID learner, HelpMessage message) {
        pages.getOrDefault(learner, List.of()).forEach(page -> tell(page, message));
    }

    private static void tell(OpenPage page, HelpMessage message) {
        try {
            page.listener.accept(message);
        } catch (RuntimeException e) {
            // One page that has gone away must not keep the others from hearing.
            Log.debugf(e, "a page could not be told");
        }
    }
}
