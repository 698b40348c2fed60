-- The ids of those who will join a class as somebody new, drawn shortly before it starts: an exercise whose machine differs from
-- learner to learner can then have theirs ready before they come.
create table class_seat (
    class   uuid not null references class (id) on delete cascade,
    learner uuid primary key
);
create index class_seat_of_class on class_seat (class, learner);

-- Whether the learner took such a seat.
alter table enrolment add column seated boolean not null default false;
