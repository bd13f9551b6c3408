-- What trainees read before they begin, and the lessons of the shipped course.

ALTER TABLE exercises ADD COLUMN lead TEXT; -- JSON: text by language
ALTER TABLE exercises ADD COLUMN lesson TEXT; -- the lesson's name, for one of the shipped course

CREATE UNIQUE INDEX exercises_lesson ON exercises (lesson) WHERE lesson IS NOT NULL;
