package dev.packetwalk.web.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.packetwalk.web.follow.Said.Sentence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SaidTest {
    private static final Pattern GAP = Pattern.compile("\\{(\\w+)}");
    private static final Path ENGLISH = Path.of("frontend/src/words/en/diagram.json");

    @Test
    void every_sentence_has_words_in_which_all_its_gaps_are_filled() throws IOException {
        TreeMap<String, List<String>> sentences = new TreeMap<>();
        for (Sentence sentence : Sentence.values()) {
            sentences.put(sentence.word(), sentence.gaps().stream().sorted().toList());
        }
        TreeMap<String, List<String>> words = new TreeMap<>();
        JsonNode said = new ObjectMapper().readTree(ENGLISH.toFile()).get("said");
        said.properties()
                .forEach(text -> words.put(text.getKey(), gaps(text.getValue().asText())));
        assertThat(sentences).isEqualTo(words);
    }

    @Test
    void a_sentence_is_read_by_pages_as_its_key_and_values() throws IOException {
        Said said = Sentence.NOT_MET_IN.with("-i lo", "eth0");
        JsonNode json = new ObjectMapper().valueToTree(said);
        assertThat(json)
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"key\":\"notMetIn\",\"values\":{\"condition\":\"-i lo\",\"in\":\"eth0\"}}"));
    }

    @Test
    void a_sentence_takes_as_many_values_as_it_has_gaps() {
        assertThatThrownBy(() -> Sentence.NOT_MET_IN.with("-i lo")).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> gaps(String text) {
        return new ArrayList<>(new TreeSet<>(Arrays.asList(GAP.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(gap -> gap.substring(1, gap.length() - 1))
                .toArray(String[]::new))));
    }
}
