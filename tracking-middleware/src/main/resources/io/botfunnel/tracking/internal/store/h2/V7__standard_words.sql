-- Tables and columns have the words of this field. A table whose key has a renamed column is made
-- anew: until it is opened again, H2's information_schema has the old name in the key.
ALTER TABLE handed RENAME TO staged;

CREATE TABLE flagged (
  topic VARCHAR(40) NOT NULL,
  flag  VARCHAR(12) NOT NULL,
  id    BIGINT      NOT NULL,
  PRIMARY KEY (topic, flag, id)
);
INSERT INTO flagged (topic, flag, id) SELECT topic, note, id FROM noted;
DROP TABLE noted;

CREATE TABLE counter (
  topic VARCHAR(40) NOT NULL,
  name  VARCHAR(12) NOT NULL,
  n     BIGINT      NOT NULL,
  PRIMARY KEY (topic, name)
);
INSERT INTO counter (topic, name, n) SELECT topic, counted, n FROM tally;
DROP TABLE tally;

ALTER TABLE move_mark RENAME COLUMN place TO other_outbox;

-- A move that an older version began goes on where it stopped.
CREATE TABLE copy_progress (
  table_name  VARCHAR(20)  PRIMARY KEY,
  last_key    VARCHAR(400) NOT NULL,
  copied_rows BIGINT       NOT NULL
);
INSERT INTO copy_progress (table_name, last_key, copied_rows)
  SELECT CASE name
      WHEN 'handed' THEN 'staged' WHEN 'noted' THEN 'flagged' WHEN 'tally' THEN 'counter' ELSE name
    END, up_to, n
  FROM move_step;
DROP TABLE move_step;
