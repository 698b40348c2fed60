package dev.packetwalk.bench;

import dev.packetwalk.lab.RunningLab;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a running server's time goes between hearing of a change and having told of it, by its own metrics. */
final class LiveStages {
    private static final Pattern STAGE =
            Pattern.compile("(?m)^packetwalk_live_stage_seconds(_count|_sum|)\\{([^}]*)} ([0-9.E+-]+)");
    private static final Pattern NAME = Pattern.compile("stage=\"([a-z]+)\"");

    private final RunningLab lab;
    private Map<String, Stage> before = Map.of();

    private record Stage(double count, double seconds, double slowest) {
        Stage with(String what, boolean isSlowest, double value) {
            return switch (what) {
                case "_count" -> new Stage(value, seconds, slowest);
                case "_sum" -> new Stage(count, value, slowest);
                default -> isSlowest ? new Stage(count, seconds, value) : this;
            };
        }
    }

    LiveStages(RunningLab lab) {
        this.lab = lab;
    }

    /** Counts from now on. */
    void start() throws IOException, InterruptedException {
        before = now();
    }

    void report(Report report) throws IOException, InterruptedException {
        now().forEach((name, stage) -> {
            Stage then = before.getOrDefault(name, new Stage(0, 0, 0));
            double times = stage.count - then.count;
            report.figure(
                    "  stage: " + name,
                    String.format(
                            Locale.ROOT,
                            "mean %.2f ms   p95 %.2f ms   (n=%.0f)",
                            (stage.seconds - then.seconds) / Math.max(1, times) * 1e3,
                            stage.slowest * 1e3,
                            times));
        });
    }

    private Map<String, Stage> now() throws IOException, InterruptedException {
        Map<String, Stage> stages = new LinkedHashMap<>();
        Matcher line = STAGE.matcher(lab.metrics());
        while (line.find()) {
            String labels = line.group(2);
            Matcher name = NAME.matcher(labels);
            if (name.find()) {
                double value = Double.parseDouble(line.group(3));
                Stage known = stages.getOrDefault(name.group(1), new Stage(0, 0, 0));
                stages.put(name.group(1), known.with(line.group(1), labels.contains("quantile=\"0.95\""), value));
            }
        }
        return stages;
    }
}
