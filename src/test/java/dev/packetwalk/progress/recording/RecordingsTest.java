package dev.packetwalk.progress.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.progress.TestDatabase;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.recording.RecordingWriter.Added;
import dev.packetwalk.progress.recording.RecordingWriter.Chunk;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RecordingsTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final RecordingBounds BOUNDS = new RecordingBounds(10_000, 25_000, 4);
    private static final TerminalName T1 = new TerminalName("t1");
    private static final TerminalName T2 = new TerminalName("t2");
    private static final TerminalSize SIZE = new TerminalSize(100, 30);
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final RecordingRows rows = new RecordingRows(DATABASE);
    private final Recordings recordings = new Recordings(rows.database());
    private final RecordingWishes wishes = new RecordingWishes(rows.database());
    private final RecordingWriter writer = new RecordingWriter(rows.database(), BOUNDS);
    private final UUID ada = rows.learner("Ada");
    private final UUID teacher = rows.instructor("teacher-" + ada);
    private final SandboxId sandbox = rows.sandbox(ada);

    @Test
    void what_was_added_is_read_back_as_it_was_for_each_terminal() {
        String id = begin(Set.of());
        List<RecordedEvent> first = List.of(
                new RecordedEvent.Output(0, "$ \u001b[31m\u0000\"'); drop table recording; -- ☃ 😀\r\n"),
                new RecordedEvent.Resized(900, new TerminalSize(80, 24)));
        List<RecordedEvent> more = List.of(
                new RecordedEvent.Noted(1500, RecordedEvent.Note.GAP), new RecordedEvent.Output(1500, "\uFFFD"));
        assertThat(writer.add(id, List.of(new Chunk(T2, SIZE, first), new Chunk(T1, SIZE, more))))
                .isEqualTo(Added.GOES_ON);
        assertThat(writer.add(id, List.of(new Chunk(T2, new TerminalSize(5, 5), more))))
                .isEqualTo(Added.GOES_ON);

        Recording found = recordings.find(ada, false, id).orElseThrow();
        assertThat(found.terminals()).containsExactly(T1, T2);
        assertThat(found.lastAt()).isEqualTo(NOON.plusMillis(1500));
        assertThat(found.ending()).isNull();
        RecordedTerminal t2 = recordings.terminal(found, T2).orElseThrow();
        assertThat(t2.size()).isEqualTo(SIZE);
        assertThat(t2.events()).containsExactly(first.get(0), first.get(1), more.get(0), more.get(1));
        assertThat(recordings.terminal(found, new TerminalName("t3"))).isEmpty();
    }

    @Test
    void a_recording_that_is_full_says_so_at_its_end_and_takes_no_more() {
        String id = begin(Set.of());
        Chunk much = output("x".repeat(6_000));
        assertThat(writer.add(id, List.of(much))).isEqualTo(Added.GOES_ON);
        assertThat(writer.add(id, List.of(much))).isEqualTo(Added.FULL);
        assertThat(writer.add(id, List.of(much))).isEqualTo(Added.GONE);
        Recording found = recordings.find(ada, false, id).orElseThrow();
        assertThat(found.ending()).isEqualTo(RecordingEnding.FULL);
        assertThat(recordings.terminal(found, T1).orElseThrow().events())
                .hasSize(2)
                .last()
                .isEqualTo(new RecordedEvent.Noted(1, RecordedEvent.Note.FULL));
        assertThat(writer.newest(sandbox).orElseThrow().ending()).isEqualTo(RecordingEnding.FULL);
    }

    @Test
    void the_oldest_of_a_learner_make_room_and_one_that_goes_on_does_not() {
        String running = begin(Set.of());
        for (int i = 1; i <= 3; i++) {
            over(i, 6_000);
        }
        List<String> before = ids(recordings.of(ada));
        String next = writer.begin(rows.sandbox(ada, 9), wish(Set.of()), NOON.plusSeconds(9));
        assertThat(ids(recordings.of(ada)))
                .as("the new one may become as large as any")
                .containsExactly(next, before.get(0), before.get(1), running);
        writer.end(running, RecordingEnding.OVER);
        writer.end(next, RecordingEnding.OVER);
        for (int i = 10; i <= 16; i++) {
            over(i, 10);
        }
        assertThat(recordings.of(ada)).as("no more than four").hasSize(4);
    }

    private void over(int number, int characters) {
        String id = writer.begin(rows.sandbox(ada, number), wish(Set.of()), NOON.plusSeconds(number));
        writer.add(id, List.of(output("x".repeat(characters))));
        writer.end(id, RecordingEnding.OVER);
    }

    @Test
    void only_its_learner_and_who_was_agreed_with_find_a_recording() {
        UUID taught = rows.enrolled(teacher, ada, RecordingRows.LESSON, "Networks <b>");
        UUID colleague = rows.instructor("colleague-" + ada);
        UUID other = rows.enrolled(colleague, ada, RecordingRows.LESSON, "Another");
        rows.agree(ada, taught, true);
        String shared = begin(wishes.of(sandbox).orElseThrow().audience());
        String own = writer.begin(sandbox, wish(Set.of()), NOON.plusSeconds(1));

        assertThat(recordings.find(ada, false, shared)).isPresent();
        assertThat(recordings.find(teacher, true, shared))
                .hasValueSatisfying(found -> assertThat(found.audience()).containsExactly("Networks <b>"));
        assertThat(recordings.find(teacher, false, shared))
                .as("no instructor any more")
                .isEmpty();
        assertThat(recordings.find(teacher, true, own)).as("for Ada alone").isEmpty();
        assertThat(recordings.find(colleague, true, shared))
                .as("of another class")
                .isEmpty();
        assertThat(recordings.find(rows.learner("Eve"), true, shared)).isEmpty();
        assertThat(ids(recordings.of(teacher, taught, ada))).containsExactly(shared);
        assertThat(recordings.of(colleague, taught, ada)).isEmpty();
        assertThat(recordings.of(colleague, other, ada)).isEmpty();
        assertThat(recordings.of(teacher, taught, teacher)).isEmpty();

        rows.agree(ada, other, true);
        assertThat(recordings.find(colleague, true, shared))
                .as("agreed later, which is not about what was before")
                .isEmpty();
        rows.agree(ada, taught, false);
        assertThat(recordings.find(teacher, true, shared)).as("withdrawn").isEmpty();
        assertThat(recordings.find(ada, false, shared).orElseThrow().audience()).isEmpty();
        rows.agree(ada, taught, true);
        new Enrolments(rows.database()).remove(teacher, taught, ada);
        assertThat(recordings.find(teacher, true, shared))
                .as("no longer in the class")
                .isEmpty();
    }

    @Test
    void only_its_learner_deletes_a_recording() {
        String id = begin(Set.of());
        assertThat(recordings.delete(teacher, id)).isFalse();
        assertThat(recordings.delete(ada, id)).isTrue();
        assertThat(recordings.of(ada)).isEmpty();
        assertThat(writer.add(id, List.of(output("more")))).isEqualTo(Added.GONE);
    }

    @Test
    void nobody_is_recorded_who_has_not_agreed_and_the_last_word_counts() {
        assertThat(wish().wanted()).isFalse();
        assertThat(wish().purpose()).isEqualTo(RecordingRows.PURPOSE);
        wishes.choose(ada, true);
        assertThat(wish().wanted()).isTrue();
        assertThat(wish().audience()).isEmpty();
        UUID elsewhere = rows.enrolled(teacher, ada, "another-lesson", "Elsewhere");
        rows.agree(ada, elsewhere, true);
        assertThat(wish().audience()).as("a class sees its own lesson only").isEmpty();
        UUID taught = rows.enrolled(teacher, ada, RecordingRows.LESSON, "Networks");
        wishes.choose(ada, false);
        assertThat(wish().wanted()).isFalse();
        rows.agree(ada, taught, true);
        assertThat(wish().wanted()).isTrue();
        assertThat(wish().audience()).containsExactly(taught);
        wishes.choose(ada, false);
        assertThat(wish().wanted()).isFalse();
        wishes.choose(ada, true);
        rows.agree(ada, taught, false);
        assertThat(wish().wanted()).as("for herself").isTrue();
        assertThat(wish().audience()).isEmpty();
        rows.gone(sandbox);
        assertThat(wishes.of(sandbox)).isEmpty();
    }

    @Test
    void what_has_no_sandbox_any_more_ends() {
        String held = writer.begin(sandbox, wish(Set.of()), NOON);
        SandboxId left = rows.sandbox(ada, 3);
        String orphan = writer.begin(left, wish(Set.of()), NOON);
        rows.gone(left);
        assertThat(writer.endLeftOver()).isEqualTo(1);
        assertThat(recordings.find(ada, false, orphan).orElseThrow().ending()).isEqualTo(RecordingEnding.OVER);
        assertThat(recordings.find(ada, false, held).orElseThrow().ending()).isNull();
    }

    @Test
    void a_learner_takes_all_their_recordings_along() {
        String id = begin(Set.of());
        writer.add(id, List.of(output("hello")));
        DATABASE.jdbi().useHandle(sql -> sql.execute("delete from learner where id = ?", ada));
        assertThat(writer.newest(sandbox)).isEmpty();
    }

    private RecordingWish wish() {
        return wishes.of(sandbox).orElseThrow();
    }

    private RecordingWish wish(Set<UUID> audience) {
        return new RecordingWish(ada, RecordingRows.PURPOSE, true, audience);
    }

    private String begin(Set<UUID> audience) {
        return writer.begin(sandbox, wish(audience), NOON);
    }

    private static Chunk output(String text) {
        return new Chunk(T1, SIZE, List.of(new RecordedEvent.Output(1, text)));
    }

    private static List<String> ids(List<Recording> found) {
        return found.stream().map(Recording::id).toList();
    }
}
