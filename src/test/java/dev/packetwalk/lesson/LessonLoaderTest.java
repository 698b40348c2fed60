package dev.packetwalk.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.sandbox.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sound lesson loads; each thing broken in it is reported with its file, its line and what to do. */
class LessonLoaderTest {
    private static final Path SOUND = Path.of("src/test/resources/lessons/sound");

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.walk(SOUND)) {
            for (Path file : files.toList()) {
                Path to = folder.resolve("sound").resolve(SOUND.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        }
    }

    @Test
    void a_sound_lesson_is_read_whole() {
        Lesson lesson = loaded(LessonLoader.all(folder));

        assertThat(lesson.id()).isEqualTo("sound");
        assertThat(lesson.minutes()).isEqualTo(new Lesson.Span(5, 10));
        assertThat(lesson.exercises()).extracting(Exercise::id).containsExactly("first", "second");
        Exercise first = lesson.exercises().getFirst();
        assertThat(first.graded()).isTrue();
        assertThat(first.sandbox().name()).isEqualTo("place");
        assertThat(first.sandbox().topology())
                .isEqualTo(new Topology(
                        "hosts",
                        true,
                        List.of(new Topology.Host(
                                "shop",
                                Topology.Place.BEHIND,
                                "172.17.0.2/16",
                                List.of(new Topology.Listener(80, "hello")))),
                        "*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n"));
        assertThat(first.hints())
                .containsExactly(
                        new Exercise.Hint(1, "<p>Think.</p>"),
                        new Exercise.Hint(2, "<p>Think <code>harder</code>.</p>"));
        assertThat(first.proof().mutants()).singleElement().satisfies(mutant -> {
            assertThat(mutant.name()).isEqualTo("open");
            assertThat(mutant.fails()).isEqualTo("closed");
        });
        assertThat(first.proof().ways()).extracting(Proof.Script::name).containsExactly("policy");
    }

    @Test
    void a_check_is_data() {
        Check check =
                loaded(LessonLoader.all(folder)).exercises().getFirst().checks().getFirst();

        assertThat(check)
                .isEqualTo(new Check.Verdict(
                        "closed",
                        "It is closed",
                        List.of(new Packets(
                                "a packet",
                                Packets.Arrival.NETWORK,
                                Set.of(ConnState.NEW),
                                Optional.empty(),
                                OptionalInt.empty(),
                                Optional.empty(),
                                Optional.empty())),
                        Check.Ending.DROPPED,
                        List.of(new Check.Confirmation(
                                new Probe("shop", Probe.Protocol.TCP, "10.77.0.3", 22, Duration.ofMillis(100)),
                                Set.of(ProbeResult.Answer.FILTERED)))));
    }

    @Test
    void one_lesson_can_be_loaded_by_itself() {
        assertThat(loaded(LessonLoader.lesson(folder.resolve("sound"))).id()).isEqualTo("sound");
    }

    @Test
    void an_exercise_that_is_not_graded_says_why() {
        Exercise second = loaded(LessonLoader.all(folder)).exercise("second").orElseThrow();

        assertThat(second.graded()).isFalse();
        assertThat(second.ungraded()).isEqualTo("Not yet.");
        assertThat(second.sandbox().topology()).isEqualTo(Topology.plain("plain"));
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # file                | instead of                   | is written                      | problem
            lesson.yaml           | format: 1                    | format: 2                       | lesson.yaml:1: 'format' is not a number in range; give one from 1 to 1
            lesson.yaml           | format: 1                    | ''                              | lesson.yaml:1: 'format' is missing; add 'format:' with a number from 1 to 1
            lesson.yaml           | level: L1                    | levels: L1                      | lesson.yaml:4: unknown field 'levels'; use only format, level, minutes, prerequisites, summary, title, topics
            lesson.yaml           | level: L1                    | title: Twice                    | lesson.yaml:4: 'title' is given twice; keep one of the two
            lesson.yaml           | level: L1                    | level: ''                       | lesson.yaml:4: 'level' is empty; write it, or leave the entry out
            lesson.yaml           | 'from: 5, to: 10'            | 'from: 5, to: 4'                | lesson.yaml:5: 'to' is not a number in range; give one from 5 to 600
            lesson.yaml           | '{from: 5, to: 10}'          | 10                              | lesson.yaml:5: 'minutes' has no fields; write 'name: value' beneath it, indented
            lesson.yaml           | '[testing]'                  | testing                         | lesson.yaml:6: 'topics' is not a list of at least one entry; begin each entry with '- '
            lesson.yaml           | '[testing]'                  | '[testing'                      | lesson.yaml:7: not YAML: expected ',' or ']', but got :; mind the indentation and put text with ': ' or '#' in quotes
            lesson.md             | An introduction.             | # Title                         | lesson.md:1: a first-level heading; use '##': the title comes from the fields
            lesson.md             | An introduction.             | <b>Bold</b>                     | lesson.md:1: HTML in Markdown: <b>; write it as Markdown, or put it in backticks
            lesson.md             | (#some-heading)              | (#no-heading)                   | lesson.md:5: a link to nowhere: #no-heading; link to https://… or to '#' and a heading of this page
            lesson.md             | (#some-heading)              | (javascript:alert)              | lesson.md:5: a link to nowhere: javascript:alert; link to https://… or to '#' and a heading of this page
            01-first/exercise.md  | 'title: First'               | ''                              | 01-first/exercise.md:2: 'title' is missing; add 'title:' with text
            01-first/exercise.md  | 'title: First'               | 'tittle: First'                 | 01-first/exercise.md:2: unknown field 'tittle'; use only checks, goal, hints, learned, minutes, parameters, sandbox, title, ungraded, watch
            01-first/exercise.md  | 'minutes: 5'                 | 'minutes: five'                 | 01-first/exercise.md:4: 'minutes' is not a number in range; give one from 1 to 240
            01-first/exercise.md  | 'name: place'                | 'name: My Place'                | 01-first/exercise.md:6: 'My Place' is not a good name; begin with a small letter and go on with small letters, digits and '-'
            01-first/exercise.md  | 'forwarding: true'           | 'forwarding: on'                | 01-first/exercise.md:9: 'forwarding' is neither true nor false; write true or false
            01-first/exercise.md  | 'name: shop'                 | 'name: internet'                | 01-first/exercise.md:11: a second host 'internet'; choose another name
            01-first/exercise.md  | 'place: behind'              | 'place: beside'                 | 01-first/exercise.md:12: 'beside' is not a value of 'place'; use one of behind, outside
            01-first/exercise.md  | 172.17.0.2/16                | 172.17.0.2                      | 01-first/exercise.md:13: '172.17.0.2' is not an address with its network; write it like 172.17.0.2/16
            01-first/exercise.md  | 'port: 80'                   | 'port: 80000'                   | 01-first/exercise.md:15: 'port' is not a number in range; give one from 1 to 65535
            01-first/exercise.md  | '      COMMIT'               | ''                              | 01-first/exercise.md:16: the rules do not end with COMMIT; write what iptables-save prints
            01-first/exercise.md  | ':INPUT ACCEPT [0:0]'        | '-A INPUT -j'                   | 01-first/exercise.md:18: the target after -j is missing; name one, such as ACCEPT
            01-first/exercise.md  | '    verdict:'               | '    verdit:'                   | 01-first/exercise.md:21: check 'closed' has no kind; give it exactly one of verdict, order, probe, flow, answer, file, sequence
            01-first/exercise.md  | '[NEW]'                      | '[NEU]'                         | 01-first/exercise.md:27: 'NEU' is not a value of 'states'; use one of ESTABLISHED, INVALID, NEW, RELATED, UNTRACKED
            01-first/exercise.md  | 'ending: dropped'            | 'ending: gone'                  | 01-first/exercise.md:28: 'gone' is not a value of 'ending'; use one of accepted, dropped, rejected, stopped
            01-first/exercise.md  | 'from: shop'                 | 'from: nowhere'                 | 01-first/exercise.md:30: 'nowhere' is not a value of 'from'; use one of box, internet, shop
            01-first/exercise.md  | 'to: 10.77.0.3'              | 'to: 10.77.0.300'               | 01-first/exercise.md:30: '10.77.0.300' is not an IPv4 address such as 10.77.0.3; write an IPv4 address such as 10.77.0.3
            01-first/exercise.md  | '  - Think.'                 | '  - ""'                        | 01-first/exercise.md:32: 'hints' is empty; write it, or leave the entry out
            01-first/exercise.md  | 'Think `harder`.'            | 'Think <i>harder</i>.'          | 01-first/exercise.md:34: HTML in Markdown: <i>; write it as Markdown, or put it in backticks
            01-first/exercise.md  | '```command'                 | '```shell'                      | 01-first/exercise.md:39: a block of unknown kind 'shell'; use 'command', 'text' or nothing after ```
            01-first/exercise.md  | '## Then'                    | '![x](https://example.com/x)'   | 01-first/exercise.md:43: an image; draw it as text in a block: pictures are not supported
            02-second/exercise.md | 'ungraded: Not yet.'         | ''                              | 02-second/exercise.md:2: an exercise has either checks or a reason why not; give 'checks:', or 'ungraded:' with a sentence for learners
            02-second/exercise.md | 'name: plain'                | 'name: hosts'                   | 02-second/exercise.md: topology 'hosts' differs from the one of that name in another exercise; give it another name, or make them equal
            02-second/exercise.md | 'name: other'                | 'name: place'                   | 02-second/exercise.md: sandbox 'place' has another topology in 'first'; state the same topology in both, or name two sandboxes
            02-second/exercise.md | 'Do that.'                   | ''                              | 02-second/exercise.md:14: the page is empty; write it in Markdown
            01-first/mutants/open.sh | '# fails: closed'         | ''                              | 01-first/mutants/open.sh:1: no check is named that it must fail; add a line '# fails: ' and a check's id
            01-first/mutants/open.sh | '# fails: closed'         | '# fails: open'                 | 01-first/mutants/open.sh:1: there is no check 'open'; name one of closed
            """)
    void a_mistake_in_a_file_is_named_with_its_line(String file, String instead, String written, String problem)
            throws IOException {
        Path path = folder.resolve("sound").resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(instead);
        Files.writeString(path, text.replaceFirst(Pattern.quote(instead), Matcher.quoteReplacement(written)));

        assertThat(problems(LessonLoader.all(folder))).contains("sound/" + problem);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            notes.txt                | sound/notes.txt: unknown file; remove it; known are lesson.yaml, lesson.md, cheatsheet.yaml, cards.yaml, pictures/ and folders such as 01-first-exercise
            01-first/notes.txt       | sound/01-first/notes.txt: unknown file; remove it; known are exercise.md, solution.sh, ways/, mutants/, variants/
            01-first/mutants/a.py    | sound/01-first/mutants/a.py: unknown file; remove it; known are *.sh
            02-first/exercise.md     | sound/02-first: the same id as 01-first; choose another name after the number
            04-fourth/exercise.md    | sound/04-fourth: exercise 04 where 03 is next; number them 01, 02, 03 …
            03-third/exercise.md     | sound/03-third/exercise.md:1: no fields at the top; begin the file with a line '---', fields, and another line '---'
            """)
    void a_file_that_does_not_belong_is_named(String file, String problem) throws IOException {
        Path path = folder.resolve("sound").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "# fails: closed\n");

        assertThat(problems(LessonLoader.all(folder))).contains(problem);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            lesson.yaml              | sound/lesson.yaml: the file is missing; add it
            lesson.md                | sound/lesson.md: the file is missing; add it
            01-first/exercise.md     | sound/01-first/exercise.md: the file is missing; add it
            01-first/solution.sh     | sound/01-first/solution.sh: the file is missing; add it
            01-first/mutants/open.sh | sound/01-first/mutants: no mutant; add a plausible mistake for each check
            """)
    void a_file_that_is_missing_is_named(String file, String problem) throws IOException {
        Files.delete(folder.resolve("sound").resolve(file));

        assertThat(problems(LessonLoader.all(folder))).containsExactly(problem);
    }

    @Test
    void all_problems_are_told_at_once_in_the_order_of_files_and_lines() throws IOException {
        Path lesson = folder.resolve("sound");
        Files.writeString(lesson.resolve("lesson.yaml"), "format: 3\nlevel: 1\n");
        Files.writeString(lesson.resolve("lesson.md"), "");

        assertThat(problems(LessonLoader.all(folder))).hasSizeGreaterThan(5).satisfies(problems -> {
            assertThat(problems.getFirst()).startsWith("sound/lesson.md:1:");
            assertThat(problems.getLast()).startsWith("sound/lesson.yaml:1:");
        });
    }

    @Test
    void a_file_that_is_not_text_is_a_problem() throws IOException {
        Files.write(folder.resolve("sound/lesson.md"), new byte[] {'a', (byte) 0xff});

        assertThat(problems(LessonLoader.all(folder)))
                .containsExactly("sound/lesson.md: the file is not UTF-8 text; save it as UTF-8");
    }

    @Test
    void a_folder_that_is_not_there_is_a_problem() {
        assertThat(problems(LessonLoader.all(folder.resolve("nowhere"))))
                .singleElement()
                .asString()
                .contains("cannot be listed");
    }

    private static Lesson loaded(Loading loading) {
        return switch (loading) {
            case Loading.Loaded(List<Lesson> lessons) -> lessons.getFirst();
            case Loading.Rejected(List<Problem> problems) -> throw new AssertionError(problems);
        };
    }

    private static List<String> problems(Loading loading) {
        return switch (loading) {
            case Loading.Loaded(List<Lesson> _) -> List.of();
            case Loading.Rejected(List<Problem> problems) ->
                problems.stream().map(Problem::toString).toList();
        };
    }
}
