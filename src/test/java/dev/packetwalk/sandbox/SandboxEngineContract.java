package dev.packetwalk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.sandbox.JournalEvent.FlowChange;
import dev.packetwalk.sandbox.SandboxEngine.Found;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link Sandboxes} relies on, whichever engine it has. */
@Timeout(90)
public abstract class SandboxEngineContract {
    protected static final TerminalName T1 = new TerminalName("t1");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<SandboxId> made = new ArrayList<>();

    protected abstract SandboxEngine engine();

    @AfterEach
    final void removeAll() {
        made.forEach(engine()::remove);
    }

    protected final SandboxId create() {
        return create(Topology.plain("plain"));
    }

    protected final SandboxId create(Topology topology) {
        SandboxId id = SandboxId.random();
        made.add(id);
        engine().create(id, topology);
        return id;
    }

    @Test
    void a_sandbox_exists_from_create_to_remove() {
        SandboxId id = create();
        assertThat(engine().list()).contains(new Found(id, "plain", true));
        engine().remove(id);
        assertThat(engine().list()).extracting(Found::id).doesNotContain(id);
    }

    @Test
    void removing_what_is_not_there_is_no_error() {
        engine().remove(SandboxId.random());
    }

    @Test
    void an_engine_has_a_name_and_a_revision() {
        assertThat(engine().name()).isNotBlank().isEqualTo(engine().name());
        assertThat(engine().revision()).isNotBlank();
    }

    @Test
    void the_keeper_answers() throws IOException {
        SandboxId id = create();
        try (Keeper keeper = engine().connect(id)) {
            keeper.ping();
            assertThat(keeper.ruleset().generation()).isPositive();
            assertThat(keeper.flows()).isNotNull();
        }
        try (Keeper again = engine().connect(id)) {
            again.ping();
        }
    }

    @Test
    void the_generation_is_that_of_the_rules() throws IOException {
        SandboxId id = create();
        try (Keeper keeper = engine().connect(id)) {
            assertThat(keeper.generation()).isEqualTo(keeper.ruleset().generation());
        }
    }

    @Test
    void a_flow_of_the_boxs_own_is_told() throws IOException {
        SandboxId id = create();
        try (Keeper keeper = engine().connect(id);
                TestTerminal terminal = attach(id)) {
            Queue<KeeperEvent> events = new ConcurrentLinkedQueue<>();
            keeper.listen(events::add);
            terminal.type("curl --silent --max-time 5 http://10.77.0.2/\n");
            await().atMost(PATIENCE)
                    .until(() -> events.stream()
                            .anyMatch(event -> event instanceof KeeperEvent.FlowChanged(FlowChange change, String line)
                                    && change == FlowChange.NEW
                                    && line.contains("dst=10.77.0.2 ")
                                    && line.contains(" dport=80 ")));
        }
    }

    @Test
    void a_keeper_has_several_clients() throws IOException {
        SandboxId id = create();
        try (Keeper one = engine().connect(id);
                Keeper two = engine().connect(id)) {
            assertThat(one.ruleset()).isEqualTo(two.ruleset());
        }
    }

    @Test
    void losing_the_keeper_is_the_last_event() throws IOException {
        SandboxId id = create();
        try (Keeper keeper = engine().connect(id)) {
            Queue<KeeperEvent> events = new ConcurrentLinkedQueue<>();
            keeper.listen(events::add);
            engine().remove(id);
            await().atMost(PATIENCE).until(() -> events.stream().anyMatch(KeeperEvent.Lost.class::isInstance));
            assertThatThrownBy(keeper::ping).isInstanceOf(IOException.class);

            Queue<KeeperEvent> late = new ConcurrentLinkedQueue<>();
            keeper.listen(late::add);
            await().atMost(PATIENCE).until(() -> late.stream().anyMatch(KeeperEvent.Lost.class::isInstance));
        }
    }

    @Test
    void a_sandbox_that_is_gone_can_be_neither_watched_nor_used() {
        SandboxId id = SandboxId.random();
        assertThatThrownBy(() -> engine().connect(id)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> engine().attach(id, T1, TerminalSize.DEFAULT)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> engine().terminals(id)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> engine().readFile(id, "/etc/hostname", 10)).isInstanceOf(IOException.class);
    }

    @Test
    void a_terminal_runs_what_is_typed() throws IOException {
        SandboxId id = create();
        try (TestTerminal terminal = attach(id)) {
            terminal.type("echo con''tract\n");
            terminal.awaitOutput("\ncontract");
        }
    }

    @Test
    void a_shell_outlives_its_connection() throws IOException {
        SandboxId id = create();
        try (TestTerminal terminal = attach(id)) {
            terminal.type("kept=yes''terday\n");
            terminal.type("echo don''e\n");
            terminal.awaitOutput("\ndone");
        }
        assertThat(engine().terminals(id)).containsExactly(T1);
        try (TestTerminal terminal = attach(id)) {
            terminal.type("echo still $kept\n");
            terminal.awaitOutput("still yesterday");
        }
    }

    @Test
    void attaching_again_detaches_who_was_attached_before() throws IOException {
        SandboxId id = create();
        try (TestTerminal first = attach(id);
                TestTerminal second = attach(id)) {
            first.awaitEnd();
            second.type("echo her''e\n");
            second.awaitOutput("\nhere");
        }
    }

    @Test
    void ending_a_terminal_ends_its_stream_and_its_shell() throws IOException {
        SandboxId id = create();
        try (TestTerminal terminal = attach(id)) {
            engine().end(id, T1);
            terminal.awaitEnd();
        }
        assertThat(engine().terminals(id)).isEmpty();
        engine().end(id, T1);
    }

    @Test
    void a_shell_that_exits_ends_the_stream() throws IOException {
        SandboxId id = create();
        try (TestTerminal terminal = attach(id)) {
            terminal.type("exit\n");
            terminal.awaitEnd();
        }
        assertThat(engine().terminals(id)).isEmpty();
    }

    @Test
    void terminals_stand_beside_each_other() throws IOException {
        SandboxId id = create();
        TerminalName t2 = new TerminalName("t2");
        try (TestTerminal one = attach(id);
                TestTerminal two = new TestTerminal(engine().attach(id, t2, new TerminalSize(120, 40)))) {
            one.type("echo on''e\n");
            two.type("echo tw''o\n");
            one.awaitOutput("\none");
            two.awaitOutput("\ntwo");
            assertThat(engine().terminals(id)).containsExactlyInAnyOrder(T1, t2);
        }
    }

    @Test
    void files_of_the_box_can_be_read() throws IOException {
        SandboxId id = create();
        try (TestTerminal terminal = attach(id)) {
            terminal.type("echo 0123456789 > /root/digits\n");
            terminal.type("echo writte''n\n");
            terminal.awaitOutput("\nwritten");
        }
        assertThat(engine().readFile(id, "/root/digits", 100))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("0123456789\n");
        assertThat(engine().readFile(id, "/root/digits", 4))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("0123");
        assertThat(engine().readFile(id, "/root/none", 4)).isNull();
        assertThat(engine().readFile(id, "/root", 4)).isNull();
    }

    @Test
    void nobody_overuses_at_first() {
        SandboxId id = create();
        assertThat(engine().overuse()).extracting(SandboxEngine.Overuse::id).doesNotContain(id);
    }

    protected final TestTerminal attach(SandboxId id) throws IOException {
        return new TestTerminal(engine().attach(id, T1, TerminalSize.DEFAULT));
    }
}
