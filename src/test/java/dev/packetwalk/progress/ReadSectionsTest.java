package dev.packetwalk.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadSectionsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final Database database = new Database(DATABASE.dataSource());
    private final Instant[] now = {NOON};
    private final ReadSections sections = new ReadSections(database, () -> now[0]);
    private final UUID ada = join();

    @Test
    void a_section_is_read_once_and_stays_read() {
        sections.read(ada, "chains", "order");
        sections.read(ada, "chains", "order");
        sections.read(ada, "chains", "conntrack");
        sections.read(ada, "routes", "first");

        assertThat(sections.of(ada, "chains")).containsExactlyInAnyOrder("order", "conntrack");
        assertThat(sections.of(join(), "chains")).isEmpty();
    }

    @Test
    void the_last_place_is_the_one_to_come_back_to() {
        assertThat(sections.lastPlace(ada)).isEmpty();
        sections.moveTo(ada, "chains", "order");
        now[0] = NOON.plusSeconds(60);
        sections.moveTo(ada, "routes", "first");
        now[0] = NOON.plusSeconds(120);
        sections.moveTo(ada, "chains", "conntrack");

        assertThat(sections.lastPlace(ada)).contains(new ReadingPlace("chains", "conntrack", NOON.plusSeconds(120)));
        assertThat(sections.place(ada, "routes")).contains(new ReadingPlace("routes", "first", NOON.plusSeconds(60)));
    }

    private UUID join() {
        return new Learners(database).join(new LearnerName("Ada")).learner();
    }
}
