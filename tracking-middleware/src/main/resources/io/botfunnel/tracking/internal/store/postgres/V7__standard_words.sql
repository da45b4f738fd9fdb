-- Tables and columns have the words of this field. Rights and free space in pages go along. A process
-- of an older version fails with "relation does not exist" from here on, and writes nothing.
ALTER TABLE handed RENAME TO staged;
ALTER INDEX handed_pkey RENAME TO staged_pkey;
ALTER SEQUENCE handed_id_seq RENAME TO staged_id_seq;

ALTER TABLE noted RENAME TO flagged;
ALTER INDEX noted_pkey RENAME TO flagged_pkey;
ALTER TABLE flagged RENAME COLUMN note TO flag;

ALTER TABLE tally RENAME TO counter;
ALTER INDEX tally_pkey RENAME TO counter_pkey;
ALTER TABLE counter RENAME COLUMN counted TO name;

-- The fencing token grows with each lease of a lane: what a worker with an older one gives back late
-- changes nothing.
ALTER TABLE lane RENAME COLUMN fence TO fencing_token;

-- A heartbeat renews the lease of a worker, by this database's clock.
ALTER TABLE worker RENAME COLUMN alive_until_ms TO lease_until_ms;

ALTER TABLE move_mark RENAME COLUMN place TO other_outbox;

ALTER TABLE move_step RENAME TO copy_progress;
ALTER INDEX move_step_pkey RENAME TO copy_progress_pkey;
ALTER TABLE copy_progress RENAME COLUMN name TO table_name;
ALTER TABLE copy_progress RENAME COLUMN up_to TO last_key;
ALTER TABLE copy_progress RENAME COLUMN n TO copied_rows;
-- A move that an older version began goes on where it stopped.
UPDATE copy_progress SET table_name = 'staged' WHERE table_name = 'handed';
UPDATE copy_progress SET table_name = 'flagged' WHERE table_name = 'noted';
UPDATE copy_progress SET table_name = 'counter' WHERE table_name = 'tally';
