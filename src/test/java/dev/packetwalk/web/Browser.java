package dev.packetwalk.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.web.people.TestPeople;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.filter.cookie.CookieFilter;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser without scripts does: keeps cookies, shows pages, sends their forms with the token in them. */
public final class Browser {
    private static final Pattern TOKEN = Pattern.compile("<meta name=\"csrf-token\" content=\"([^\"]+)\">");
    private static final Pattern LINK = Pattern.compile("/resume/([A-Za-z0-9_-]{43})");

    private final CookieFilter cookies = new CookieFilter();
    private String session = "";

    public Response get(String path) {
        return request().get(path);
    }

    /** Sends a form as the page at {@code from} would. */
    public Response post(String from, String path, Map<String, String> fields) {
        return request().formParam("csrf-token", token(from)).formParams(fields).post(path);
    }

    public Response post(String from, String path) {
        return post(from, path, Map.of());
    }

    /** Signs in as somebody with an account. */
    public void as(UUID who, TestPeople people) {
        assertThat(post("/sign-in", "/sign-in", Map.of("login", people.login(who), "password", TestPeople.PASSWORD))
                        .statusCode())
                .isEqualTo(303);
    }

    /** Joins, and returns the secret of the resume link. */
    public String join(String name) {
        return join(name, "");
    }

    /** Joins a class, or none for an empty code, and returns the secret of the resume link. */
    public String join(String name, String classCode) {
        Response joined = post("/", "/learners", Map.of("name", name, "classCode", classCode, "next", ""));
        assertThat(joined.statusCode()).isEqualTo(303);
        session = joined.cookie("packetwalk_session");
        Matcher link = LINK.matcher(get("/welcome").asString());
        assertThat(link.find()).as("the resume link on the welcome page").isTrue();
        return link.group(1);
    }

    /** The session's cookie, for what is no request for a page. */
    public String sessionCookie() {
        return "packetwalk_session=" + session;
    }

    public String token(String page) {
        Matcher token = TOKEN.matcher(get(page).asString());
        assertThat(token.find()).as("a token on " + page).isTrue();
        return token.group(1);
    }

    public RequestSpecification request() {
        return given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig().defaultContentCharset(StandardCharsets.UTF_8)))
                .filter(cookies)
                .redirects()
                .follow(false)
                .header("Accept", "text/html");
    }
}
