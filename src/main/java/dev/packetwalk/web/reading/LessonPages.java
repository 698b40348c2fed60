package dev.packetwalk.web.reading;

import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.lesson.Page;
import dev.packetwalk.lesson.Page.Exhibit;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.ReadSections;
import dev.packetwalk.progress.ReadingPlace;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts a lesson, a learner's progress and what their machine shows together. */
@Singleton
public final class LessonPages {
    private final Attempts attempts;
    private final ReadSections reading;
    private final OwnMachine machine;
    private final Examples examples;

    LessonPages(Attempts attempts, ReadSections reading, OwnMachine machine, Examples examples) {
        this.examples = examples;
        this.attempts = attempts;
        this.reading = reading;
        this.machine = machine;
    }

    /** The lesson as that learner sees it now. */
    public LessonPage of(Lesson lesson, UUID learner) {
        Map<String, ExerciseCard> cards = cards(lesson, learner);
        Set<String> read = reading.of(learner, lesson.id());
        Optional<OwnMachine.Seen> own = machine.of(learner, lesson.id());
        Drawing drawing = new Drawing(lesson, cards, own.orElse(null), examples);
        List<LessonPage.SectionView> sections = lesson.page().sections().stream()
                .map(section -> drawing.section(section, read.contains(section.id())))
                .toList();
        Set<ExerciseCard> shown = new HashSet<>();
        sections.forEach(section -> shown.addAll(section.exercises()));
        Optional<String> place = reading.place(learner, lesson.id()).map(ReadingPlace::section);
        return new LessonPage(
                sections,
                cards.values().stream()
                        .filter(card -> !shown.contains(card))
                        .sorted(java.util.Comparator.comparingInt(
                                card -> card.exercise().number()))
                        .toList(),
                (int) sections.stream().filter(LessonPage.SectionView::read).count(),
                (int) cards.values().stream().filter(ExerciseCard::passed).count(),
                cards.size(),
                sections.stream()
                        .filter(section -> place.filter(section.id()::equals).isPresent())
                        .findFirst()
                        .orElse(null),
                own.map(seen -> seen.exercise().title()).orElse(null));
    }

    private Map<String, ExerciseCard> cards(Lesson lesson, UUID learner) {
        Set<String> passed = Set.copyOf(attempts.passed(learner, lesson.id()));
        Set<String> begun = attempts.latestOf(learner, lesson.id()).keySet();
        return lesson.exercises().stream()
                .map(exercise ->
                        new ExerciseCard(exercise, passed.contains(exercise.id()), begun.contains(exercise.id())))
                .collect(Collectors.toMap(card -> card.exercise().id(), Function.identity()));
    }

    /** Draws one page. The machine's own listing stands beside the first example of a listing alone: the others show something special. */
    private static final class Drawing {
        private final Lesson lesson;
        private final Map<String, ExerciseCard> cards;
        private final @Nullable Ruleset rules;
        private final String nft;
        private final String flows;
        private final Examples examples;
        private boolean listed;

        Drawing(Lesson lesson, Map<String, ExerciseCard> cards, OwnMachine.@Nullable Seen own, Examples examples) {
            this.examples = examples;
            this.lesson = lesson;
            this.cards = cards;
            this.rules = own == null ? null : own.ruleset();
            this.nft = own == null ? "" : own.nft();
            this.flows = own == null ? "" : own.flows();
        }

        LessonPage.SectionView section(Page.Section section, boolean read) {
            List<PieceView> pieces = new ArrayList<>();
            List<ExerciseCard> exercises = new ArrayList<>();
            for (Page.Piece piece : section.pieces()) {
                PieceView view = switch (piece) {
                    case Page.Prose prose -> PieceView.text(prose.html());
                    case Exhibit exhibit -> exhibit(exhibit);
                };
                pieces.add(view);
                if (view.exercise() != null) {
                    exercises.add(view.exercise());
                }
            }
            return new LessonPage.SectionView(
                    section.id(), section.title(), section.titleHtml(), pieces, read, exercises);
        }

        private PieceView exhibit(Exhibit exhibit) {
            return switch (exhibit.kind()) {
                case LISTING -> listing(exhibit);
                case ENTRY -> entry(exhibit);
                case NFTABLES -> languages(exhibit);
                case SERVICES -> same(exhibit, () -> services(exhibit));
                case SHEET -> same(exhibit, () -> PieceView.sheet(lesson.cheatSheet()));
                case EXERCISE -> PieceView.exercise(cards.get(exhibit.text()));
            };
        }

        /** What is the same for everybody. */
        private PieceView same(Exhibit exhibit, Supplier<PieceView> view) {
            return examples.of(lesson.id(), exhibit, view);
        }

        private PieceView services(Exhibit exhibit) {
            List<Integer> sizes = exhibit.numbers();
            return PieceView.services(
                    exhibit.caption(),
                    ServicesView.of(lesson.id(), sizes, ServicesView.Wish.of(sizes.getFirst()), null));
        }

        private PieceView entry(Exhibit exhibit) {
            Optional<EntryView> own = EntryView.ofBest(flows);
            return own.isEmpty() ? same(exhibit, () -> entry(exhibit, null)) : entry(exhibit, own.get());
        }

        private static PieceView entry(Exhibit exhibit, @Nullable EntryView own) {
            return EntryView.of(exhibit.text())
                    .map(entry -> PieceView.entry(exhibit.caption(), entry, own))
                    .orElseGet(() -> PieceView.text(exhibit.html()));
        }

        private PieceView listing(Exhibit exhibit) {
            ListingView own = listed || rules == null ? null : ListingView.of(rules);
            listed = true;
            return own == null || own.chains().isEmpty()
                    ? same(exhibit, () -> listing(exhibit, null))
                    : listing(exhibit, own);
        }

        private static PieceView listing(Exhibit exhibit, @Nullable ListingView own) {
            return PieceView.listing(exhibit.caption(), ListingView.of(exhibit.text()), own);
        }

        private PieceView languages(Exhibit exhibit) {
            TwoLanguages own = rules == null ? null : TwoLanguages.of(rules, nft);
            return own == null || own.empty()
                    ? same(
                            exhibit,
                            () -> PieceView.languages(exhibit.caption(), TwoLanguages.of(exhibit.text()), false))
                    : PieceView.languages(exhibit.caption(), own, true);
        }
    }
}
