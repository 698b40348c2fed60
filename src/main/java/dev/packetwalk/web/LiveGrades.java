package dev.packetwalk.web;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.Journals;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.LeaseEvent;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.SandboxUnavailableException;
import dev.packetwalk.sandbox.Sandboxes;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Grades as things happen: watches the sandboxes that learners hold, keeps every new grade, and tells the pages that are open.
 * What it knows is in the database and in the kernel; after a restart it starts again from there.
 */
@ApplicationScoped
public class LiveGrades {
    private final Sandboxes sandboxes;
    private final Lessons lessons;
    private final Attempts attempts;
    private final Journals journals;
    private final MeterRegistry metrics;
    private final Keeper.Subscription leases;
    private final Keeper.Subscription lines;
    private final Map<SandboxId, Audience> audiences = new ConcurrentHashMap<>();
    private final List<Consumer<LearnerNews>> overviews = new CopyOnWriteArrayList<>();

    public LiveGrades(
            Sandboxes sandboxes, Lessons lessons, Attempts attempts, Journals journals, MeterRegistry metrics) {
        this.sandboxes = sandboxes;
        this.lessons = lessons;
        this.attempts = attempts;
        this.journals = journals;
        this.metrics = metrics;
        this.leases = sandboxes.listen(this::heard);
        this.lines = sandboxes.listenToLines(this::lineEntered);
    }

    /** What went on while no server ran is a gap in the journals; it shall end now, not when somebody opens a page. */
    void start(@Observes StartupEvent event) {
        try {
            sandboxes.leases().forEach(this::watch);
        } catch (RuntimeException e) {
            // An engine that is away is no reason not to start; who opens a page begins the watch.
            Log.warnf("not every sandbox is watched yet: %s", e.getMessage());
        }
    }

    /** Grades what happens in this sandbox from now on, whether or not a page is open. */
    public void watch(Lease lease) {
        audience(lease).lookForAttempts();
    }

    /**
     * Hears of everything that concerns an exercise in this sandbox from now on, the present state first. Who follows it has begun
     * it: an exercise that goes on in the machine of the one before asks for no machine. Listeners must not block.
     *
     * @throws dev.packetwalk.progress.DepartedException if the sandbox's learner is gone
     */
    public Keeper.Subscription follow(Lease lease, ExerciseKey exercise, Consumer<LiveMessage> listener) {
        Audience audience = audience(lease);
        if (!audience.wanted(exercise)) {
            attempts.open(lease.learner(), exercise);
        }
        return audience.follow(exercise, listener);
    }

    /** Hears of every attempt that is begun or graded in any sandbox from now on. Listeners must not block. */
    public Keeper.Subscription followAll(Consumer<LearnerNews> listener) {
        overviews.add(listener);
        return () -> overviews.remove(listener);
    }

    /** What is new in a sandbox's journal to who has seen the entries up to a number. */
    public List<JournalEntry> journalAfter(Lease lease, long number) {
        return audience(lease).journal().after(number);
    }

    private void tellOverviews(LearnerNews news) {
        overviews.forEach(overview -> overview.accept(news));
    }

    /**
     * Grades at once, for the impatient. Takes as long as the slowest probe.
     *
     * @throws SandboxUnavailableException if the sandbox does not answer
     */
    public void gradeNow(Lease lease, ExerciseKey exercise) {
        patiently(lease, () -> begun(lease, exercise).watch().grade(exercise));
    }

    /**
     * Notes what the learner answers to the questions of a check, beside the flows of this moment, and grades at once.
     *
     * @param answers what was answered, by field
     * @throws SandboxUnavailableException if the sandbox does not answer; the answer is noted all the same
     */
    public void answer(Lease lease, ExerciseKey exercise, String check, Map<String, String> answers) {
        patiently(lease, () -> begun(lease, exercise).watch().answer(exercise, check, answers));
    }

    /** What the learner has answered last in this sandbox, by check and field. */
    Map<String, Map<String, String>> answers(Lease lease, ExerciseKey exercise) {
        return audience(lease).answers(exercise);
    }

    /** What became of the real packets that an exercise watches. */
    List<WatchedView> watched(Lease lease, Exercise exercise) {
        return WatchedView.of(exercise, audience(lease).journal().entries());
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void patiently(Lease lease, Work work) {
        try {
            work.run();
        } catch (IOException e) {
            throw new SandboxUnavailableException("sandbox " + lease.id() + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxUnavailableException("the server is stopping", e);
        }
    }

    private Audience audience(Lease lease) {
        return audiences.computeIfAbsent(
                lease.id(),
                _ -> new Audience(lease, sandboxes, lessons, attempts, journals, metrics, this::tellOverviews));
    }

    /** Whose page is used has begun the exercise, perhaps just now. */
    private Audience begun(Lease lease, ExerciseKey exercise) {
        Audience audience = audience(lease);
        audience.note(exercise);
        return audience;
    }

    private void lineEntered(SandboxId id) {
        Audience audience = audiences.get(id);
        if (audience != null) {
            audience.watch().lineEntered();
        }
    }

    private void heard(LeaseEvent event) {
        switch (event) {
            case LeaseEvent.Warned warned -> {
                Audience audience = audiences.get(warned.lease().id());
                if (audience != null) {
                    audience.tell(LiveMessage.LeaseNow.of(warned.lease(), true));
                }
            }
            case LeaseEvent.Ended ended -> {
                Audience audience = audiences.remove(ended.ending().id());
                if (audience != null) {
                    audience.tell(LiveMessage.Ended.of(ended.ending()));
                    Thread.startVirtualThread(audience::close);
                }
            }
        }
    }

    @PreDestroy
    void close() {
        leases.close();
        lines.close();
        audiences.values().forEach(Audience::close);
    }
}
