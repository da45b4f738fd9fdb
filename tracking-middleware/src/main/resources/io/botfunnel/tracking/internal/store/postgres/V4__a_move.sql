-- That all this is moved to another outbox, or from one: one row at most.
CREATE TABLE move_mark (
  move_id VARCHAR(36)   PRIMARY KEY,
  part    VARCHAR(8)    NOT NULL,
  -- The other outbox, without what may be secret.
  place   VARCHAR(1000) NOT NULL
);

-- How far a move to this outbox has come: of each table the key of the last row, and how many rows.
CREATE TABLE move_step (
  name  VARCHAR(20)  PRIMARY KEY,
  up_to VARCHAR(400) NOT NULL,
  n     BIGINT       NOT NULL
);
