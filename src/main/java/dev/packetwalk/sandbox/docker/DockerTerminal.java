package dev.packetwalk.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.sandbox.TerminalStream;
import java.io.IOException;

/** A process with a terminal, started in the box by the engine, which connects to the shell that the box holds. */
final class DockerTerminal implements TerminalStream {
    private static final System.Logger LOG = System.getLogger(DockerTerminal.class.getName());

    private final DockerClient client;
    private final String exec;
    private final EngineSocket socket;

    DockerTerminal(DockerClient client, String exec, EngineSocket socket) {
        this.client = client;
        this.exec = exec;
        this.socket = socket;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        return socket.read(buffer, 0, buffer.length);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        socket.write(bytes, offset, length);
    }

    @Override
    public void resize(TerminalSize size) throws IOException {
        try {
            client.resizeExecCmd(exec).withSize(size.rows(), size.columns()).exec();
        } catch (DockerException e) {
            throw new IOException("cannot resize the terminal: " + e.getMessage(), e);
        }
    }

    /** The process that is left behind is ended by whoever attaches next; there is at most one for each terminal. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing a terminal", e);
        }
    }
}
