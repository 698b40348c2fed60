package dev.packetwalk.web.reading;

import dev.packetwalk.web.words.Languages;
import dev.packetwalk.web.words.MeaningWords;
import dev.packetwalk.web.words.Texts;
import io.quarkus.qute.TemplateExtension;
import io.quarkus.qute.TemplateExtension.TemplateAttribute;
import io.quarkus.qute.i18n.MessageBundles;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What fields mean, in a template's language. */
@TemplateExtension
final class FieldWords {
    private FieldWords() {}

    /** {@code {field.says}}; escaped by the template. */
    static String says(Field field, @TemplateAttribute(MessageBundles.ATTRIBUTE_LOCALE) @Nullable Object locale) {
        Locale language = locale instanceof Locale known ? known : Languages.DEFAULT;
        return field.meaning().in(Texts.in(language, MeaningWords.class), field.value());
    }
}
