-- What a council's officers keep to themselves while they work on their docket. Each stands in a table of its own, so that nothing which
-- publishes a duty can take it along.

-- Which officer deals with a duty. It names the post and not the person: when the post ends, so does this.
CREATE TABLE "duty_assignment" (
    "duty_id" UUID NOT NULL,
    "role_id" UUID NOT NULL,
    "by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "duty_assignment_pkey" PRIMARY KEY ("duty_id")
);
CREATE INDEX "duty_assignment_role_id_idx" ON "duty_assignment"("role_id");
ALTER TABLE "duty_assignment" ADD CONSTRAINT "duty_assignment_duty_id_fkey"
  FOREIGN KEY ("duty_id") REFERENCES "duty"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "duty_assignment" ADD CONSTRAINT "duty_assignment_role_id_fkey"
  FOREIGN KEY ("role_id") REFERENCES "role"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "duty_note" (
    "id" UUID NOT NULL,
    "duty_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "author_name" TEXT NOT NULL,
    "author_post" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "duty_note_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "duty_note_duty_id_at_idx" ON "duty_note"("duty_id", "at");
ALTER TABLE "duty_note" ADD CONSTRAINT "duty_note_duty_id_fkey"
  FOREIGN KEY ("duty_id") REFERENCES "duty"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What a council often answers, to begin an answer with.
CREATE TABLE "answer_template" (
    "id" UUID NOT NULL,
    "council_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "answer" "answer" NOT NULL,
    "ground" TEXT,
    "reasons" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "by_name" TEXT NOT NULL,
    "by_post" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "answer_template_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "answer_template_council_id_name_key" ON "answer_template"("council_id", "name");
ALTER TABLE "answer_template" ADD CONSTRAINT "answer_template_council_id_fkey"
  FOREIGN KEY ("council_id") REFERENCES "council"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- An answer that is being written. It keeps what stands in the boxes of the form as it was typed, finished or not.
CREATE TABLE "answer_draft" (
    "duty_id" UUID NOT NULL,
    "typed" JSONB NOT NULL,
    "revision" INTEGER NOT NULL,
    "by_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "by_post" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "answer_draft_pkey" PRIMARY KEY ("duty_id")
);
ALTER TABLE "answer_draft" ADD CONSTRAINT "answer_draft_duty_id_fkey"
  FOREIGN KEY ("duty_id") REFERENCES "duty"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The docket, and the front page, ask for what is not answered and not done, however much has been answered and done.
CREATE INDEX duty_open ON duty (council_id) WHERE answered_at IS NULL;
CREATE INDEX commitment_open ON commitment (proposal_id) WHERE done_at IS NULL;
-- Answers, the latest first.
CREATE INDEX "duty_council_id_answered_at_id_idx" ON "duty"("council_id", "answered_at", "id");
