package dev.packetwalk.web.board;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.RecordedGrade;
import dev.packetwalk.progress.classes.ClassProgress.Member;
import dev.packetwalk.progress.classes.ClassProgress.Tried;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.QueuePlace;
import dev.packetwalk.web.Lessons;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What is known of a class, put together from what it is told. Has no thread and asks nobody; one thread at a time. */
final class BoardModel {
    private static final Doings NOTHING = new Doings();

    private final Lesson lesson;
    private final List<Exercise> columns;
    private final StuckRules rules;
    private final Map<UUID, Track> tracks = new LinkedHashMap<>();
    private List<QueuePlace> queue = List.of();

    BoardModel(Lesson lesson, StuckRules rules) {
        this.lesson = lesson;
        this.columns = lesson.exercises().stream().filter(Exercise::graded).toList();
        this.rules = rules;
    }

    /** A learner, what they have tried, and the machines that they have. */
    private static final class Track {
        private Member member;
        private final Map<String, Work> works = new HashMap<>();
        private final Map<String, Machine> machines = new HashMap<>();

        Track(Member member) {
            this.member = member;
        }

        Optional<Work> newest(Stream<String> exercises) {
            return exercises
                    .flatMap(id -> Stream.ofNullable(works.get(id)))
                    .max(Comparator.comparingLong(Work::attempt));
        }

        boolean onTopOf(Work work) {
            return works.values().stream()
                    .anyMatch(other ->
                            other.sandboxName().equals(work.sandboxName()) && other.attempt() > work.attempt());
        }

        /** Of several exercises on one machine, the one begun last that is not passed is what is being done. */
        boolean doing(Work work) {
            return machines.containsKey(work.sandboxName())
                    && works.values().stream()
                            .filter(other -> other.sandboxName().equals(work.sandboxName()) && !other.passed())
                            .max(Comparator.comparingLong(Work::attempt))
                            .filter(work::equals)
                            .isPresent();
        }
    }

    private record Machine(Lease lease, Doings doings) {}

    /** Takes who is in the class now, in the order in which they are shown. */
    void members(List<Member> members) {
        Map<UUID, Track> before = new HashMap<>(tracks);
        tracks.clear();
        for (Member member : members) {
            Track track = before.getOrDefault(member.learner(), new Track(member));
            track.member = member;
            tracks.put(member.learner(), track);
        }
    }

    /** Of attempts in the database, those whose newest grade is not known here. */
    List<Long> unknownGrades(List<Tried> tried) {
        return tried.stream()
                .filter(row -> row.grade() != 0
                        && work(row).map(work -> work.gradeId() != row.grade()).orElse(true))
                .map(Tried::grade)
                .toList();
    }

    /** Of attempts in the database, those that are new here and not passed: how their checks have failed is to be told. */
    List<Long> unknownHistories(List<Tried> tried) {
        return tried.stream()
                .filter(row -> row.grade() != 0
                        && row.firstPassedAt() == null
                        && work(row)
                                .map(work -> work.attempt() != row.attempt() || work.gradeId() == 0)
                                .orElse(true))
                .map(Tried::attempt)
                .toList();
    }

    private Optional<Work> work(Tried row) {
        return Optional.ofNullable(tracks.get(row.learner()))
                .map(track -> track.works.get(row.exercise().exercise()));
    }

    /** Takes what the database says. */
    void tried(List<Tried> rows, Map<Long, RecordedGrade> grades, Map<Long, List<RecordedGrade>> histories) {
        for (Tried row : rows) {
            Track track = tracks.get(row.learner());
            Optional<String> sandbox = sandboxName(row.exercise());
            if (track != null && sandbox.isPresent()) {
                track.works
                        .computeIfAbsent(row.exercise().exercise(), _ -> new Work(sandbox.get(), row))
                        .take(row, grades.get(row.grade()), histories.getOrDefault(row.attempt(), List.of()));
            }
        }
    }

    /** Takes which machines there are now. */
    void machines(List<Lease> leases) {
        Map<UUID, Map<String, Machine>> before = new HashMap<>();
        tracks.forEach((learner, track) -> {
            before.put(learner, new HashMap<>(track.machines));
            track.machines.clear();
        });
        leases.forEach(lease -> {
            Track track = tracks.get(lease.learner());
            if (track != null) {
                Machine known = before.getOrDefault(lease.learner(), Map.of()).get(lease.name());
                track.machines.put(
                        lease.name(),
                        known != null && known.lease.id().equals(lease.id())
                                ? new Machine(lease, known.doings)
                                : new Machine(lease, new Doings()));
            }
        });
    }

    /** Takes who of the class waits for a machine, the next first. */
    void queue(List<QueuePlace> places) {
        queue = List.copyOf(places);
    }

    private Stream<Snapshot.Waiting> waiting(QueuePlace place) {
        return Stream.ofNullable(tracks.get(place.learner()))
                .map(track ->
                        new Snapshot.Waiting(place.learner(), track.member.name(), place.position(), place.movedUp()));
    }

    /** Takes what has just happened; true if it is about somebody in this class. */
    boolean heard(Lease lease, Attempt attempt) {
        Track track = tracks.get(lease.learner());
        Optional<String> sandbox = sandboxName(attempt.exercise());
        if (track == null || sandbox.isEmpty()) {
            return false;
        }
        Machine machine = track.machines.get(lease.name());
        if (machine == null || !machine.lease.id().equals(lease.id())) {
            track.machines.put(lease.name(), new Machine(lease, new Doings()));
        }
        track.works
                .computeIfAbsent(attempt.exercise().exercise(), _ -> new Work(sandbox.get(), attempt))
                .take(attempt);
        return true;
    }

    /**
     * Reads on in the journals of all machines.
     *
     * @param journal gives what is new in a machine's journal behind a number
     */
    void readOn(BiFunction<Lease, Long, List<JournalEntry>> journal) {
        for (Track track : tracks.values()) {
            for (Machine machine : track.machines.values()) {
                machine.doings.take(journal.apply(machine.lease, machine.doings.lastNumber()));
            }
        }
    }

    private Optional<String> sandboxName(ExerciseKey key) {
        return key.lesson().equals(lesson.id())
                ? lesson.exercise(key.exercise()).map(exercise -> Lessons.sandboxName(key, exercise))
                : Optional.empty();
    }

    /** The class as it is now. */
    Snapshot snapshot(Instant now) {
        List<Snapshot.Row> rows = new ArrayList<>();
        for (Track track : tracks.values()) {
            rows.add(new Snapshot.Row(
                    track.member.learner(),
                    track.member.name(),
                    track.member.handExercise(),
                    track.member.handAt(),
                    track.member.noteReadAt(),
                    columns.stream().map(column -> cell(track, column, now)).toList()));
        }
        return new Snapshot(
                lesson.id(),
                columns.stream().map(Exercise::id).toList(),
                rows,
                Obstacles.of(rows),
                queue.stream().flatMap(this::waiting).toList());
    }

    private Snapshot.Cell cell(Track track, Exercise column, Instant now) {
        Stream<String> ids =
                Stream.concat(Stream.of(column), column.variants().stream()).map(Exercise::id);
        return track.newest(ids)
                .map(work -> {
                    Machine machine = track.machines.get(work.sandboxName());
                    return work.cell(
                            column.id(),
                            column.checks().size(),
                            track.onTopOf(work),
                            track.doing(work),
                            machine == null ? NOTHING : machine.doings,
                            rules,
                            now);
                })
                .orElseGet(() -> new Snapshot.Cell(
                        column.id(),
                        Standing.NOT_STARTED,
                        null,
                        null,
                        0,
                        column.checks().size(),
                        0,
                        false,
                        List.of()));
    }
}
