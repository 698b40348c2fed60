package dev.packetwalk.sandbox;

/** The fake keeps the contract that it stands in for. */
class FakeSandboxEngineTest extends SandboxEngineContract {
    private final FakeSandboxEngine engine = new FakeSandboxEngine();

    @Override
    protected SandboxEngine engine() {
        return engine;
    }
}
