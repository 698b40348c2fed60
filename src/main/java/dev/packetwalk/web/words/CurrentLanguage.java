package dev.packetwalk.web.words;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The language of this request: what the visitor has chosen in this browser, else the best of what the browser accepts, else
 * English. Every template is rendered in it (see {@link TemplateLanguage}); templates know it as {@code inject:language}.
 */
@RequestScoped
@Named("language")
public class CurrentLanguage {
    private final Languages languages;
    private final @Nullable RoutingContext request;
    private @Nullable Locale found;

    CurrentLanguage(Languages languages, CurrentVertxRequest request) {
        this.languages = languages;
        this.request = request.getCurrent();
    }

    /** The language. */
    public Locale locale() {
        Locale known = found;
        if (known == null) {
            known = request == null
                    ? Languages.DEFAULT
                    : languages.choose(chosen(request), request.request().getHeader("Accept-Language"));
            found = known;
        }
        return known;
    }

    /** As {@code lang} attributes and headers have it. */
    public String tag() {
        return locale().toLanguageTag();
    }

    /** The texts of one area in this language. */
    public <T> T texts(Class<T> area) {
        return Texts.in(locale(), area);
    }

    /** What a visitor can change to, this one included. */
    public List<Choice> choices() {
        return languages.all().stream()
                .map(language -> new Choice(
                        language.toLanguageTag(),
                        Texts.in(language, LayoutWords.class).languageName(),
                        address(language),
                        language.equals(locale())))
                .toList();
    }

    /** This page in another language, or the home page where this one is the answer to a form. */
    private String address(Locale language) {
        UriBuilder here = UriBuilder.fromPath("/");
        if (request != null && request.request().method().equals(HttpMethod.GET)) {
            here = UriBuilder.fromPath("").replaceQuery(request.request().query());
        }
        return here.replaceQueryParam(LanguageChoice.PARAMETER, language.toLanguageTag())
                .build()
                .toString();
    }

    private static @Nullable String chosen(RoutingContext request) {
        Cookie cookie = request.request().getCookie(LanguageChoice.COOKIE);
        return cookie == null ? null : cookie.getValue();
    }

    /**
     * A language in the switch.
     *
     * @param name as who speaks it calls it
     * @param address where the same page is in it, relative to this page
     */
    public record Choice(String tag, String name, String address, boolean current) {}
}
