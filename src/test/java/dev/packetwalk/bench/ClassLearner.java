package dev.packetwalk.bench;

import dev.packetwalk.lab.LabClient;
import dev.packetwalk.lab.LabTerminal;
import dev.packetwalk.sandbox.SandboxId;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/** A learner of a class that begins: opens the exercise's page, asks for a machine, and waits for the prompt, as a browser does. */
final class ClassLearner implements AutoCloseable {
    /** The lesson's first, with which a class begins; its machine differs from learner to learner. */
    private static final String EXERCISE = "interpret-rules";

    private static final String PAGE = "lessons/" + BusyLearner.LESSON + "/" + EXERCISE;

    private final LabClient client;
    private final long joined;
    private @Nullable LabTerminal terminal;

    /**
     * What a learner waited for, in nanoseconds from the moment at which all began.
     *
     * @param page the exercise's page was there
     * @param machine the page with a machine was there
     * @param prompt the shell's prompt was there
     */
    record Times(long page, long machine, long prompt) {}

    private ClassLearner(LabClient client, long joined) {
        this.client = client;
        this.joined = joined;
    }

    /** Joins with a name and the class's code. */
    static ClassLearner join(URI lab, String name, String code) {
        LabClient client = new LabClient(lab);
        long start = System.nanoTime();
        client.submit("", "learners", Map.of("name", name, "classCode", code));
        return new ClassLearner(client, System.nanoTime() - start);
    }

    /** How long joining took, in nanoseconds: the home page, the form, the welcome page. */
    long joined() {
        return joined;
    }

    Map<String, String> cookies() {
        return client.cookies();
    }

    Times begin(long start) throws Exception {
        Document exercise = client.page(PAGE);
        long page = System.nanoTime() - start;
        SandboxId sandbox = client.startMachine(exercise);
        long machine = System.nanoTime() - start;
        // As the page does: which terminals there are, then the first of them.
        client.fetch("sandboxes/" + sandbox + "/terminals");
        terminal = client.terminal(sandbox, "t1");
        // The page's own two channels, which open beside the terminal.
        client.socket("sandboxes/" + sandbox + "/live?exercise=" + BusyLearner.LESSON + "/" + EXERCISE, deaf());
        client.socket("sandboxes/" + sandbox + "/rules", deaf());
        terminal.await("# ");
        return new Times(page, machine, System.nanoTime() - start);
    }

    /** Takes what it is told, and asks for more. */
    private static WebSocket.Listener deaf() {
        return new WebSocket.Listener() {};
    }

    /** Gives the machine back. */
    void leave() {
        if (terminal != null) {
            terminal.close();
        }
        client.submit(PAGE, "/machine/release", Map.of());
    }

    @Override
    public void close() {
        if (terminal != null) {
            terminal.close();
        }
        client.close();
    }
}
