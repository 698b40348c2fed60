package dev.packetwalk.netfilter;

import dev.packetwalk.netfilter.text.IptablesSave;
import dev.packetwalk.netfilter.text.Parsed;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** 10,000 rules read and printed, beside a bare loop over the same characters. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ParseBenchmark {
    private final String text = RulesInNumbers.save(10_000);
    private final Ruleset ruleset = IptablesSave.parse(text).value();

    /** What can't be beaten by much: counts words, and makes nothing of them. */
    @Benchmark
    public int bareLoop() {
        int words = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            boolean blank = text.charAt(i) <= ' ';
            words += inWord && blank ? 1 : 0;
            inWord = !blank;
        }
        return words;
    }

    @Benchmark
    public Parsed<Ruleset> parse() {
        return IptablesSave.parse(text);
    }

    @Benchmark
    public String print() {
        return IptablesSave.print(ruleset);
    }
}
