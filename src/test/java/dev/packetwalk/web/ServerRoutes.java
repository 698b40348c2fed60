package dev.packetwalk.web;

import dev.packetwalk.web.AccessTable.Route;
import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.quarkus.websockets.next.WebSocket;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.server.core.Deployment;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.util.RuntimeResourceVisitor;

/** The routes that the running server itself has registered. */
final class ServerRoutes {
    private ServerRoutes() {}

    /** Each route with the media type in which it takes its form; empty for none. */
    static SortedMap<Route, String> of(BeanManager beans) {
        SortedMap<Route, String> routes =
                new TreeMap<>(Comparator.comparing(Route::path).thenComparing(Route::method));
        Deployment deployment = ResteasyReactiveRecorder.getCurrentDeployment();
        RuntimeResourceVisitor.visitRuntimeResources(
                deployment.getPrefix(), deployment.getClassMappers(), new RuntimeResourceVisitor() {
                    @Override
                    public void visitRuntimeResource(String method, String path, RuntimeResource resource) {
                        if (resource.getHttpMethod() != null) {
                            routes.put(Route.of(method, path), consumes(resource));
                        }
                    }
                });
        for (Map.Entry<String, String> socket : sockets(beans).entrySet()) {
            routes.put(Route.of("SOCKET", socket.getKey()), "");
        }
        return routes;
    }

    private static Map<String, String> sockets(BeanManager beans) {
        Map<String, String> paths = new TreeMap<>();
        beans.getBeans(Object.class, Any.Literal.INSTANCE).forEach(bean -> {
            WebSocket socket = bean.getBeanClass().getAnnotation(WebSocket.class);
            if (socket != null) {
                paths.put(socket.path(), bean.getBeanClass().getName());
            }
        });
        return paths;
    }

    private static String consumes(RuntimeResource resource) {
        return resource.getConsumes() == null || resource.getConsumes().isEmpty()
                ? ""
                : resource.getConsumes().getFirst().toString();
    }
}
