package dev.packetwalk.web.terminal;

import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.sandbox.TerminalStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;

/** A program in a real pseudo-terminal of this machine, made by script(1). */
final class LocalPty implements TerminalStream {
    private final Process script;
    private final InputStream output;
    private final OutputStream input;
    private final Path ttyName;

    private LocalPty(Process script, Path ttyName) {
        this.script = script;
        this.output = script.getInputStream();
        this.input = script.getOutputStream();
        this.ttyName = ttyName;
    }

    /** Runs a command line of sh. */
    static LocalPty run(Path folder, String command, TerminalSize size) throws IOException {
        Path ttyName = Files.createTempFile(folder, "tty", "");
        String whole = "stty raw -echo columns %d rows %d; tty > %s; %s"
                .formatted(size.columns(), size.rows(), ttyName, command);
        return new LocalPty(
                new ProcessBuilder("script", "-qfec", whole, "/dev/null")
                        .redirectErrorStream(true)
                        .start(),
                ttyName);
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        return output.read(buffer);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        input.write(bytes, offset, length);
        input.flush();
    }

    @Override
    public void resize(TerminalSize size) throws IOException {
        Awaitility.await().until(() -> Files.readString(ttyName).endsWith("\n"));
        LocalTerminals.run(
                "stty",
                "-F",
                Files.readString(ttyName).strip(),
                "columns",
                String.valueOf(size.columns()),
                "rows",
                String.valueOf(size.rows()));
    }

    @Override
    public void close() {
        // Not all descendants: the holder of the shell is one, and lives on.
        script.children().forEach(ProcessHandle::destroyForcibly);
        script.destroyForcibly();
    }
}
