-- What a vote is for, beyond its class: a proposal, the founding charter, another term, an earlier end, or another convenor. A practice
-- vote of the simulation decides nothing.
CREATE TYPE "vote_purpose" AS ENUM ('proposal', 'charter', 'renewal', 'ending', 'convenor', 'practice');

ALTER TABLE "vote"
  ADD COLUMN "purpose" "vote_purpose",
  -- The sunset that a vote on renewal or on an earlier end would set.
  ADD COLUMN "asks_sunset_at" TIMESTAMPTZ(6),
  -- Whom a vote on the convenor's office would make convenor.
  ADD COLUMN "asks_convenor_id" UUID;
ALTER TABLE vote DISABLE TRIGGER vote_frozen;
UPDATE vote SET purpose = (CASE
  WHEN proposal_id IS NOT NULL THEN 'proposal' WHEN class = 'charter' THEN 'charter' ELSE 'practice'
END)::vote_purpose;
ALTER TABLE vote ENABLE TRIGGER vote_frozen;
ALTER TABLE vote ALTER COLUMN purpose SET NOT NULL;
ALTER TABLE vote ADD CONSTRAINT vote_purpose_fits CHECK (
  (purpose = 'proposal') = (proposal_id IS NOT NULL)
  AND (purpose IN ('renewal', 'ending')) = (asks_sunset_at IS NOT NULL)
  AND (purpose = 'convenor') = (asks_convenor_id IS NOT NULL)
  AND (class = 'charter' OR purpose IN ('proposal', 'practice'))
);
ALTER TABLE "vote" ADD CONSTRAINT "vote_asks_convenor_id_fkey"
  FOREIGN KEY ("asks_convenor_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- A vote that was cancelled does not count as a round.
DROP INDEX "vote_proposal_id_round_key";
CREATE INDEX "vote_proposal_id_idx" ON "vote"("proposal_id");
CREATE UNIQUE INDEX vote_one_a_round ON vote (proposal_id, round) WHERE cancelled_at IS NULL;
-- One vote on each such question at a time: announced, open or being counted.
CREATE UNIQUE INDEX vote_one_pending ON vote (parish_id, purpose)
  WHERE purpose NOT IN ('proposal', 'practice') AND closed_at IS NULL AND cancelled_at IS NULL;

CREATE OR REPLACE FUNCTION keep_vote_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.parish_id, NEW.proposal_id, NEW.class, NEW.question, NEW.method, NEW.publicity, NEW.tally_step_ballots, NEW.tie_rule,
      NEW.seed, NEW.rules, NEW.round, NEW.notice_at, NEW.opens_at, NEW.closes_at, NEW.purpose, NEW.asks_sunset_at, NEW.asks_convenor_id)
     IS DISTINCT FROM
     (OLD.parish_id, OLD.proposal_id, OLD.class, OLD.question, OLD.method, OLD.publicity, OLD.tally_step_ballots, OLD.tie_rule,
      OLD.seed, OLD.rules, OLD.round, OLD.notice_at, OLD.opens_at, OLD.closes_at, OLD.purpose, OLD.asks_sunset_at, OLD.asks_convenor_id)
  THEN RAISE EXCEPTION 'the terms of a vote are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.opened_at IS NOT NULL AND (NEW.opened_at IS DISTINCT FROM OLD.opened_at OR NEW.roll_size IS DISTINCT FROM OLD.roll_size OR NEW.cancelled_at IS NOT NULL)
  THEN RAISE EXCEPTION 'a vote that has opened keeps its roll and cannot be cancelled' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.closed_at IS NOT NULL AND (OLD.ruling IS NOT NULL OR NEW.closed_at IS DISTINCT FROM OLD.closed_at OR NEW."cast" <> OLD."cast")
  THEN RAISE EXCEPTION 'a closed vote cannot be changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- A renewal adds a term that starts on the day of the sunset that it puts off. `term_starts_on` is the term that was running when that was
-- decided; which of the two runs now follows from the clock.
ALTER TABLE "parish" ADD COLUMN "next_term_starts_on" DATE;

-- What a council owes when residents have renewed their parish: a yes or no to each power.
ALTER TYPE "duty_kind" ADD VALUE 'renewal';
ALTER TABLE "duty" ADD COLUMN "vote_id" UUID;
CREATE UNIQUE INDEX "duty_vote_id_key" ON "duty"("vote_id");
ALTER TABLE "duty" ADD CONSTRAINT "duty_vote_id_fkey" FOREIGN KEY ("vote_id") REFERENCES "vote"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE TYPE "confirmation" AS ENUM ('confirm', 'refuse');
CREATE TABLE "power_confirmation" (
    "duty_id" UUID NOT NULL,
    "power_id" UUID NOT NULL,
    "answer" "confirmation" NOT NULL,
    "ground" TEXT,
    "reasons" TEXT NOT NULL,
    "officer_id" UUID NOT NULL,
    "officer_name" TEXT NOT NULL,
    "officer_post" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "power_confirmation_pkey" PRIMARY KEY ("duty_id", "power_id")
);
ALTER TABLE "power_confirmation" ADD CONSTRAINT "power_confirmation_duty_id_fkey"
  FOREIGN KEY ("duty_id") REFERENCES "duty"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "power_confirmation" ADD CONSTRAINT "power_confirmation_power_id_fkey"
  FOREIGN KEY ("power_id") REFERENCES "power"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER power_confirmation_append_only BEFORE UPDATE OR DELETE ON power_confirmation
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
