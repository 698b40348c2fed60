package dev.packetwalk.web.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Terminals over real shells in real pseudo-terminals, held by dtach. */
class TerminalHubTest {
    private static final TerminalName T1 = new TerminalName("t1");
    private static final TerminalSize WIDE = new TerminalSize(101, 31);
    private static final HubLimits LIMITS =
            new HubLimits(64 * 1024, 16 * 1024, 256 * 1024, 1 << 20, 128 * 1024, Duration.ofMillis(200), 64 * 1024, 3);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private LocalTerminals shells = new LocalTerminals(Path.of(""));
    private Terminals terminals = new Terminals(shells, LIMITS, Path.of(""), 8, TerminalTaps.NONE);
    private SandboxId sandbox = SandboxId.random();

    @BeforeEach
    void leaseSandbox() {
        shells = new LocalTerminals(folder);
        sandbox = shells.lease(UUID.randomUUID());
        terminals = newServer();
    }

    @AfterEach
    void endShells() throws IOException {
        terminals.close();
        shells.close();
    }

    @Test
    void what_is_typed_reaches_the_shell_and_what_it_prints_comes_back() {
        Window window = window(WIDE);
        window.type("echo $((6 * 7)); stty size\n");
        window.awaitText("42");
        window.awaitText("31 101");
    }

    @Test
    void a_second_window_sees_the_same_and_the_one_that_is_used_decides_the_size() {
        Window first = window(WIDE);
        first.type("echo one\n");
        first.awaitText("one\r\n");
        Window second = window(new TerminalSize(60, 20));
        second.awaitText("one\r\n");
        second.type("stty size\n");
        first.awaitText("20 60");
        first.type("stty size\n");
        second.awaitText("31 101");
        assertThat(second.screen().told(ToViewer.Size.class).getLast()).isEqualTo(new ToViewer.Size(101, 31, false));
        assertThat(first.screen().told(ToViewer.Size.class).getLast()).isEqualTo(new ToViewer.Size(101, 31, true));
    }

    @Test
    void a_window_that_comes_back_gets_only_what_it_missed() {
        Window window = window(WIDE);
        window.type("echo before\n");
        window.awaitText("before\r\n");
        UUID ring = window.screen().told(ToViewer.Replay.class).getLast().ring();
        long offset = window.screen().offset();
        window.leave();
        Window other = window(WIDE);
        other.type("echo mean''while\n");
        other.awaitText("meanwhile");

        Window back = window(WIDE, new TerminalHub.LastSeen(ring, offset));
        back.awaitText("meanwhile");
        ToViewer.Replay replay = back.screen().told(ToViewer.Replay.class).getLast();
        assertThat(replay.fresh()).isFalse();
        assertThat(replay.offset()).isEqualTo(offset);
        assertThat(back.screen().text()).doesNotContain("before");
        assertThat(back.screen().told(ToViewer.Live.class)).hasSize(1);
    }

    @Test
    void an_offset_that_the_ring_has_no_more_is_answered_with_all_it_has() {
        Window window = window(WIDE);
        window.type("echo here\n");
        window.awaitText("here\r\n");
        Window back = window(WIDE, new TerminalHub.LastSeen(UUID.randomUUID(), 5));
        back.awaitText("here\r\n");
        assertThat(back.screen().told(ToViewer.Replay.class).getLast().fresh()).isTrue();
    }

    @Test
    void a_server_that_comes_back_shows_the_same_screen_and_the_same_shell() {
        Window window = window(WIDE);
        window.type("name=unchanged; printf '\\033[?2004l\\033[?1h'; echo set''up\n");
        window.awaitText("setup");
        String before = window.screen().text();
        terminals.close();
        terminals = newServer();
        terminals.start();
        assertThat(terminals.open(sandbox, T1, null).size()).isEqualTo(WIDE);

        Window after = window(WIDE);
        assertThat(after.screen().text()).startsWith(before);
        after.type("echo $name\n");
        after.awaitText("unchanged\r\n");
    }

    @Test
    void a_full_screen_program_draws_its_screen_again_for_a_new_window() {
        Window window = window(WIDE);
        window.type("printf '\\033[?1049h'; trap 'stty size; echo dra''wn' WINCH; read -r line\n");
        await().until(() -> window.screen().text().contains("\u001b[?1049h"));
        window.type("");
        Window second = window(WIDE);
        second.awaitText("\u001b[?1049h");
        second.type("\n");
        second.awaitText("drawn");
        assertThat(second.screen().text()).contains("31 101");
    }

    @Test
    void a_lost_connection_to_the_shell_is_sought_and_found_again() {
        Window window = window(WIDE);
        window.type("name=kept\n");
        window.awaitText("name=kept\r\n");
        shells.breakStreams();
        await().until(() -> window.states().contains(ToViewer.Shell.State.SEEKING));
        await().until(() -> window.states().getLast() == ToViewer.Shell.State.RUNNING);
        window.type("echo $name\n");
        window.awaitText("kept\r\n");
    }

    @Test
    void a_shell_that_exits_is_told_and_a_new_one_comes_when_it_is_wanted() {
        Window window = window(WIDE);
        window.type("name=old; printf '\\033[?1000h'; exit\n");
        await().until(() -> window.states().getLast() == ToViewer.Shell.State.EXITED);
        assertThat(window.screen().text()).doesNotContain("dtach").endsWith("\u001b[m");
        window.hub().restart();
        await().until(() -> window.states().getLast() == ToViewer.Shell.State.RUNNING);
        window.type("echo name is ${name:-unset}\n");
        window.awaitText("name is unset");
    }

    @Test
    void ending_a_terminal_ends_its_processes_and_forgets_its_output() throws IOException {
        Window window = window(WIDE);
        window.type("sleep 4321 & echo pid $!\n");
        window.awaitText("pid ");
        String text = window.screen().text();
        await().until(() -> window.screen().text().lastIndexOf("\r\n")
                > window.screen().text().lastIndexOf("pid "));
        String pid = window.screen().text().replaceAll("(?s).*pid (\\d+)\r\n.*", "$1");
        assertThat(ProcessHandle.of(Long.parseLong(pid))).as(text).isPresent();
        terminals.end(sandbox, T1);
        await().until(() -> ProcessHandle.of(Long.parseLong(pid)).isEmpty());
        assertThat(window.screen().closing()).isEqualTo(Closing.TERMINAL_ENDED);
        assertThat(folder.resolve("rings").resolve(sandbox.value()).resolve("t1.ring"))
                .doesNotExist();
    }

    @Test
    void output_without_end_is_bounded_and_can_be_stopped() {
        Window window = window(WIDE);
        window.acknowledgeAll();
        window.type("yes flooding\n");
        window.awaitTrue(() -> window.screen().offset() > 1_000_000);
        long bytes = window.screen().offset();
        long began = System.nanoTime();
        window.awaitTrue(() -> window.screen().offset() > bytes + 1_500_000);
        double seconds = (System.nanoTime() - began) / 1e9;
        assertThat((window.screen().offset() - bytes) / seconds)
                .as("bytes a second")
                .isLessThan(1.5 * (1 << 20));
        window.type("\u0003");
        window.type("echo stop''ped\n");
        window.awaitText("stopped\r\n");
    }

    @Test
    void a_window_that_does_not_keep_up_is_sent_no_more_and_holds_up_nobody() {
        Window slow = window(WIDE);
        Window quick = window(WIDE);
        quick.acknowledgeAll();
        quick.type("head -c 300000 /dev/zero | tr '\\0' x; echo; echo fin''ished\n");
        quick.awaitText("finished\r\n");
        assertThat(slow.screen().offset()).isLessThanOrEqualTo(16 * 1024);

        slow.hub().acknowledge(slow.viewer(), slow.screen().offset());
        slow.acknowledgeAll();
        slow.pump();
        slow.awaitText("finished\r\n");
        assertThat(slow.screen().told(ToViewer.Replay.class)).hasSizeGreaterThan(1);
        assertThat(slow.screen().told(ToViewer.Replay.class).getLast().fresh()).isTrue();
    }

    @Test
    void a_program_goes_on_when_every_window_sleeps_or_is_gone() {
        Window asleep = window(WIDE);
        asleep.type("head -c 200000 /dev/zero | tr '\\0' x; touch " + folder.resolve("done") + "\n");
        await().until(() -> folder.resolve("done").toFile().exists());
        asleep.leave();
        Window next = window(WIDE, null);
        next.acknowledgeAll();
        next.type("head -c 200000 /dev/zero | tr '\\0' x; touch " + folder.resolve("again") + "\n");
        next.leave();
        await().until(() -> folder.resolve("again").toFile().exists());
    }

    @Test
    void more_typing_than_a_shell_takes_closes_the_window_and_not_the_shell() {
        Window window = window(WIDE);
        window.type("stty -icanon -echo; echo rea''dy; sleep 3\n");
        window.awaitText("ready");
        // At once, and more than what lies between takes meanwhile: the kernel's buffers, and the holder, which throws
        // away.
        for (int i = 0; i < 100; i++) {
            window.hub().type(window.viewer(), new byte[16 * 1024]);
        }
        await().until(() -> window.screen().closing() != null);
        assertThat(window.screen().closing()).isEqualTo(Closing.TOO_MUCH_INPUT);
    }

    @Test
    void one_window_too_many_is_refused() {
        for (int i = 0; i < 3; i++) {
            assertThat(window(WIDE).screen().closing()).isNull();
        }
        assertThat(window(WIDE).screen().closing()).isEqualTo(Closing.REFUSED);
    }

    @Test
    void a_tap_hears_what_is_printed_each_size_and_that_the_connection_was_lost() {
        HeardTap tap = new HeardTap();
        terminals = new Terminals(shells, LIMITS, folder.resolve("rings"), 8, (_, _) -> tap);
        Window window = window(WIDE);
        window.type("echo $((6 * 7))\n");
        await().until(() -> tap.text().contains("42"));
        assertThat(tap.text()).isEqualTo(window.screen().text());
        window.hub().resize(window.viewer(), new TerminalSize(60, 20));
        shells.breakStreams();
        await().until(() -> tap.text().endsWith("MISSED"));
        terminals.close();
        assertThat(tap.sizes()).containsExactly(WIDE, new TerminalSize(60, 20));
        assertThat(tap.text()).endsWith("CLOSED");
    }

    private Terminals newServer() {
        return new Terminals(shells, LIMITS, folder.resolve("rings"), 8, TerminalTaps.NONE);
    }

    private Window window(TerminalSize size) {
        Window window = window(size, null);
        if (window.screen().closing() == null) {
            window.awaitText("$ ");
        }
        return window;
    }

    private Window window(TerminalSize size, TerminalHub.@Nullable LastSeen lastSeen) {
        return new Window(terminals.open(sandbox, T1, size), size, lastSeen);
    }
}
