package dev.packetwalk.web.webhooks;

import dev.packetwalk.progress.webhooks.WebhookMessages;
import dev.packetwalk.progress.webhooks.WebhookOutbox;
import dev.packetwalk.progress.webhooks.WebhookOutbox.Due;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends what is due to webhooks: each message on a thread of its own, a bounded number at a time. A redirect is not followed, and of
 * an answer only the status is read.
 */
@Singleton
public class WebhookSender {
    private static final int AT_ONCE = 16;

    /** Beyond the receiver's own limit: for connecting, and for what the limit does not see. */
    private static final long MARGIN_MILLIS = 10_000;

    private static final int CONNECT_MILLIS = 5_000;

    private final WebhookOutbox outbox;
    private final WebhookMessages messages;
    private final WebhookSettings settings;
    private final HttpClient client;
    private final Semaphore places = new Semaphore(AT_ONCE);

    WebhookSender(WebhookOutbox outbox, WebhookMessages messages, WebhookSettings settings, Vertx vertx) {
        this.outbox = outbox;
        this.messages = messages;
        this.settings = settings;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setKeepAlive(false)
                .setMaxPoolSize(AT_ONCE)
                .setMaxHeaderSize(16 << 10)
                .setVerifyHost(true));
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sendDue() {
        // Taken are only those that are sent at once: what is taken and waits might be taken by another, too.
        int free = places.availablePermits();
        if (free == 0) {
            return;
        }
        for (Due due : outbox.take(free)) {
            places.acquireUninterruptibly();
            Thread.ofVirtual().name("webhook-" + due.id()).start(() -> {
                try {
                    send(due);
                } catch (RuntimeException e) {
                    // Nothing is written down: its lease runs out, and it is tried again.
                    Log.warnf(e, "webhook message %s could not be sent", due.id());
                } finally {
                    places.release();
                }
            });
        }
    }

    @Scheduled(every = "6h", delayed = "15m")
    @RunOnVirtualThread
    void keepNewest() {
        outbox.keepNewest();
    }

    private void send(Due due) {
        Optional<String> body = messages.body(due);
        if (body.isEmpty()) {
            outbox.forget(due);
            return;
        }
        switch (Destination.look(due.address(), settings.privateNetworks())) {
            case Destination.Looked.Refused(Destination.Flaw flaw) ->
                outbox.failed(
                        due,
                        null,
                        switch (flaw) {
                            case UNKNOWN_HOST -> "the host's name has no address";
                            case PRIVATE -> "the address leads into a private network";
                            case MALFORMED -> "the address is malformed";
                        });
            case Destination.Looked.Found(Destination destination) -> post(due, destination, body.get());
        }
    }

    private void post(Due due, Destination destination, String body) {
        Instant now = Instant.now();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(
                        destination.port(), destination.machine().getHostAddress()))
                .setHost(destination.host())
                .setPort(destination.port())
                .setSsl(destination.encrypted())
                .setURI(destination.target())
                .setFollowRedirects(false)
                .setTimeout(settings.answerLimit().toMillis());
        try {
            int status = client.request(options)
                    .compose(request -> answered(request, due, now, body))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(settings.answerLimit().toMillis() + MARGIN_MILLIS, TimeUnit.MILLISECONDS);
            if (status >= 200 && status < 300) {
                outbox.delivered(due, status);
            } else {
                outbox.failed(due, status, status >= 300 && status < 400 ? "a redirect, which is not followed" : "");
            }
        } catch (ExecutionException e) {
            outbox.failed(due, null, problem(e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException _) {
            outbox.failed(due, null, "no answer in time");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static io.vertx.core.Future<Integer> answered(
            HttpClientRequest request, Due due, Instant now, String body) {
        request.putHeader("content-type", "application/json")
                .putHeader("user-agent", "Packetwalk")
                .putHeader("webhook-id", due.id().toString())
                .putHeader("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .putHeader("webhook-signature", due.secret().sign(due.id(), now, body));
        return request.send(Buffer.buffer(body)).map(response -> {
            // However much more it has to say.
            request.connection().close();
            return response.statusCode();
        });
    }

    private static String problem(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
