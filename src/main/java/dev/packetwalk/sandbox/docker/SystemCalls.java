package dev.packetwalk.sandbox.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the processes of a sandbox may ask the kernel for, as seccomp profiles for the engine (their format: Docker's
 * {@code profiles/seccomp}, since 20.10). They allow less than the engine's own profile, and only calls of the machine's own kind: the
 * 32-bit ones are a second door to the same tables of rules, with a history of faults of its own. A filter for one kind of calls is
 * also made in half the time, for each container that starts.
 */
final class SystemCalls {
    private static final Pattern SPACE = Pattern.compile(" ");
    private static final String NAMES = "system-calls.txt";
    /** AF_PACKET. Above it are kinds of network that no exercise has, some of which the kernel would load a module for. */
    private static final int HIGHEST_FAMILY = 17;
    /** All flags of clone and unshare that make a namespace. */
    private static final int NAMESPACES = 0x7E020000;

    private static final int NETWORK_NAMESPACE = 0x40000000;
    /** Where the C library sees ENOSYS, it takes clone instead, whose flags can be looked at. */
    private static final int NO_SUCH_CALL = 38;

    private static final String BOX = profile("");
    private static final String KEEPER = profile(networks());

    private SystemCalls() {}

    /** For the box: no namespaces. */
    static String box() {
        return BOX;
    }

    /**
     * For the keeper, which makes network namespaces when it starts and opens sockets in them, and nothing else that its capability of
     * that time would let it. Who looks after the engine may enter them to see what a host of the world sees.
     */
    static String keeper() {
        return KEEPER;
    }

    private static String profile(String more) {
        return """
                {"defaultAction": "SCMP_ACT_ERRNO",
                 "archMap": [
                   {"architecture": "SCMP_ARCH_X86_64", "subArchitectures": []},
                   {"architecture": "SCMP_ARCH_AARCH64", "subArchitectures": []}],
                 "syscalls": [
                   {"action": "SCMP_ACT_ALLOW", "names": [%s]},
                   {"action": "SCMP_ACT_ALLOW", "names": ["socket"], "args": [{"index": 0, "value": %d, "op": "SCMP_CMP_LE"}]},
                   {"action": "SCMP_ACT_ALLOW", "names": ["clone"],
                    "args": [{"index": 0, "value": %d, "valueTwo": 0, "op": "SCMP_CMP_MASKED_EQ"}]},
                   {"action": "SCMP_ACT_ERRNO", "errnoRet": %d, "names": ["clone3"]}%s]}
                """.formatted(names(), HIGHEST_FAMILY, NAMESPACES, NO_SUCH_CALL, more);
    }

    private static String networks() {
        return """
                ,
                   {"action": "SCMP_ACT_ALLOW", "names": ["unshare"], "args": [{"index": 0, "value": %1$d, "op": "SCMP_CMP_EQ"}]},
                   {"action": "SCMP_ACT_ALLOW", "names": ["setns"], "args": [{"index": 1, "value": %1$d, "op": "SCMP_CMP_EQ"}]}""".formatted(NETWORK_NAMESPACE);
    }

    /** Each in quotation marks, with commas between. */
    private static String names() {
        return text().lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .flatMap(SPACE::splitAsStream)
                .map(name -> '"' + name + '"')
                .collect(Collectors.joining(", "));
    }

    private static String text() {
        try (InputStream in = SystemCalls.class.getResourceAsStream(NAMES)) {
            if (in == null) {
                throw new IllegalStateException(NAMES + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
