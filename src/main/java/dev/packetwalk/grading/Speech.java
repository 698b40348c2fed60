package dev.packetwalk.grading;

import dev.packetwalk.grading.Reason.Phrase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What is being said in one language, phrase after phrase. There are words for whatever is in a message that was kept long ago: an
 * argument of another kind than a pattern asks for is said as well as can be.
 */
final class Speech {
    private static final Pattern NO_STYLE = Pattern.parse("{first}, {next}");
    private static final String OTHER = "other";

    private final Wording.Language language;
    private final UnaryOperator<String> authored;
    private final List<Phrase> phrases = new ArrayList<>();

    Speech(Wording.Language language, UnaryOperator<String> authored) {
        this.language = language;
        this.authored = authored;
    }

    List<Phrase> phrases() {
        return List.copyOf(phrases);
    }

    void say(Argument argument) {
        switch (argument) {
            case Message message -> say(language.pattern(message.key()), message.arguments());
            case Argument.Code code -> phrases.add(new Phrase(code.text(), true));
            case Argument.Name name -> words(name.text());
            case Argument.Authored text -> words(authored.apply(text.text()));
            case Argument.Whole whole -> words(Long.toString(whole.number()));
            case Argument.Span span -> words(Long.toString(span.length().toSeconds()));
            case Argument.Choice choice -> words(choice.value());
            case Argument.Many many -> say(many, NO_STYLE, NO_STYLE);
        }
    }

    void say(Pattern pattern, Map<String, ? extends Argument> arguments) {
        for (Pattern.Piece piece : pattern.pieces()) {
            switch (piece) {
                case Pattern.Words words -> words(words.text());
                case Pattern.Gap gap -> say(argument(gap.name(), arguments));
                case Pattern.Capital capital -> capital(argument(capital.name(), arguments));
                case Pattern.Seconds seconds -> seconds(argument(seconds.name(), arguments), seconds.tenths());
                case Pattern.Listed listed -> listed(argument(listed.name(), arguments), listed.style());
                case Pattern.Select(String name, Map<String, Pattern> cases) ->
                    say(selected(argument(name, arguments), cases), arguments);
                case Pattern.Plural(String name, Map<String, Pattern> cases) ->
                    say(counted(argument(name, arguments), cases), arguments);
            }
        }
    }

    private static Argument argument(String name, Map<String, ? extends Argument> arguments) {
        Argument argument = arguments.get(name);
        return argument == null ? new Argument.Name("") : argument;
    }

    private void words(String words) {
        if (words.isEmpty()) {
            return;
        }
        if (phrases.isEmpty() || phrases.getLast().code()) {
            phrases.add(new Phrase(words, false));
        } else {
            phrases.add(new Phrase(phrases.removeLast().text() + words, false));
        }
    }

    private void capital(Argument argument) {
        Speech apart = apart(argument);
        if (apart.phrases.isEmpty() || apart.phrases.getFirst().code()) {
            append(apart);
            return;
        }
        String first = apart.phrases.removeFirst().text();
        int second = first.offsetByCodePoints(0, 1);
        words(first.substring(0, second).toUpperCase(Locale.ROOT) + first.substring(second));
        append(apart);
    }

    private void seconds(Argument argument, boolean tenths) {
        if (tenths && argument instanceof Argument.Span(Duration length)) {
            words(length.toSeconds() + "." + length.toMillisPart() / 100);
        } else {
            say(argument);
        }
    }

    private void listed(Argument argument, String style) {
        if (argument instanceof Argument.Many many) {
            Pattern between = language.lists().getOrDefault(style, NO_STYLE);
            say(many, between, language.lists().getOrDefault(style + ".last", between));
        } else {
            say(argument);
        }
    }

    /** Joins what there is so far and the next one, until there is no next one. */
    private void say(Argument.Many many, Pattern between, Pattern last) {
        Argument all = many.items().getFirst();
        Speech joined = apart(all);
        for (int i = 1; i < many.items().size(); i++) {
            Speech longer = new Speech(language, authored);
            for (Pattern.Piece piece : (i == many.items().size() - 1 ? last : between).pieces()) {
                if (piece instanceof Pattern.Words words) {
                    longer.words(words.text());
                } else if (piece.equals(new Pattern.Gap("first"))) {
                    longer.append(joined);
                } else {
                    longer.say(many.items().get(i));
                }
            }
            joined = longer;
        }
        append(joined);
    }

    private Speech apart(Argument argument) {
        Speech apart = new Speech(language, authored);
        apart.say(argument);
        return apart;
    }

    private void append(Speech other) {
        for (Phrase phrase : other.phrases) {
            if (phrase.code()) {
                phrases.add(phrase);
            } else {
                words(phrase.text());
            }
        }
    }

    private static Pattern selected(Argument argument, Map<String, Pattern> cases) {
        Pattern other = cases.getOrDefault(OTHER, NO_STYLE);
        return argument instanceof Argument.Choice(String value) ? cases.getOrDefault(value, other) : other;
    }

    private Pattern counted(Argument argument, Map<String, Pattern> cases) {
        Pattern other = cases.getOrDefault(OTHER, NO_STYLE);
        if (!(argument instanceof Argument.Whole(long number))) {
            return other;
        }
        Pattern plural = cases.getOrDefault(language.plurals().of(number), other);
        return cases.getOrDefault("=" + number, plural);
    }
}
