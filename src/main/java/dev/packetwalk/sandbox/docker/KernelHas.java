package dev.packetwalk.sandbox.docker;

import com.github.dockerjava.api.model.Info;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the kernel under the engine has that containers are made with.
 *
 * @param ownIcmpLimits whether limits on ICMP errors belong to a network namespace, as since Linux 6.12
 * @param systemCallFilters whether the engine can limit what a process may ask the kernel for
 */
record KernelHas(boolean ownIcmpLimits, boolean systemCallFilters) {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

    /** As the engine tells. */
    static KernelHas of(Info engine) {
        List<String> options = engine.getSecurityOptions();
        return new KernelHas(
                isAtLeast(String.valueOf(engine.getKernelVersion()), 6, 12),
                options != null && options.stream().anyMatch(option -> option.contains("name=seccomp")));
    }

    private static boolean isAtLeast(String kernel, int major, int minor) {
        Matcher version = VERSION.matcher(kernel);
        return version.matches()
                && (Integer.parseInt(version.group(1)) > major
                        || (Integer.parseInt(version.group(1)) == major
                                && Integer.parseInt(version.group(2)) >= minor));
    }
}
