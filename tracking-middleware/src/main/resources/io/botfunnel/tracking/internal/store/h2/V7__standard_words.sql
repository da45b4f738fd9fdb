-- Tables and columns have the words of this field.
ALTER TABLE handed RENAME TO staged;

ALTER TABLE noted RENAME TO flagged;
ALTER TABLE flagged RENAME COLUMN note TO flag;

ALTER TABLE tally RENAME TO counter;
ALTER TABLE counter RENAME COLUMN counted TO name;

ALTER TABLE move_mark RENAME COLUMN place TO other_outbox;

ALTER TABLE move_step RENAME TO copy_progress;
ALTER TABLE copy_progress RENAME COLUMN name TO table_name;
ALTER TABLE copy_progress RENAME COLUMN up_to TO last_key;
ALTER TABLE copy_progress RENAME COLUMN n TO copied_rows;
-- A move that an older version began goes on where it stopped.
UPDATE copy_progress SET table_name = 'staged' WHERE table_name = 'handed';
UPDATE copy_progress SET table_name = 'flagged' WHERE table_name = 'noted';
UPDATE copy_progress SET table_name = 'counter' WHERE table_name = 'tally';
