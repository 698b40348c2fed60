package dev.packetwalk.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.docker.TestBox;
import dev.packetwalk.sandbox.docker.TestEngine;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Root in the box lies about its rules, in every way that needs no rule: the grade stays what the kernel says. */
@Tag("engine")
@Timeout(180)
class TamperingTest {
    /** What a passing machine would print. */
    private static final List<String> FORGED = List.of(
            "*filter",
            ":INPUT ACCEPT [0:0]",
            "-A INPUT -i lo -j ACCEPT",
            "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
            "-A INPUT -j DROP",
            "COMMIT");

    private static final String FORGED_FLOW =
            "tcp 6 431999 ESTABLISHED src=192.0.2.66 dst=192.0.2.67 sport=1 dport=2 src=192.0.2.67 dst=192.0.2.66 sport=2 dport=1";

    @RegisterExtension
    static final TestEngine ENGINE = new TestEngine();

    private final SandboxId id = SandboxId.random();

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestBox box;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Keeper keeper;

    @BeforeEach
    void create() throws IOException {
        ENGINE.engine().create(id, MinimalFirewall.EXERCISE.sandbox().topology());
        box = new TestBox(ENGINE.engine(), id);
        keeper = ENGINE.engine().connect(id);
    }

    @AfterEach
    void remove() {
        keeper.close();
        box.close();
        ENGINE.engine().remove(id);
    }

    @Test
    void a_forged_iptables_save_says_nothing_to_the_grader() throws IOException {
        install();
        String forge = "printf '%s\\n' " + quoted(FORGED);
        box.run(
                "for tool in iptables-save iptables-nft-save iptables nft; do for folder in /usr/sbin /usr/bin /usr/local/sbin; do"
                        + " rm -f $folder/$tool; printf '#!/bin/sh\\n%s\\n' \"" + forge.replace("\"", "\\\"")
                        + "\" > $folder/$tool; chmod +x $folder/$tool; done; done");
        assertThat(box.run("iptables-save")).contains("-A INPUT -j DROP");

        assertThat(grade().passed()).isFalse();
        assertThat(keeper.ruleset().iptablesSave()).doesNotContain("-j DROP");
    }

    @Test
    void another_path_and_a_preloaded_library_reach_the_learners_own_programs_only() throws IOException {
        install();
        box.run(
                "mkdir -p /tmp/bin && printf '#!/bin/sh\\necho forged\\n' > /tmp/bin/iptables-save && chmod +x /tmp/bin/*");
        box.run(
                "echo 'export PATH=/tmp/bin:$PATH' >> /etc/bash.bashrc; echo 'PATH=/tmp/bin:/usr/bin' > /etc/environment");
        box.run("echo /tmp/forge.so > /etc/ld.so.preload");

        assertThat(box.run("/bin/true")).contains("/tmp/forge.so");
        assertThat(grade().passed()).isFalse();
        assertThat(keeper.ruleset().iptablesSave()).doesNotContain("forged");
    }

    @Test
    void a_forged_conntrack_lists_nothing_to_the_grader() throws IOException {
        box.run("printf '#!/bin/sh\\necho \"" + FORGED_FLOW
                + "\"\\n' > /usr/sbin/conntrack; chmod +x /usr/sbin/conntrack");
        assertThat(box.run("conntrack -L")).contains("192.0.2.66");

        assertThat(keeper.flows()).doesNotContain("192.0.2.66");
    }

    @Test
    void rules_in_a_namespace_of_its_own_are_not_the_machines() throws IOException {
        install();
        String solved = "printf '%s\\n' " + quoted(FORGED) + " | iptables-restore";

        box.run("unshare --net sh -c \"" + solved + "\"; unshare --user --map-root-user --net sh -c \"" + solved
                + "\"");

        assertThat(grade().passed()).isFalse();
        assertThat(keeper.ruleset().iptablesSave()).doesNotContain("-j DROP");
    }

    @Test
    void killing_all_that_runs_takes_nothing_from_the_grader_and_the_next_shell_works() throws IOException {
        install();
        box.type("kill -9 -1");
        // The program that lists them can be hit as well.
        await().ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> ENGINE.engine().terminals(id).isEmpty());
        box.close();
        box = new TestBox(ENGINE.engine(), id);

        assertThat(grade().passed()).isFalse();
        assertThat(box.run("printf '%s\\n' " + quoted(FORGED) + " | iptables-restore"))
                .isEqualTo("[0]");
        assertThat(grade().passed()).isTrue();
    }

    private void install() throws IOException {
        assertThat(box.run("apt-get update && apt-get install -y iptables")).endsWith("[0]");
    }

    private static String quoted(List<String> lines) {
        return "'" + String.join("' '", lines) + "'";
    }

    private Grade grade() throws IOException {
        RulesetSnapshot rules = keeper.ruleset();
        Map<Probe, Evidence.Answered> answers = new HashMap<>();
        for (Probe probe : Probes.of(MinimalFirewall.EXERCISE)) {
            answers.put(probe, new Evidence.Answered(keeper.probe(probe), rules.generation()));
        }
        return Grader.grade(MinimalFirewall.EXERCISE, new Evidence(Optional.of(rules), answers));
    }
}
