package dev.packetwalk.web.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.sandbox.TerminalSize;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A browser window, as far as a hub is concerned. */
final class Window {
    private final RecordingScreen screen = new RecordingScreen();
    private final Viewer viewer;
    private final TerminalHub hub;
    private volatile boolean acknowledging;

    Window(TerminalHub hub, TerminalSize size, TerminalHub.@Nullable LastSeen lastSeen) {
        this.hub = hub;
        this.viewer = new Viewer(screen, size);
        hub.join(viewer, lastSeen);
    }

    RecordingScreen screen() {
        return screen;
    }

    Viewer viewer() {
        return viewer;
    }

    TerminalHub hub() {
        return hub;
    }

    /** Acknowledges whatever it was sent, from now on, whenever it is waited for something. */
    void acknowledgeAll() {
        acknowledging = true;
    }

    void type(String text) {
        hub.type(viewer, text.getBytes(UTF_8));
    }

    void pump() {
        if (acknowledging) {
            hub.acknowledge(viewer, screen.offset());
        }
    }

    void awaitText(String text) {
        await().pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            pump();
            assertThat(screen.text()).contains(text);
        });
    }

    void awaitTrue(BooleanSupplier condition) {
        await().pollInterval(Duration.ofMillis(10)).until(() -> {
            pump();
            return condition.getAsBoolean();
        });
    }

    void awaitState(ToViewer.Shell.State state) {
        await().until(() -> states().getLast() == state);
    }

    List<ToViewer.Shell.State> states() {
        return screen.told(ToViewer.Shell.class).stream()
                .map(ToViewer.Shell::state)
                .toList();
    }

    void leave() {
        hub.leave(viewer);
    }
}
