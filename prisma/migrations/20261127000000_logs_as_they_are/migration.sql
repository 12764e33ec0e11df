-- The lines of a vote's log are hashes, which cannot be made much smaller. Trying took longer than all the rest of a step, while the step held
-- the lock that every ballot waits for.
ALTER TABLE "vote_log" ALTER COLUMN "lines" SET STORAGE EXTERNAL;
