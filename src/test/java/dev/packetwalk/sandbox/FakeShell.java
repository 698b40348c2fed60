package dev.packetwalk.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A shell that knows curl, echo, assignments, redirection to a file and exit: as much as the contract types. */
final class FakeShell {
    private final Map<String, String> files;
    private final Runnable surfed;
    private final Runnable exited;
    private final Map<String, String> variables = new HashMap<>();
    private final StringBuilder line = new StringBuilder();
    private @Nullable Attached attached;

    FakeShell(Map<String, String> files, Runnable surfed, Runnable exited) {
        this.files = files;
        this.surfed = surfed;
        this.exited = exited;
    }

    synchronized TerminalStream attach() {
        detach();
        Attached stream = new Attached();
        attached = stream;
        return stream;
    }

    synchronized void detach() {
        if (attached != null) {
            attached.end();
            attached = null;
        }
    }

    private synchronized void type(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            print(String.valueOf(c));
            if (c == '\n') {
                run(line.toString());
                line.setLength(0);
            } else {
                line.append(c);
            }
        }
    }

    private void run(String typed) {
        String command = typed.replace("''", "");
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            command = command.replace("$" + variable.getKey(), variable.getValue());
        }
        if (command.equals("exit")) {
            exited.run();
        } else if (command.startsWith("curl ")) {
            surfed.run();
        } else if (command.startsWith("echo ") && command.contains(" > ")) {
            String[] words = command.substring(5).split(" > ", 2);
            files.put(words[1], words[0] + "\n");
        } else if (command.startsWith("echo ")) {
            print(command.substring(5) + "\n");
        } else if (command.contains("=")) {
            String[] words = command.split("=", 2);
            variables.put(words[0], words[1]);
        }
    }

    private void print(String text) {
        if (attached != null) {
            attached.output.add(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private final class Attached implements TerminalStream {
        private static final byte[] END = new byte[0];

        private final BlockingQueue<byte[]> output = new LinkedBlockingQueue<>();

        @Override
        public int read(byte[] buffer) throws IOException {
            try {
                byte[] bytes = output.take();
                if (Arrays.equals(bytes, END)) {
                    output.add(END);
                    return -1;
                }
                System.arraycopy(bytes, 0, buffer, 0, bytes.length);
                return bytes.length;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            type(new String(bytes, offset, length, StandardCharsets.UTF_8));
        }

        @Override
        public void resize(TerminalSize size) {}

        @Override
        public void close() {
            end();
        }

        private void end() {
            output.add(END);
        }
    }
}
