package dev.packetwalk.web.board;

import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.classes.ClassProgress;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.web.Lessons;
import dev.packetwalk.web.LiveGrades;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The boards of the classes that somebody looks at: one for each class, however many pages are open. A board that nobody has looked
 * at for a minute is put away; the next look makes it anew from what is written down. The caller has made sure that whoever looks
 * teaches the class.
 */
@ApplicationScoped
public class Boards {
    private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final ClassProgress progress;
    private final LiveGrades live;
    private final Sandboxes sandboxes;
    private final Lessons lessons;
    private final StuckRules rules;
    private final Map<UUID, ClassBoard> boards = new ConcurrentHashMap<>();

    Boards(ClassProgress progress, LiveGrades live, Sandboxes sandboxes, Lessons lessons, BoardSettings settings) {
        this.progress = progress;
        this.live = live;
        this.sandboxes = sandboxes;
        this.lessons = lessons;
        this.rules = settings.rules();
    }

    /** A class as it is. */
    public Snapshot now(TaughtClass taught) {
        return board(taught).latest();
    }

    /** Tells a class as it is, and from now on each time that something is different. Listeners must not block. */
    public Keeper.Subscription follow(TaughtClass taught, Consumer<Snapshot> listener) {
        return board(taught).follow(listener);
    }

    /** Something about learners was written down that happens in no sandbox, such as a raised hand. */
    public void lookSoon() {
        List.copyOf(boards.values()).forEach(ClassBoard::lookSoon);
    }

    private ClassBoard board(TaughtClass taught) {
        Lesson lesson = lessons.lesson(taught.plan().lesson());
        return boards.computeIfAbsent(
                taught.id(),
                id -> new ClassBoard(
                        id, new BoardModel(lesson, rules), progress, live, sandboxes, InstantSource.system()));
    }

    @Scheduled(every = "20s")
    void putAway() {
        boards.forEach((id, board) -> {
            if (board.unwantedFor(KEPT_NANOS) && boards.remove(id, board)) {
                board.close();
            }
        });
    }

    @PreDestroy
    void close() {
        boards.values().forEach(ClassBoard::close);
        boards.clear();
    }
}
