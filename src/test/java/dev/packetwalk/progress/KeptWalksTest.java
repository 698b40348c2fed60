package dev.packetwalk.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.sandbox.SandboxId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KeptWalksTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final Database database = new Database(DATABASE.dataSource());
    private final KeptWalks walks = new KeptWalks(database);
    private final UUID ada = join();
    private final SandboxId sandbox = SandboxId.random();

    @Test
    void a_walk_is_found_again_by_its_owner_alone() {
        String id = walks.keep(ada, sandbox, "{\"rule\":\"'); drop table kept_walk; -- \\u0000 ☃\"}")
                .orElseThrow();
        assertThat(walks.find(ada, id)).contains("{\"rule\":\"'); drop table kept_walk; -- \\u0000 ☃\"}");
        assertThat(walks.find(join(), id)).isEmpty();
        assertThat(walks.find(ada, SandboxId.random().value())).isEmpty();
    }

    @Test
    void the_oldest_walks_of_a_sandbox_make_room_and_those_of_another_stay() {
        String elsewhere = walks.keep(ada, SandboxId.random(), "elsewhere").orElseThrow();
        String first = walks.keep(ada, sandbox, "first").orElseThrow();
        String second = walks.keep(ada, sandbox, "second").orElseThrow();
        for (int i = 1; i < KeptWalks.MOST_OF_SANDBOX; i++) {
            walks.keep(ada, sandbox, "later");
        }
        assertThat(walks.find(ada, first)).isEmpty();
        assertThat(walks.find(ada, second)).contains("second");
        assertThat(walks.find(ada, elsewhere)).contains("elsewhere");
    }

    @Test
    void a_learner_keeps_a_bounded_number_in_all_sandboxes_together() {
        String first = walks.keep(ada, sandbox, "first").orElseThrow();
        for (int i = 0; i < KeptWalks.MOST_OF_LEARNER; i++) {
            walks.keep(ada, SandboxId.random(), "later");
        }
        assertThat(walks.find(ada, first)).isEmpty();
    }

    @Test
    void what_is_too_long_is_not_kept() {
        assertThat(walks.keep(ada, sandbox, "x".repeat(KeptWalks.LONGEST + 1))).isEmpty();
    }

    private UUID join() {
        return new Learners(database).join(new LearnerName("Ada")).learner();
    }
}
