package dev.packetwalk.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import dev.packetwalk.grading.Reason;
import dev.packetwalk.grading.Wording;
import java.io.IOException;

/**
 * Writes a reason for a page, as a list of phrases in the language of who reads it: that of the writer's attribute
 * {@link Wording}, or English. So a message is made once, and said in as many languages as there are readers.
 */
final class ReasonWriter extends JsonSerializer<Reason> {
    @Override
    public void serialize(Reason reason, JsonGenerator json, SerializerProvider provider) throws IOException {
        Wording wording = provider.getAttribute(Wording.class) instanceof Wording readers ? readers : Wording.ENGLISH;
        provider.defaultSerializeValue(wording.phrases(reason), json);
    }
}
