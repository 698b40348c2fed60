package dev.packetwalk.web.terminal;

import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;

/** Whoever wants to hear what terminals show. */
public interface TerminalTaps {
    /** Nobody. */
    TerminalTaps NONE = (_, _) -> new TerminalTap() {
        @Override
        public void resized(TerminalSize size) {}

        @Override
        public void printed(byte[] bytes, int offset, int length) {}

        @Override
        public void missed() {}

        @Override
        public void close() {}
    };

    /** The tap of a terminal that this server begins to read. Returns at once. */
    TerminalTap of(SandboxId sandbox, TerminalName terminal);
}
