-- Exercises of trainers, sessions of trainees.

CREATE TABLE exercises (
    id         TEXT PRIMARY KEY NOT NULL, -- UUIDv7
    title      TEXT NOT NULL,
    created    INTEGER NOT NULL,
    created_by TEXT NOT NULL
) STRICT;

-- A version's rules and items never change; only its state moves on.
CREATE TABLE exercise_versions (
    exercise  TEXT NOT NULL REFERENCES exercises (id),
    version   INTEGER NOT NULL, -- from 1
    rules     TEXT NOT NULL, -- JSON
    state     TEXT NOT NULL CHECK (state IN ('generating', 'ready', 'failed', 'published')),
    fault     TEXT, -- why it failed
    total     INTEGER NOT NULL, -- items that it will have
    created   INTEGER NOT NULL,
    published INTEGER,
    PRIMARY KEY (exercise, version)
) STRICT;

CREATE INDEX exercise_versions_in_work ON exercise_versions (created) WHERE state = 'generating';

CREATE TABLE exercise_items (
    exercise TEXT NOT NULL,
    version  INTEGER NOT NULL,
    number   INTEGER NOT NULL, -- from 0
    content  TEXT NOT NULL, -- JSON: pictures, choices and truth
    PRIMARY KEY (exercise, version, number),
    FOREIGN KEY (exercise, version) REFERENCES exercise_versions (exercise, version)
) STRICT;

CREATE TABLE exercise_trainees (
    exercise TEXT NOT NULL REFERENCES exercises (id),
    trainee  TEXT NOT NULL,
    assigned INTEGER NOT NULL,
    PRIMARY KEY (exercise, trainee)
) STRICT;

CREATE TABLE training_sessions (
    id       TEXT PRIMARY KEY NOT NULL, -- UUIDv7
    exercise TEXT NOT NULL,
    version  INTEGER NOT NULL,
    trainee  TEXT NOT NULL,
    seed     INTEGER NOT NULL, -- fixes the order of the items
    level    REAL, -- where the adaptive mode begins
    began    INTEGER NOT NULL,
    ended    INTEGER,
    FOREIGN KEY (exercise, version) REFERENCES exercise_versions (exercise, version)
) STRICT;

-- One open session a person and exercise: an interrupted one goes on.
CREATE UNIQUE INDEX training_sessions_open ON training_sessions (exercise, trainee) WHERE ended IS NULL;
CREATE INDEX training_sessions_of_trainee ON training_sessions (trainee, began);

CREATE TABLE training_answers (
    session   TEXT NOT NULL REFERENCES training_sessions (id),
    position  INTEGER NOT NULL, -- from 0
    item      INTEGER NOT NULL,
    shown     INTEGER NOT NULL, -- when it was handed out, by the service's clock
    answered  INTEGER,
    answer    TEXT, -- JSON, as the trainee gave it
    judgement TEXT, -- JSON
    PRIMARY KEY (session, position)
) STRICT;
