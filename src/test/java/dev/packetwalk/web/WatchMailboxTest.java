package dev.packetwalk.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchMailboxTest {
    private static final long LONG = TimeUnit.MINUTES.toMillis(5);

    private final WatchMailbox mailbox = new WatchMailbox();

    @BeforeEach
    void takeWhatThereIsAtTheBeginning() throws InterruptedException {
        assertThat(mailbox.take(LONG, LONG).rules()).isTrue();
    }

    @Test
    void new_rules_do_not_wait_for_the_end_of_a_burst_in_the_journal() throws Exception {
        mailbox.journalGrew();
        CompletableFuture<Boolean> taken = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                taken.complete(mailbox.take(LONG, LONG).rules());
            } catch (InterruptedException e) {
                taken.completeExceptionally(e);
            }
        });
        mailbox.rulesChanged(7, "iptables");
        assertThat(taken.get(1, TimeUnit.MINUTES)).isTrue();
        assertThat(mailbox.take(0, 0).rules()).as("all of it was taken out").isFalse();
    }

    @Test
    void a_journal_that_has_grown_is_no_reason_to_read_the_rules() throws Exception {
        mailbox.journalGrew();
        assertThat(mailbox.take(LONG, 1).rules()).isFalse();
    }

    @Test
    void rules_are_the_newest_until_newer_ones_are_heard_of() {
        assertThat(mailbox.isNewest(6)).as("nothing was heard yet").isTrue();
        mailbox.rulesChanged(7, "iptables");
        assertThat(mailbox.isNewest(6)).isFalse();
        assertThat(mailbox.isNewest(7)).isTrue();
    }
}
