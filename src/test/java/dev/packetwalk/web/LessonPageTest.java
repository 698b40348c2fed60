package dev.packetwalk.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WebDatabase.class)
class LessonPageTest {
    private static final String LESSON = "/lessons/iptables-following-a-packet";
    private static final String READING = "/reading/iptables-following-a-packet";
    private static final String HOSTILE = """
            *filter
            :INPUT DROP [5:300]
            :FORWARD ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            [2:120] -A INPUT -p tcp -m tcp --dport 2222 -m comment --comment "<b>no</b>" -j DROP
            COMMIT
            """;

    @Inject
    QuietEngine engine;

    private final Browser browser = new Browser();

    @BeforeEach
    void join() {
        browser.join("Ada");
    }

    @AfterEach
    void repair() {
        engine.goOn();
        engine.rules(QuietEngine.NO_RULES);
        browser.post(LESSON + "/minimal-firewall", LESSON + "/minimal-firewall/machine/release");
    }

    @Test
    void the_lesson_is_whole_without_scripts() {
        assertThat(whole(page()))
                .contains("L2", "60–75")
                .contains("<svg viewBox=", "role=\"img\" aria-label=\"A packet from the network meets PREROUTING")
                .contains("tcp dpt:22", "Only packets to port 22")
                .contains("KUBE-SERVICES", "iptables -L -n -v --line-numbers")
                .contains("table ip filter", "tcp dport 22 counter accept");
    }

    @Test
    void a_section_seen_to_its_end_is_ticked_and_the_place_is_kept() {
        assertThat(page()).contains("data-toc-count>0<").doesNotContain("Continue where you left");
        assertThat(tell("order", "read")).isEqualTo(204);
        assertThat(tell("order", "read")).isEqualTo(204);
        assertThat(tell("conntrack", "here")).isEqualTo(204);
        assertThat(page())
                .contains("data-toc-count>1<")
                .contains("class=\"toc-section read\" href=\"#order\"")
                .contains("href=\"#conntrack\">Continue where you left");
        Browser other = new Browser();
        other.join("Bob");
        assertThat(other.get(LESSON).asString()).contains("data-toc-count>0<");
    }

    @Test
    void home_leads_back_to_the_very_section() {
        tell("firewall", "here");
        assertThat(browser.get("/").asString()).contains("href=\"" + LESSON + "#firewall\"");
    }

    @Test
    void a_section_that_is_none_cannot_be_read_and_nothing_is_kept_without_the_pages_token() {
        assertThat(tell("no-such-section", "read")).isEqualTo(404);
        assertThat(browser.request().post(READING + "/sections/order/read").statusCode())
                .isEqualTo(400);
        assertThat(page()).contains("data-toc-count>0<");
    }

    @Test
    void who_holds_a_machine_reads_its_own_rules_in_both_languages_as_text() {
        engine.rules(HOSTILE);
        browser.post(LESSON + "/minimal-firewall", LESSON + "/minimal-firewall/machine");
        assertThat(page())
                .contains("on your own machine, just now", "Build a minimal firewall")
                .contains("Only packets to port 2222", "tcp dport 2222 counter drop comment")
                .contains("&lt;b&gt;no&lt;/b&gt;")
                .doesNotContain("<b>no</b>");
    }

    @Test
    void rules_that_have_changed_are_on_the_next_page() {
        engine.rules(HOSTILE);
        browser.post(LESSON + "/minimal-firewall", LESSON + "/minimal-firewall/machine");
        assertThat(page()).contains("Only packets to port 2222");
        engine.rules(HOSTILE.replace("2222", "2323"));
        assertThat(page()).contains("Only packets to port 2323").doesNotContain("port 2222");
    }

    @Test
    void a_machine_that_does_not_answer_in_time_is_shown_as_it_was() {
        engine.rules(HOSTILE);
        browser.post(LESSON + "/minimal-firewall", LESSON + "/minimal-firewall/machine");
        assertThat(page()).contains("Only packets to port 2222");
        engine.stall();
        engine.rules(HOSTILE.replace("2222", "2323"));
        assertThat(page()).contains("Only packets to port 2222");
        engine.goOn();
        await().untilAsserted(() -> assertThat(page()).contains("Only packets to port 2323"));
    }

    @Test
    void a_table_of_services_can_be_searched_and_jumped_through() {
        assertThat(services("size=1000&find=" + 7).statusCode()).isEqualTo(200);
        String first = services("size=100").asString();
        assertThat(first).contains("100 services", "KUBE-SERVICES", "service=1\"");
        String inner = services("size=100&service=1&endpoint=1").asString();
        assertThat(whole(inner)).containsSubsequence("KUBE-SVC-", "KUBE-SEP-", "DNAT --to-destination");
        assertThat(services("size=100&find=no-such-thing").asString()).contains("No service fits");
    }

    @Test
    void wishes_out_of_range_are_answered_by_the_nearest_thing() {
        for (String wish : new String[] {
            "size=1000000", "size=-1", "from=99999", "service=-5&endpoint=9", "service=99999", "size=x"
        }) {
            assertThat(services(wish).statusCode()).as(wish).isIn(200, 400, 404);
        }
        assertThat(services("size=1000000").asString()).contains("100 services");
    }

    @Test
    void a_measurement_tells_how_many_rules_a_packet_meets() {
        assertThat(services("size=100&measure=true").asString()).contains(">6<", ">55<", ">105<");
    }

    @Test
    void the_cheat_sheet_is_a_page_and_leads_back_to_its_sections() {
        assertThat(whole(browser.get(READING + "/cheat-sheet").asString()))
                .contains("iptables-save &gt; backup.rules", "href=\"" + LESSON + "#way-back\"");
        assertThat(browser.get(LESSON + "/minimal-firewall").asString()).contains(READING + "/cheat-sheet");
    }

    @Test
    void strangers_read_nothing() {
        Browser stranger = new Browser();
        assertThat(stranger.get(READING + "/cheat-sheet").statusCode()).isEqualTo(401);
        assertThat(stranger.get(READING + "/services").statusCode()).isEqualTo(401);
    }

    private String page() {
        Response page = browser.get(LESSON);
        assertThat(page.statusCode()).isEqualTo(200);
        return page.asString();
    }

    private Response services(String query) {
        return browser.get(READING + "/services?" + query);
    }

    private int tell(String section, String what) {
        return browser.request()
                .header("X-CSRF-TOKEN", browser.token(LESSON))
                .post(READING + "/sections/" + section + "/" + what)
                .statusCode();
    }

    /** A page without the marks by which words of commands are kept whole. */
    private static String whole(String page) {
        return page.replaceAll("<span class=\"unbroken\">([^<]*)</span>", "$1");
    }
}
