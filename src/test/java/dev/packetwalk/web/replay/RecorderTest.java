package dev.packetwalk.web.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.TestDatabase;
import dev.packetwalk.progress.recording.RecordedEvent;
import dev.packetwalk.progress.recording.RecordedEvent.Note;
import dev.packetwalk.progress.recording.Recording;
import dev.packetwalk.progress.recording.RecordingBounds;
import dev.packetwalk.progress.recording.RecordingEnding;
import dev.packetwalk.progress.recording.RecordingRows;
import dev.packetwalk.progress.recording.RecordingWishes;
import dev.packetwalk.progress.recording.RecordingWriter;
import dev.packetwalk.progress.recording.Recordings;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.web.terminal.TerminalTap;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The recorder over a real database, with taps in place of terminals. */
class RecorderTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final TerminalName T1 = new TerminalName("t1");
    private static final TerminalName T2 = new TerminalName("t2");
    private static final TerminalSize SIZE = new TerminalSize(100, 30);

    private final RecordingRows rows = new RecordingRows(DATABASE);
    private final Database database = rows.database();
    private final RecordingWishes wishes = new RecordingWishes(database);
    private final Recordings recordings = new Recordings(database);
    private final UUID ada = rows.learner("Ada");
    private final SandboxId sandbox = rows.sandbox(ada);
    private final AtomicLong millis = new AtomicLong(Instant.now().toEpochMilli());
    private Recorder recorder = newServer(1 << 20);

    @AfterEach
    void stop() {
        recorder.close();
    }

    @Test
    void what_a_terminal_shows_before_and_after_the_learner_agreed_is_told_apart() {
        TerminalTap tap = tap(T1);
        print(tap, "before");
        recorder.obey();
        print(tap, "still before");
        wishes.choose(ada, true);
        recorder.obey();
        print(tap, "recorded");
        recorder.obey();
        wishes.choose(ada, false);
        print(tap, " to the end");
        recorder.obey();
        print(tap, "after");
        recorder.flush();
        Recording only = only();
        assertThat(shown(only, T1)).isEqualTo("recorded to the end");
        assertThat(only.ending()).isEqualTo(RecordingEnding.STOPPED);
        assertThat(recordings.terminal(only, T1).orElseThrow().size()).isEqualTo(SIZE);

        millis.addAndGet(1_000);
        wishes.choose(ada, true);
        recorder.obey();
        print(tap, "again");
        recorder.flush();
        assertThat(recordings.of(ada)).hasSize(2);
        assertThat(shown(recordings.of(ada).getFirst(), T1)).isEqualTo("again");
    }

    @Test
    void a_window_that_changes_before_anything_is_shown_keeps_nothing_from_being_recorded() {
        wishes.choose(ada, true);
        TerminalTap tap = tap(T1);
        tap.resized(new TerminalSize(120, 40));
        recorder.obey();
        print(tap, "shown");
        recorder.flush();
        assertThat(shown(only(), T1)).isEqualTo("shown");
        assertThat(recordings.terminal(only(), T1).orElseThrow().size()).isEqualTo(new TerminalSize(120, 40));
    }

    @Test
    void with_agreement_everything_is_recorded_from_the_first_prompt_on_by_itself() {
        wishes.choose(ada, true);
        TerminalTap tap = tap(T1);
        print(tap, "$ ");
        await().until(() -> !recordings.of(ada).isEmpty());
        print(tap, "ls");
        await().until(() -> shown(only(), T1).equals("$ ls"));
    }

    @Test
    void the_terminals_of_a_machine_share_one_clock() {
        wishes.choose(ada, true);
        TerminalTap first = tap(T1);
        print(first, "one");
        millis.addAndGet(3_000);
        TerminalTap second = tap(T2);
        print(second, "two");
        recorder.flush();
        Recording only = only();
        assertThat(only.terminals()).containsExactly(T1, T2);
        assertThat(recordings
                        .terminal(only, T1)
                        .orElseThrow()
                        .events()
                        .getFirst()
                        .millis())
                .isZero();
        assertThat(recordings
                        .terminal(only, T2)
                        .orElseThrow()
                        .events()
                        .getFirst()
                        .millis())
                .isEqualTo(3_000);
    }

    @Test
    void a_server_that_comes_back_goes_on_with_the_recording_after_a_gap() {
        wishes.choose(ada, true);
        print(tap(T1), "before");
        recorder.close();
        recorder = newServer(1 << 20);
        TerminalTap t1 = tap(T1);
        TerminalTap t2 = tap(T2);
        print(t1, "after");
        print(t2, "new");
        recorder.flush();
        Recording only = only();
        assertThat(shown(only, T1)).matches("(?s)before.*\r\nafter");
        assertThat(notes(only, T1)).containsExactly(Note.GAP);
        assertThat(notes(only, T2)).isEmpty();
    }

    @Test
    void a_recording_ends_with_its_machine() {
        wishes.choose(ada, true);
        TerminalTap tap = tap(T1);
        print(tap, "$ ");
        recorder.flush();
        print(tap, "bye");
        rows.gone(sandbox);
        recorder.obey();
        assertThat(only().ending()).isEqualTo(RecordingEnding.OVER);
        assertThat(shown(only(), T1)).isEqualTo("$ bye");
    }

    @Test
    void others_who_may_see_it_begin_with_another_recording() {
        UUID teacher = rows.instructor("teacher-" + ada);
        UUID taught = rows.enrolled(teacher, ada, RecordingRows.LESSON, "Networks");
        wishes.choose(ada, true);
        TerminalTap tap = tap(T1);
        print(tap, "private");
        recorder.obey();
        rows.agree(ada, taught, true);
        recorder.obey();
        print(tap, "shared");
        recorder.flush();
        assertThat(recordings.of(ada)).hasSize(2);
        List<Recording> seen = recordings.of(teacher, taught, ada);
        assertThat(seen).hasSize(1);
        assertThat(shown(seen.getFirst(), T1)).isEqualTo("shared");
    }

    @Test
    void a_full_recording_stops_and_no_other_begins_until_it_is_deleted() {
        recorder.close();
        recorder = newServer(2_000);
        wishes.choose(ada, true);
        TerminalTap tap = tap(T1);
        print(tap, "x".repeat(1500));
        recorder.flush();
        print(tap, "y".repeat(1500));
        recorder.obey();
        print(tap, "z");
        recorder.obey();
        assertThat(only().ending()).isEqualTo(RecordingEnding.FULL);
        assertThat(notes(only(), T1)).containsExactly(Note.FULL);
        assertThat(shown(only(), T1)).doesNotContain("z");
        recordings.delete(ada, only().id());
        recorder.obey();
        print(tap, "afresh");
        recorder.flush();
        assertThat(shown(only(), T1)).isEqualTo("afresh");
    }

    @Test
    void what_the_learner_deletes_while_it_goes_on_is_gone_and_the_next_output_begins_another() {
        wishes.choose(ada, true);
        TerminalTap tap = tap(T1);
        print(tap, "one");
        recorder.flush();
        String id = only().id();
        recordings.delete(ada, id);
        print(tap, "two");
        recorder.flush();
        print(tap, "three");
        recorder.flush();
        assertThat(only().id()).isNotEqualTo(id);
        assertThat(shown(only(), T1)).isEqualTo("three");
    }

    @Test
    void while_the_database_is_away_what_was_shown_waits() {
        wishes.choose(ada, true);
        TerminalTap tap = tap(T1);
        print(tap, "one ");
        recorder.flush();
        DATABASE.jdbi().useHandle(sql -> sql.execute("alter table recording_chunk rename to away"));
        print(tap, "two ");
        try {
            recorder.flush();
        } catch (RuntimeException expected) {
            assertThat(expected).hasMessageContaining("recording_chunk");
        } finally {
            DATABASE.jdbi().useHandle(sql -> sql.execute("alter table away rename to recording_chunk"));
        }
        print(tap, "three");
        await().until(() -> shown(only(), T1).equals("one two three"));
    }

    private Recorder newServer(long size) {
        RecordingBounds bounds = new RecordingBounds(size, 10 * size, 10);
        return new Recorder(wishes, new RecordingWriter(database, bounds), () -> Instant.ofEpochMilli(millis.get()));
    }

    private TerminalTap tap(TerminalName terminal) {
        TerminalTap tap = recorder.of(sandbox, terminal);
        tap.resized(SIZE);
        return tap;
    }

    private static void print(TerminalTap tap, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        tap.printed(bytes, 0, bytes.length);
    }

    private Recording only() {
        List<Recording> found = recordings.of(ada);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private String shown(Recording recording, TerminalName terminal) {
        return recordings.terminal(recording, terminal).orElseThrow().events().stream()
                .map(event -> event instanceof RecordedEvent.Output(long _, String text) ? text : "")
                .collect(Collectors.joining());
    }

    private List<Note> notes(Recording recording, TerminalName terminal) {
        return recordings.terminal(recording, terminal).orElseThrow().events().stream()
                .filter(RecordedEvent.Noted.class::isInstance)
                .map(event -> ((RecordedEvent.Noted) event).note())
                .toList();
    }
}
