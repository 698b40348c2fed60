package dev.packetwalk.lab;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Pictures of the webhooks of a class, with a program that takes messages well at first and badly later. */
final class WebhookPictures {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int QUEUE = 10;
    private static final int FINE = 204;
    private static final int BROKEN = 500;

    private final Gallery gallery;
    private final Page desk;
    private final String webhooks;
    private volatile int answer = FINE;

    /** Of the class whose pages are at that address, seen by who teaches it; its lab must send to private networks. */
    WebhookPictures(Gallery gallery, Page desk, String taught) {
        this.gallery = gallery;
        this.desk = desk;
        this.webhooks = taught + "/webhooks";
    }

    void take() {
        HttpServer receiver = receiver();
        try {
            desk.navigate(webhooks);
            gallery.take(desk, "webhooks-none", "no program is told of the class");
            add("grades.example.edu");
            gallery.take(desk, "webhook-wrong", "an address that is none");
            add("http://localhost:" + receiver.getAddress().getPort()
                    + "/packetwalk/messages/of/the/monday/group?department=computer-science&term=2037-winter");
            gallery.take(desk, "webhook-secret", "the key of a webhook, shown once");
            desk.locator("a.button.primary").click();
            gallery.take(desk, "webhook-new", "a webhook that was told nothing yet");
            ping("answered with 204");
            answer = BROKEN;
            ping("answered with 500");
            gallery.take(desk, "webhook", "what a webhook was told, and what came of it");
            desk.locator("[commandfor=remove][command=show-modal]").click();
            gallery.take(desk, "webhook-remove", "asking before a webhook is removed");
            desk.keyboard().press("Escape");
            desk.locator("form[action$='/disable'] button").click();
            gallery.take(desk, "webhook-off", "a webhook that is switched off");
            desk.navigate(webhooks);
            gallery.take(desk, "webhooks", "the webhooks of a class");
        } finally {
            receiver.stop(0);
        }
    }

    private void add(String address) {
        desk.locator("#webhook-address").fill(address);
        desk.locator("main form button.primary").click();
        desk.waitForLoadState();
    }

    private void ping(String outcome) {
        desk.locator("form[action$='/ping'] button").click();
        Awaitility.await().atMost(LIMIT).until(() -> {
            desk.reload();
            return desk.getByText(outcome).count() > 0;
        });
    }

    private HttpServer receiver() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), QUEUE);
            server.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(answer, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
