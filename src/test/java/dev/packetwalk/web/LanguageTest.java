package dev.packetwalk.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The language of pages: found, chosen, kept and told. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
class LanguageTest {
    private final Browser browser = new Browser();

    private Response accepting(String languages, String path) {
        return browser.request().header("Accept-Language", languages).get(path);
    }

    @Test
    void a_page_speaks_what_the_browser_accepts_and_says_so() {
        Response page = accepting("zh-CN,zh;q=0.9,en;q=0.8", "/");
        assertThat(page.asString())
                .contains("<html lang=\"zh-CN\">", "跟随一个数据包，走过每一条链", "<code>iptables</code>")
                .doesNotContain("Follow a packet through the chains");
        assertThat(page.header("Content-Language")).isEqualTo("zh-CN");
        assertThat(page.header("Vary")).contains("Cookie", "Accept-Language");
        assertThat(page.header("Content-Security-Policy")).contains("script-src 'self'");
    }

    @Test
    void who_says_nothing_is_spoken_to_in_english() {
        Response page = browser.get("/");
        assertThat(page.asString()).contains("<html lang=\"en\">", "Follow a packet through the chains");
        assertThat(page.header("Content-Language")).isEqualTo("en");
    }

    @Test
    void a_choice_is_kept_and_leads_back_to_the_same_page() {
        assertThat(browser.get("/?next=/lessons/a").asString())
                .contains("href=\"?next=%2Flessons%2Fa&amp;language=zh-CN\"", "lang=\"zh-CN\"", ">简体中文</a>");
        Response chosen = browser.get("/?next=/lessons/a&language=zh-CN");
        assertThat(chosen.statusCode()).isEqualTo(303);
        assertThat(chosen.header("Location")).endsWith("/?next=%2Flessons%2Fa");
        assertThat(accepting("en", "/").asString()).contains("<html lang=\"zh-CN\">");
        browser.get("/?language=en");
        assertThat(accepting("zh-CN", "/").asString()).contains("<html lang=\"en\">");
    }

    @Test
    void a_language_that_is_not_offered_changes_nothing() {
        Response page = browser.get("/?language=tlh");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.cookie("packetwalk_language")).isNull();
        assertThat(page.asString()).contains("<html lang=\"en\">").doesNotContain("tlh\" lang");
    }

    @Test
    void what_goes_wrong_is_told_in_the_language_of_the_page() {
        browser.get("/?language=zh-CN");
        assertThat(browser.get("/account").asString()).contains("<html lang=\"zh-CN\">", "请先加入");
        assertThat(browser.get("/nowhere").asString()).contains("<html lang=\"zh-CN\">", "这里什么也没有");
        assertThat(browser.request()
                        .contentType("application/x-www-form-urlencoded")
                        .post("/learners")
                        .asString())
                .as("refused by the filter for form tokens")
                .contains("<html lang=\"zh-CN\">", "这个请求对不上", "href=\"/?language=en\"");
        Response problem = given().header("Accept-Language", "zh-CN")
                .header("Accept", "application/json, text/html;q=0.5")
                .get("/lessons/nothing");
        assertThat(problem.jsonPath().getString("title")).isEqualTo("请先加入");
        assertThat(problem.header("Content-Language")).isEqualTo("zh-CN");
    }

    @Test
    void what_is_wrong_with_a_form_is_told_in_the_language_of_the_page() {
        browser.get("/?language=zh-CN");
        Response again = browser.post("/", "/learners", Map.of("name", " ", "classCode", "", "next", ""));
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.asString()).contains("请告诉我们怎么称呼你");
    }

    @Test
    void a_name_in_a_sentence_is_text_and_keeps_its_own_direction() {
        browser.join("<b>Ada");
        assertThat(browser.get("/").asString()).contains("Welcome, \u2068&lt;b&gt;Ada\u2069");
    }
}
