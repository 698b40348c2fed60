package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.ConntrackStateMatch;
import dev.packetwalk.netfilter.Translation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The states of {@code --ctstate} and {@code --state}. Like libxt_conntrack, reads any beginning of a state's name in any case
 * and prints them in the kernel's order.
 */
final class ConnStates {
    /** The order in which beginnings are tried, which matters for none of them but is the tool's. */
    private static final List<ConnState> STATES =
            List.of(ConnState.INVALID, ConnState.NEW, ConnState.ESTABLISHED, ConnState.RELATED, ConnState.UNTRACKED);

    private ConnStates() {}

    static Optional<ConntrackStateMatch> parse(String text) {
        Set<ConnState> states = EnumSet.noneOf(ConnState.class);
        Set<Translation> translations = EnumSet.noneOf(Translation.class);
        for (String word : text.toUpperCase(Locale.ROOT).split(",", -1)) {
            Optional<ConnState> state =
                    STATES.stream().filter(s -> begins(s.name(), word)).findFirst();
            Optional<Translation> translation = EnumSet.allOf(Translation.class).stream()
                    .filter(t -> begins(t.name(), word))
                    .findFirst();
            if (state.isPresent()) {
                states.add(state.get());
            } else if (translation.isPresent()) {
                translations.add(translation.get());
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new ConntrackStateMatch(states, translations));
    }

    private static boolean begins(String name, String word) {
        return !word.isEmpty() && name.startsWith(word);
    }

    static boolean withoutTranslations(dev.packetwalk.netfilter.Match match) {
        return match instanceof ConntrackStateMatch states
                && states.translations().isEmpty();
    }

    static String print(ConntrackStateMatch match) {
        List<String> words = new ArrayList<>();
        for (ConnState state : ConnState.values()) {
            if (match.states().contains(state)) {
                words.add(state.name());
            }
        }
        for (Translation translation : Translation.values()) {
            if (match.translations().contains(translation)) {
                words.add(translation.name());
            }
        }
        return String.join(",", words);
    }
}
