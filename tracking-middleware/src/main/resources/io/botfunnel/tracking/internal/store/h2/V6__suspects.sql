-- Entries whose handlers were running when a process ended, so that any of them may have ended it.
CREATE TABLE suspect (
  id        BIGINT      PRIMARY KEY,
  topic     VARCHAR(40) NOT NULL,
  -- How many processes died while it ran alone.
  deaths    INTEGER     NOT NULL,
  -- When one that is quarantined is tried again.
  due_at_ms BIGINT
);
-- What was set aside without proof is tried again.
INSERT INTO suspect (id, topic, deaths, due_at_ms)
  SELECT n.id, n.topic, 3, 0 FROM noted n JOIN settled s ON s.id = n.id
  WHERE n.note = 'refused' AND s.state = 'refused' AND (n.topic = 'inbox' OR n.topic LIKE 'inbox@%')
    AND s.reason LIKE 'the process died % times while it was handled';
