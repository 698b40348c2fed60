-- Flashcards: every answer as it was given, and what follows from all of them. A card that was never answered has no row.

create table card_review (
    id          bigint generated always as identity primary key,
    learner     uuid not null references learner (id) on delete cascade,
    lesson      text not null,
    card        text not null,
    -- 1 again, 2 hard, 3 good, 4 easy
    rating      smallint not null check (rating between 1 and 4),
    reviewed_at timestamptz not null,
    -- The learner's own day, wherever they were: intervals are counted in these, and a day at night school ends after midnight.
    study_day   date not null
);
create index card_review_by_card on card_review (learner, lesson, card, id);
create index card_review_by_day on card_review (learner, study_day);

-- Computed from card_review by FSRS; kept so that nobody has to compute it again for every page.
create table card_state (
    learner     uuid not null references learner (id) on delete cascade,
    lesson      text not null,
    card        text not null,
    phase       text not null check (phase in ('LEARNING', 'REVIEW', 'RELEARNING')),
    step        smallint not null check (step >= 0),
    stability   double precision not null check (stability > 0),
    difficulty  double precision not null check (difficulty between 1 and 10),
    reviews     integer not null check (reviews > 0),
    lapses      integer not null check (lapses >= 0),
    first_day   date not null,
    last_day    date not null,
    due_at      timestamptz not null,
    primary key (learner, lesson, card)
);
