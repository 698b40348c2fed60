package dev.packetwalk.web;

import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.Sandboxes;
import io.quarkus.test.junit.callback.QuarkusTestAfterAllCallback;
import io.quarkus.test.junit.callback.QuarkusTestContext;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;

/**
 * After each class, gives back the machines that its learners still hold: classes share a running server, and one must not find
 * a full house because of those before it.
 */
public final class MachinesGivenBack implements QuarkusTestAfterAllCallback {
    @Override
    public void afterAll(QuarkusTestContext context) {
        Instance<Sandboxes> sandboxes = CDI.current().select(Sandboxes.class);
        if (sandboxes.isResolvable()) {
            sandboxes.get().leases().stream().map(Lease::id).forEach(sandboxes.get()::release);
        }
    }
}
