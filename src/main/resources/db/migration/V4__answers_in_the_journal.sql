-- Answers are in the journal, with what was in force when they were given, and grades look at them nowhere else.
drop table answer;
