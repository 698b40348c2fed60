package dev.packetwalk.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param items in an order that stays
 * @param next the cursor of what follows; {@code null} behind the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Listing<T>(
        List<T> items,

        @Schema(description = "The cursor of the next page; not there behind the last.") @Nullable
        String next) {
    Listing {
        items = List.copyOf(items);
    }
}
