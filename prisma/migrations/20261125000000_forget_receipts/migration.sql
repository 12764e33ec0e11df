-- A receipt that was typed with a slip is not in the ballot file, and still tells beside a name which ballot was meant. None is kept.
ALTER TABLE contest DROP COLUMN receipt;
