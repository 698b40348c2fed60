package dev.packetwalk.bench;

import com.github.dockerjava.api.DockerClient;
import dev.packetwalk.lab.RunningLab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Who has used how much of the processors so far, in milliseconds, from /proc and the containers' control groups (versions 1 and 2).
 * The engine's processes are shared with whatever else runs on this machine.
 */
final class CpuTimes {
    private static final Path PROC = Path.of("/proc");
    /** Of the times in /proc, everywhere that Java runs on Linux. */
    private static final long MILLIS_OF_A_TICK = 10;

    private final RunningLab lab;
    private final Map<String, List<Path>> containers = new LinkedHashMap<>();

    /** @param docker asked once for what runs now */
    CpuTimes(RunningLab lab, DockerClient docker) throws IOException {
        this.lab = lab;
        for (String id : lab.containers()) {
            var container = docker.inspectContainerCmd(id).exec();
            Long pid = container.getState().getPidLong();
            if (pid != null && pid > 0) {
                String part = container.getName().endsWith("keeper") ? "keepers" : "boxes";
                containers
                        .computeIfAbsent(part, _ -> new java.util.ArrayList<>())
                        .add(group(pid));
            }
        }
    }

    /** The file with the time of a process' control group. */
    private static Path group(long pid) throws IOException {
        Path sys = Path.of("/sys/fs/cgroup");
        for (String line : Files.readAllLines(PROC.resolve(pid + "/cgroup"))) {
            String[] words = line.split(":", 3);
            if (List.of(words[1].split(",")).contains("cpuacct")) {
                return sys.resolve("cpuacct" + words[2] + "/cpuacct.usage");
            }
            if (words[0].equals("0") && Files.exists(sys.resolve("cgroup.controllers"))) {
                return Path.of(sys + words[2] + "/cpu.stat");
            }
        }
        throw new IOException("no control group tells the times of process " + pid);
    }

    /** By who it was; the whole machine as {@code machine}. */
    Map<String, Double> now() {
        Map<String, Double> times = new LinkedHashMap<>();
        containers.forEach((part, files) -> times.put(
                part, files.stream().mapToDouble(CpuTimes::groupMillis).sum()));
        long server = lab.server().pid();
        times.put("server", millis(pid -> pid == server ? 1 : 0));
        String data = lab.data().toString();
        times.put("database", databaseMillis(data));
        times.put("engine", millis(pid -> name(pid).matches("dockerd|containerd.*") ? 1 : 0));
        long self = ProcessHandle.current().pid();
        List<Long> browser =
                ProcessHandle.current().descendants().map(ProcessHandle::pid).toList();
        times.put("bench", millis(pid -> pid == self ? 1 : 0));
        times.put("browser", millis(pid -> browser.contains(pid) ? 1 : 0));
        times.put("machine", machineMillis());
        return times;
    }

    private static double groupMillis(Path file) {
        try {
            String text = Files.readString(file).strip();
            return text.startsWith("usage_usec")
                    ? Long.parseLong(text.split("\\s+", 3)[1]) / 1e3
                    : Long.parseLong(text) / 1e6;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double databaseMillis(String data) {
        List<Long> postmasters = processes()
                .filter(pid -> name(pid).equals("postgres") && commandLine(pid).contains(data))
                .toList();
        return millis(pid -> postmasters.contains(pid) || postmasters.contains(parent(pid)) ? 1 : 0);
    }

    private static double millis(ToLongFunction<Long> counts) {
        return processes()
                .filter(pid -> counts.applyAsLong(pid) > 0)
                .mapToDouble(pid -> {
                    String[] fields = stat(pid);
                    long ticks = fields.length < 15
                            ? 0
                            : Stream.of(11, 12, 13, 14)
                                    .mapToLong(i -> Long.parseLong(fields[i]))
                                    .sum();
                    return ticks * MILLIS_OF_A_TICK;
                })
                .sum();
    }

    private static Stream<Long> processes() {
        return ProcessHandle.allProcesses().map(ProcessHandle::pid);
    }

    private static long parent(long pid) {
        String[] fields = stat(pid);
        return fields.length < 2 ? 0 : Long.parseLong(fields[1]);
    }

    /** What is behind the name in /proc/PID/stat (proc_pid_stat(5)); nothing for who has gone. */
    private static String[] stat(long pid) {
        String text = read(PROC.resolve(pid + "/stat"));
        return text.substring(text.lastIndexOf(')') + 1).strip().split(" ", -1);
    }

    private static String name(long pid) {
        return read(PROC.resolve(pid + "/comm")).strip();
    }

    private static String commandLine(long pid) {
        return read(PROC.resolve(pid + "/cmdline"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            // It has ended meanwhile.
            return "";
        }
    }

    /** All processors together, all kinds of work. */
    private static double machineMillis() {
        String[] words =
                read(PROC.resolve("stat")).lines().findFirst().orElse("").split("\\s+", -1);
        long ticks = 0;
        for (int i = 1; i < words.length; i++) {
            boolean idle = i == 4 || i == 5;
            // Guests are part of the first two.
            ticks += idle || i > 8 ? 0 : Long.parseLong(words[i]);
        }
        return ticks * MILLIS_OF_A_TICK;
    }

    /** What was used between two looks, for each change, and how busy that kept the machine. */
    static String each(Map<String, Double> before, Map<String, Double> after, int changes) {
        StringBuilder words = new StringBuilder();
        after.forEach((who, millis) -> words.append(String.format(
                Locale.ROOT,
                "%s%s %.1f",
                words.isEmpty() ? "" : ", ",
                who,
                (millis - before.getOrDefault(who, 0.0)) / changes)));
        return words + " ms";
    }
}
