package dev.packetwalk.web.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.sandbox.Topology;
import dev.packetwalk.sandbox.docker.TestEngine;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Terminals in real boxes: the programs in the box that hold its shells, together with the hub. */
@Tag("engine")
class TerminalEngineTest {
    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private static final TerminalName T1 = new TerminalName("t1");
    private static final TerminalName T2 = new TerminalName("t2");
    private static final TerminalSize SIZE = new TerminalSize(100, 30);

    @TempDir
    Path folder = Path.of("");

    private SandboxId sandbox = SandboxId.random();
    private EngineTerminals sandboxes = new EngineTerminals(ENGINE.engine());
    private Terminals terminals = server();

    @BeforeEach
    void createSandbox() {
        sandbox = SandboxId.random();
        ENGINE.engine().create(sandbox, Topology.plain("plain"));
        sandboxes = new EngineTerminals(ENGINE.engine());
        terminals = server();
    }

    @AfterEach
    void removeSandbox() {
        terminals.close();
        ENGINE.engine().remove(sandbox);
    }

    @Test
    void a_shell_greets_once_and_has_what_programs_expect() throws IOException {
        Window window = open(T1);
        window.awaitText("root@web01:~#");
        assertThat(window.screen().text())
                .contains("This machine is yours")
                .doesNotContain("warning", "cannot", "no job");
        window.type("echo $TERM $LANG $HOME $0 $-; stty size; locale charmap; tty\n");
        window.awaitText("xterm-256color C.UTF-8 /root /bin/bash");
        window.awaitText("30 100");
        window.awaitText("UTF-8");
        window.awaitText("/dev/pts/");
        window.type("sh -c 'kill -STOP $$; echo gone on'\n");
        window.awaitText("Stopped");
        window.type("fg\n");
        window.awaitText("gone on\r\n");
        assertThat(terminals.running(sandbox)).containsExactly(T1);
        assertThat(open(T2).screen().text()).doesNotContain("This machine is yours");
    }

    @Test
    void a_shell_and_its_screen_outlive_the_server() {
        Window before = open(T1);
        before.type("name=kept; echo set''up\n");
        before.awaitText("setup");
        terminals.close();
        terminals = server();
        Window after = open(T1);
        assertThat(after.screen().text()).contains("setup");
        after.type("echo name is $name\n");
        after.awaitText("name is kept");
        assertThat(after.screen().text()).doesNotContain("\u001b[H\u001b[J");
    }

    @Test
    void a_connection_that_breaks_leaves_no_process_behind() {
        Window window = open(T1);
        window.type("echo rea''dy\n");
        window.awaitText("ready");
        for (int i = 0; i < 3; i++) {
            int known = window.states().size();
            sandboxes.breakStreams();
            await().until(() ->
                    window.states().size() >= known + 2 && window.states().getLast() == ToViewer.Shell.State.RUNNING);
        }
        window.type("clear; ps ax | grep -c '[d]tach'; echo do''ne\n");
        window.awaitText("done");
        assertThat(window.screen().text()).containsPattern("(?<!\\d)2\r\n[^\\n]*done");
    }

    @Test
    void an_editors_screen_is_drawn_again_for_who_comes_new() {
        Window window = open(T1);
        window.type("for i in 1 2 3; do echo line-$i; done > f; vi f\n");
        window.awaitText("line-3");
        window.type("Goadded\u001b");
        window.awaitText("added");
        terminals.close();
        terminals = server();
        Window after = open(T1);
        await().untilAsserted(() -> {
            // Drawn after the replay, at its place on the screen.
            String live = after.screen().text();
            assertThat(live.substring(live.lastIndexOf("\u001b[2J") + 1)).contains("line-1", "line-3", "added");
        });
        after.type(":q!\r");
        after.awaitText("\u001b[?1049l");
    }

    @Test
    void exit_is_told_and_the_next_shell_says_that_it_is_new() {
        Window window = open(T1);
        window.type("(sleep 2000 &) ; name=old; exit\n");
        window.awaitState(ToViewer.Shell.State.EXITED);
        assertThat(window.screen().text()).contains("logout").doesNotContain("dtach terminating");
        window.hub().restart();
        window.awaitText("this is a new one");
        window.type("echo name is ${name:-unset}\n");
        window.awaitText("name is unset");
    }

    @Test
    void closing_a_terminal_ends_all_that_runs_in_it_and_nothing_else() throws IOException {
        Window other = open(T2);
        other.type("sleep 3333 &\n");
        other.awaitText("[1]");
        Window window = open(T1);
        window.type("trap '' HUP; sleep 4444 & sleep 5555\n");
        window.awaitText("[1]");
        terminals.end(sandbox, T1);
        assertThat(window.screen().closing()).isEqualTo(Closing.TERMINAL_ENDED);
        assertThat(terminals.running(sandbox)).containsExactly(T2);
        other.type("clear; pgrep -f 'sleep [45]'; pgrep -f 'sleep 3333' && echo al''one\n");
        other.awaitText("alone");
        assertThat(other.screen().text()).doesNotContainPattern("\\d\r\n\\d+\r\nalone");
    }

    @Test
    void a_learner_who_breaks_the_holder_gets_a_fresh_shell() {
        Window window = open(T1);
        window.type("rm -rf /run/packetwalk; pkill -KILL dtach\n");
        await().until(() -> window.states().getLast() == ToViewer.Shell.State.EXITED
                || window.states().stream()
                                .filter(s -> s == ToViewer.Shell.State.RUNNING)
                                .count()
                        > 1);
        window.hub().restart();
        window.type("echo whole''again\n");
        window.awaitText("wholeagain");
    }

    private Window open(TerminalName name) {
        Window window = new Window(terminals.open(sandbox, name, SIZE), SIZE, null);
        window.acknowledgeAll();
        window.awaitText("#");
        return window;
    }

    private Terminals server() {
        return new Terminals(sandboxes, HubLimits.DEFAULT, folder, 8, TerminalTaps.NONE);
    }
}
