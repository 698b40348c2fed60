package dev.packetwalk.web.words;

import io.quarkus.arc.Arc;
import io.quarkus.qute.EngineBuilder;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/** Every template that is made for a request speaks the language of that request. */
@Singleton
final class TemplateLanguage {
    private final Instance<CurrentLanguage> language;

    TemplateLanguage(Instance<CurrentLanguage> language) {
        this.language = language;
    }

    void configure(@Observes EngineBuilder engine) {
        engine.addTemplateInstanceInitializer(template -> {
            if (Arc.container().requestContext().isActive()) {
                template.setLocale(language.get().locale());
            }
        });
    }
}
