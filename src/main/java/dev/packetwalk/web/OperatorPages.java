package dev.packetwalk.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Health and metrics are for whoever runs the server: they are told to this very machine, and to the addresses in {@code
 * packetwalk.operators}. A request that a proxy passed on is nobody's of this machine, whatever address it comes from.
 */
@Singleton
public final class OperatorPages {
    private static final int NOT_FOUND = 404;

    private final Set<String> operators;

    OperatorPages(@ConfigProperty(name = "packetwalk.operators") Optional<Set<String>> operators) {
        this.operators = operators.orElse(Set.of());
    }

    void guard(@Observes Router router) {
        router.route("/q/*").order(Integer.MIN_VALUE).handler(this::letIn);
    }

    private void letIn(RoutingContext request) {
        if (mayLook(request.request())) {
            request.next();
        } else {
            request.response().setStatusCode(NOT_FOUND).end();
        }
    }

    private boolean mayLook(HttpServerRequest request) {
        if (request.remoteAddress() == null || request.remoteAddress().hostAddress() == null) {
            return false;
        }
        String address = request.remoteAddress().hostAddress();
        boolean passedOn = request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null;
        return !passedOn && (operators.contains(address) || isThisMachine(address));
    }

    static boolean isThisMachine(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
