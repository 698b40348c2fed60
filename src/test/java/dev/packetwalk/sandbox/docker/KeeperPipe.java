package dev.packetwalk.sandbox.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** Speaks PROTOCOL.md through the engine's command-line client, byte for byte and no cleverer than that. Bytes are kept as ISO 8859-1. */
final class KeeperPipe implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final Process client;
    private final AtomicLong lastId = new AtomicLong();
    private final Map<String, BlockingQueue<Response>> waiting = new ConcurrentHashMap<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final ReentrantLock reading = new ReentrantLock();
    private final CountDownLatch ready = new CountDownLatch(1);

    /** A response; what has no second part has an empty one. */
    record Response(boolean ok, long generation, String first, String second) {}

    private KeeperPipe(Process client) {
        this.client = client;
    }

    /** Starts a container that has been created, attached to it from its first byte. */
    static KeeperPipe start(String container) {
        try {
            Process client = new ProcessBuilder("docker", "start", "--attach", "--interactive", container)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            KeeperPipe pipe = new KeeperPipe(client);
            Thread.ofVirtual().start(pipe::read);
            return pipe;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady() {
        try {
            if (!ready.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the keeper was not ready within " + LIMIT);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Asks, and waits for the answer. */
    Response ask(String request) {
        return answer(send(request));
    }

    /** Sends a request; returns its id. */
    String send(String request) {
        String id = "q" + lastId.incrementAndGet();
        waiting.put(id, new LinkedBlockingQueue<>());
        write(id + " " + request + "\n");
        return id;
    }

    Response answer(String id) {
        try {
            Response response =
                    waiting.getOrDefault(id, new SynchronousQueue<>()).poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (response == null) {
                throw new IllegalStateException("no response to " + id + " within " + LIMIT);
            }
            return response;
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            waiting.remove(id);
        }
    }

    /** Writes bytes that need not be a request. */
    void write(String bytes) {
        try {
            client.getOutputStream().write(bytes.getBytes(ISO_8859_1));
            client.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The events that have come and have not been taken, oldest first, without their leading letter. */
    BlockingQueue<String> events() {
        return events;
    }

    /** Reads nothing while an action runs, as a server that hangs. */
    void withoutReading(Runnable action) {
        reading.lock();
        try {
            action.run();
        } finally {
            reading.unlock();
        }
    }

    @Override
    public void close() {
        client.destroyForcibly();
    }

    private void read() {
        try (InputStream in = client.getInputStream()) {
            for (; ; ) {
                String line = readLine(in);
                reading.lock();
                try {
                    take(line, in);
                } finally {
                    reading.unlock();
                }
            }
        } catch (EOFException e) {
            events.add("end");
        } catch (IOException e) {
            events.add("broken: " + e);
        }
    }

    private void take(String line, InputStream in) throws IOException {
        if (line.equals("E ready")) {
            ready.countDown();
        } else if (line.startsWith("E ")) {
            events.add(line.substring(2));
        } else {
            readResponse(line, in);
        }
    }

    private void readResponse(String header, InputStream in) throws IOException {
        String[] words = header.split(" ", -1);
        if (words.length != 6 || !words[0].equals("R")) {
            throw new IOException("not a response: " + header);
        }
        String first = new String(in.readNBytes(Integer.parseInt(words[4])), ISO_8859_1);
        String second = new String(in.readNBytes(Integer.parseInt(words[5])), ISO_8859_1);
        BlockingQueue<Response> queue = waiting.get(words[1]);
        if (queue != null) {
            queue.add(new Response(words[2].equals("ok"), Long.parseLong(words[3]), first, second));
        }
    }

    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException();
            }
            line.write(b);
        }
        return line.toString(ISO_8859_1);
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }
}
