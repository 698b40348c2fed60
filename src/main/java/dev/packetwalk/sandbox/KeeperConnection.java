package dev.packetwalk.sandbox;

import dev.packetwalk.sandbox.KeeperReader.Message;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One connection to a keeper over a pair of byte streams; speaks containers/keeper/PROTOCOL.md, version 1.
 *
 * <p>One virtual thread always reads, because a client that does not read stalls the keeper, and with it everybody else who is
 * attached. Another one calls the listeners; when they fall behind by more than a thousand events, the rest is one gap.
 */
public final class KeeperConnection implements Keeper {
    private static final System.Logger LOG = System.getLogger(KeeperConnection.class.getName());
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);
    private static final Duration MOST_PATIENCE_WITH_A_PROBE = Duration.ofSeconds(5);
    private static final int EVENTS_KEPT = 1024;

    private final String name;
    private final OutputStream out;
    private final Closeable transport;
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, CompletableFuture<Message.Response>> waiting = new ConcurrentHashMap<>();
    private final BlockingQueue<KeeperEvent> events = new ArrayBlockingQueue<>(EVENTS_KEPT);
    private final AtomicBoolean overflowed = new AtomicBoolean();
    private final List<Consumer<KeeperEvent>> listeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    /** Held while listeners are called or added, so that each hears of the loss exactly once, and of nothing after it. */
    private final ReentrantLock telling = new ReentrantLock();

    private volatile boolean toldLoss;

    private KeeperConnection(String name, OutputStream out, Closeable transport) {
        this.name = name;
        this.out = out;
        this.transport = transport;
    }

    /**
     * Takes over the streams, finds its place in whatever the keeper is writing, and waits until the keeper answers, which it
     * does once its sandbox is complete.
     *
     * @param name for messages: whose keeper it is
     * @param in what the keeper writes
     * @param out what the keeper reads
     * @param transport closed when this connection is; closing it ends a blocked read of {@code in}
     * @param limit how long the keeper may take to answer
     * @throws IOException if it does not, or the streams end; the transport is closed then
     */
    public static KeeperConnection open(
            String name, InputStream in, OutputStream out, Closeable transport, Duration limit) throws IOException {
        KeeperConnection connection = new KeeperConnection(name, out, transport);
        CompletableFuture<Void> ready = new CompletableFuture<>();
        String hello = "h" + SandboxId.random();
        Thread.ofVirtual().name("keeper-" + name).start(() -> connection.readAll(new KeeperReader(in), hello, ready));
        try {
            // The newline ends half a line of a client that died.
            connection.send("\n" + hello + " ping\n");
            connection.await(ready, limit, "ping");
        } catch (IOException e) {
            connection.close();
            throw e;
        }
        Thread.ofVirtual().name("keeper-events-" + name).start(connection::tellAll);
        return connection;
    }

    @Override
    public RulesetSnapshot ruleset() throws IOException {
        Message.Response response = request("rules", REQUEST_LIMIT);
        return new RulesetSnapshot(response.generation(), response.first(), response.second());
    }

    @Override
    public String flows() throws IOException {
        return request("flows", REQUEST_LIMIT).first();
    }

    @Override
    public ProbeResult probe(Probe probe) throws IOException {
        return send(probe).result();
    }

    @Override
    public ProbeOutcome send(Probe probe) throws IOException {
        Message.Response response = send("probe", probe, word(probe.protocol()));
        return new ProbeOutcome(probeResult(response.first()), response.generation());
    }

    @Override
    public Trace trace(Probe probe, Segment segment) throws IOException {
        String kind = probe.protocol() == Probe.Protocol.TCP ? segment.word() : word(probe.protocol());
        Message.Response response = send("trace", probe, kind);
        return new Trace(
                probeResult(response.first()),
                response.generation(),
                PacketAssembly.all(TraceReader.read(response.second(), response.generation())));
    }

    @Override
    public long watch(PacketFilter filter) throws IOException {
        String words = String.join(
                " ",
                "watch",
                filter.protocol().map(KeeperConnection::word).orElse("any"),
                filter.address().orElse("any"),
                Integer.toString(filter.port()),
                filter.direction().name().toLowerCase(Locale.ROOT));
        return TraceReader.number(request(words, REQUEST_LIMIT).first());
    }

    @Override
    public Watched watched(long watch) throws IOException {
        return watched(request("watched " + watch, REQUEST_LIMIT));
    }

    @Override
    public Watched unwatch(long watch) throws IOException {
        return watched(request("unwatch " + watch, REQUEST_LIMIT));
    }

    private static Watched watched(Message.Response response) throws IOException {
        String packets = response.first().split(" ", 2)[0];
        return new Watched(TraceReader.number(packets), TraceReader.readWatched(response.second()));
    }

    private static String word(Probe.Protocol protocol) {
        return protocol.name().toLowerCase(Locale.ROOT);
    }

    private Message.Response send(String verb, Probe probe, String kind) throws IOException {
        String words = String.join(
                " ",
                verb,
                probe.from(),
                kind,
                probe.destination(),
                Integer.toString(probe.port()),
                Long.toString(probe.limit().toMillis()));
        if (words.chars().filter(c -> c == ' ').count() != 5 || words.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a host's name or an address holds a space or a newline: " + probe);
        }
        return request(words, probe.limit().plus(MOST_PATIENCE_WITH_A_PROBE));
    }

    private static ProbeResult probeResult(String text) throws IOException {
        String[] words = text.strip().split(" ", 3);
        try {
            return new ProbeResult(
                    ProbeResult.Answer.valueOf(words[0].toUpperCase(Locale.ROOT)),
                    words.length > 2 ? words[2] : "",
                    Duration.of(Long.parseLong(words[1]), java.time.temporal.ChronoUnit.MICROS));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IOException("not the result of a probe: " + text, e);
        }
    }

    @Override
    public long generation() throws IOException {
        return request("ping", REQUEST_LIMIT).generation();
    }

    @Override
    public Subscription listen(Consumer<KeeperEvent> listener) {
        telling.lock();
        try {
            if (toldLoss) {
                listener.accept(new KeeperEvent.Lost(lost.join()));
            } else {
                listeners.add(listener);
            }
        } finally {
            telling.unlock();
        }
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        end("closed by this server");
    }

    private Message.Response request(String words, Duration limit) throws IOException {
        String id = "r" + ids.incrementAndGet();
        CompletableFuture<Message.Response> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        try {
            send(id + " " + words + "\n");
            Message.Response response = await(answer, limit, words);
            if (!response.ok()) {
                throw new IOException("the keeper of " + name + " could not answer '" + words + "': "
                        + response.first().strip());
            }
            return response;
        } finally {
            waiting.remove(id);
        }
    }

    private void send(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        writing.lock();
        try {
            out.write(bytes);
            out.flush();
        } finally {
            writing.unlock();
        }
    }

    private <T> T await(CompletableFuture<T> answer, Duration limit, String words) throws IOException {
        // Registered before the connection was lost, or told here.
        if (lost.isDone()) {
            throw new IOException("the connection to the keeper of " + name + " is lost: " + lost.join());
        }
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the keeper of " + name + " did not answer '" + words + "' within " + limit, e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause() == null ? "lost" : e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the keeper of " + name, e);
        }
    }

    private void readAll(KeeperReader reader, String hello, CompletableFuture<Void> ready) {
        try {
            reader.synchronise(hello);
            ready.complete(null);
            while (true) {
                reader.read().ifPresent(this::hear);
            }
        } catch (IOException | RuntimeException e) {
            end(String.valueOf(e.getMessage()));
            ready.completeExceptionally(e);
        }
    }

    private void hear(Message message) {
        switch (message) {
            case Message.Response response -> {
                CompletableFuture<Message.Response> answer = waiting.get(response.id());
                if (answer != null) {
                    // Null when it came after its limit, or belongs to another client.
                    answer.complete(response);
                }
            }
            case Message.Told(KeeperEvent event) -> {
                if (!events.offer(event)) {
                    overflowed.set(true);
                }
            }
        }
    }

    private void tellAll() {
        try {
            while (!toldLoss) {
                KeeperEvent event = events.poll(1, TimeUnit.SECONDS);
                if (event != null) {
                    tell(event);
                } else if (lost.isDone()) {
                    // Its event found the queue full.
                    tell(new KeeperEvent.Lost(lost.join()));
                }
                if (overflowed.compareAndSet(true, false)) {
                    tell(new KeeperEvent.Gap());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(KeeperEvent event) {
        telling.lock();
        try {
            if (toldLoss) {
                return;
            }
            toldLoss = event instanceof KeeperEvent.Lost;
            for (Consumer<KeeperEvent> listener : listeners) {
                try {
                    listener.accept(event);
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.ERROR, "a listener to the keeper of " + name + " failed", e);
                }
            }
        } finally {
            telling.unlock();
        }
    }

    private void end(String reason) {
        if (lost.complete(reason)) {
            if (!events.offer(new KeeperEvent.Lost(reason))) {
                overflowed.set(true);
            }
            try {
                transport.close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "closing the connection to the keeper of " + name, e);
            }
        }
        IOException failure = new IOException("the connection to the keeper of " + name + " is lost: " + lost.join());
        waiting.values().forEach(answer -> answer.completeExceptionally(failure));
    }
}
