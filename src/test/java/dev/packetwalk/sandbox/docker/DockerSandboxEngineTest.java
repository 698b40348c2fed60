package dev.packetwalk.sandbox.docker;

import dev.packetwalk.sandbox.SandboxEngine;
import dev.packetwalk.sandbox.SandboxEngineContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract, kept by containers of the real engine. */
@Tag("engine")
class DockerSandboxEngineTest extends SandboxEngineContract {
    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    @Override
    protected SandboxEngine engine() {
        return ENGINE.engine();
    }
}
