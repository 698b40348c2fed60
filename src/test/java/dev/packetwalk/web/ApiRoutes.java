package dev.packetwalk.web;

import jakarta.enterprise.inject.spi.BeanManager;
import java.util.List;

/** The routes of the API that the running server itself has registered. */
public final class ApiRoutes {
    private ApiRoutes() {}

    /** Each as {@code GET /api/v1/lessons}. */
    public static List<String> of(BeanManager beans) {
        return ServerRoutes.of(beans).keySet().stream()
                .filter(AccessTable.Route::isApi)
                .map(AccessTable.Route::toString)
                .toList();
    }
}
