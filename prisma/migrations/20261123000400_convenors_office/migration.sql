-- The days on which the holder of an office says that they are away. Both are whole days, the last one included.
ALTER TABLE "parish_office" ADD COLUMN "away_from" DATE, ADD COLUMN "away_until" DATE;
ALTER TABLE parish_office ADD CONSTRAINT parish_office_away_whole
  CHECK ((away_from IS NULL) = (away_until IS NULL) AND away_until >= away_from);

-- People who have said that they would hold an office. Nobody is given one, or is put to a vote, who has not.
CREATE TABLE "office_volunteer" (
    "parish_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "office" "office" NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "office_volunteer_pkey" PRIMARY KEY ("parish_id", "person_id", "office")
);
CREATE INDEX "office_volunteer_person_id_idx" ON "office_volunteer"("person_id");
ALTER TABLE "office_volunteer" ADD CONSTRAINT "office_volunteer_parish_id_fkey"
  FOREIGN KEY ("parish_id") REFERENCES "parish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "office_volunteer" ADD CONSTRAINT "office_volunteer_person_id_fkey"
  FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A demand by residents for a vote on another convenor.
CREATE TABLE "requisition" (
    "id" UUID NOT NULL,
    "parish_id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "started_by_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(6) NOT NULL,
    -- When enough people had signed: how many, of how many on the parish roll, and the vote that this brought.
    "met_at" TIMESTAMPTZ(6),
    "signed" INTEGER,
    "roll" INTEGER,
    "vote_id" UUID,
    "closed_at" TIMESTAMPTZ(6),
    "closed_reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "requisition_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "requisition_parish_id_idx" ON "requisition"("parish_id");
CREATE UNIQUE INDEX "requisition_vote_id_key" ON "requisition"("vote_id");
ALTER TABLE "requisition" ADD CONSTRAINT "requisition_parish_id_fkey"
  FOREIGN KEY ("parish_id") REFERENCES "parish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "requisition" ADD CONSTRAINT "requisition_candidate_id_fkey"
  FOREIGN KEY ("candidate_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "requisition" ADD CONSTRAINT "requisition_vote_id_fkey"
  FOREIGN KEY ("vote_id") REFERENCES "vote"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE requisition ADD CONSTRAINT requisition_met_whole
  CHECK (num_nulls(met_at, signed, roll, vote_id) IN (0, 4));

-- Who has signed. Emptied when the requisition ends, so that only the number is kept.
CREATE TABLE "requisition_signature" (
    "requisition_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "requisition_signature_pkey" PRIMARY KEY ("requisition_id", "person_id")
);
CREATE INDEX "requisition_signature_person_id_idx" ON "requisition_signature"("person_id");
ALTER TABLE "requisition_signature" ADD CONSTRAINT "requisition_signature_requisition_id_fkey"
  FOREIGN KEY ("requisition_id") REFERENCES "requisition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "requisition_signature" ADD CONSTRAINT "requisition_signature_person_id_fkey"
  FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A conflict of interest that the holder of an office has declared on a proposal (section 33).
CREATE TABLE "conflict_of_interest" (
    "id" UUID NOT NULL,
    "proposal_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "office" "office" NOT NULL,
    "reason" TEXT NOT NULL,
    "declared_at" TIMESTAMPTZ(6) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(6),

    CONSTRAINT "conflict_of_interest_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "conflict_of_interest_proposal_id_idx" ON "conflict_of_interest"("proposal_id");
CREATE UNIQUE INDEX conflict_of_interest_one ON conflict_of_interest (proposal_id, person_id) WHERE withdrawn_at IS NULL;
ALTER TABLE "conflict_of_interest" ADD CONSTRAINT "conflict_of_interest_proposal_id_fkey"
  FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "conflict_of_interest" ADD CONSTRAINT "conflict_of_interest_person_id_fkey"
  FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Whom the council has named to act on one proposal, because convenor and deputy may not.
CREATE TABLE "acting_person" (
    "id" UUID NOT NULL,
    "proposal_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "officer_id" UUID NOT NULL,
    "officer_name" TEXT NOT NULL,
    "officer_post" TEXT NOT NULL,
    "named_at" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "acting_person_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "acting_person_proposal_id_idx" ON "acting_person"("proposal_id");
CREATE UNIQUE INDEX acting_person_one ON acting_person (proposal_id) WHERE ended_at IS NULL;
ALTER TABLE "acting_person" ADD CONSTRAINT "acting_person_proposal_id_fkey"
  FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "acting_person" ADD CONSTRAINT "acting_person_person_id_fkey"
  FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
