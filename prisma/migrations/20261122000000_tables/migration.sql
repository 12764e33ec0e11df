-- CreateEnum
CREATE TYPE "role_kind" AS ENUM ('officer', 'councillor', 'commissioner', 'operator');

-- CreateEnum
CREATE TYPE "office" AS ENUM ('convenor', 'deputy');

-- CreateEnum
CREATE TYPE "vote_class" AS ENUM ('advisory', 'ordinary', 'spending', 'charter');

-- CreateEnum
CREATE TYPE "publicity" AS ENUM ('open', 'turnout', 'sealed');

-- CreateEnum
CREATE TYPE "method" AS ENUM ('yes_no_abstain');

-- CreateEnum
CREATE TYPE "tier" AS ENUM ('A', 'B', 'C');

-- CreateEnum
CREATE TYPE "money_type" AS ENUM ('none', 'capital', 'revenue', 'one_off');

-- CreateEnum
CREATE TYPE "legal_wrapper" AS ENUM ('s101_committee', 'area_committee', 'parish_council', 'right_to_challenge_contract', 'simulated_act');

-- CreateEnum
CREATE TYPE "power_decision" AS ENUM ('grant', 'grant_with_conditions', 'refuse');

-- CreateEnum
CREATE TYPE "side" AS ENUM ('for', 'against');

-- CreateEnum
CREATE TYPE "answer" AS ENUM ('accept', 'modify', 'reject', 'commit', 'object');

-- CreateEnum
CREATE TYPE "duty_kind" AS ENUM ('charter_review', 'decision');

-- CreateEnum
CREATE TYPE "review_outcome" AS ENUM ('keep', 'amend', 'lapse');

-- CreateEnum
CREATE TYPE "confirmed_by" AS ENUM ('officer', 'posted_code');

-- CreateTable
CREATE TABLE "clock" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "offset_ms" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "council" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "gss" TEXT NOT NULL,
    "former_codes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "kind" TEXT NOT NULL,
    "population" INTEGER,

    CONSTRAINT "council_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ward" (
    "id" UUID NOT NULL,
    "council_id" UUID NOT NULL,
    "gss" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "former_codes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "vintage" INTEGER NOT NULL,
    "electorate" INTEGER,
    "electorate_source" TEXT,
    "electorate_on" DATE,

    CONSTRAINT "ward_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "schedule" (
    "id" UUID NOT NULL,
    "council_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "commences_at" TIMESTAMPTZ(6) NOT NULL,
    "parameters" JSONB NOT NULL,
    "made_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "officer_name" TEXT NOT NULL DEFAULT '',
    "officer_post" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL DEFAULT '',
    "statement" JSONB,

    CONSTRAINT "schedule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "slug" TEXT,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_code" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "tries_left" INTEGER NOT NULL,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "sign_in_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "residency" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "ward_id" UUID NOT NULL,
    "address" TEXT,
    "is_aged16" BOOLEAN NOT NULL,
    "claimed_at" TIMESTAMPTZ(6) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(6),
    "confirmed_by" "confirmed_by",
    "confirmed_by_id" UUID,
    "refused_at" TIMESTAMPTZ(6),
    "refused_reason" TEXT,
    "ended_at" TIMESTAMPTZ(6),
    "posted_code_hash" BYTEA,
    "posted_code_expires_at" TIMESTAMPTZ(6),
    "posted_code_tries_left" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "residency_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" "role_kind" NOT NULL,
    "council_id" UUID,
    "post" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "parish" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "council_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "problem" TEXT NOT NULL DEFAULT '',
    "end_point" TEXT NOT NULL DEFAULT '',
    "starts_on" DATE,
    "term_months" INTEGER,
    "money_asked_pence" BIGINT NOT NULL DEFAULT 0,
    "money_type" "money_type" NOT NULL DEFAULT 'none',
    "money_purpose" TEXT NOT NULL DEFAULT '',
    "ordinary_publicity" "publicity",
    "spending_publicity" "publicity",
    "receiver_name" TEXT NOT NULL DEFAULT '',
    "receiver_takes" TEXT NOT NULL DEFAULT '',
    "rules" JSONB,
    "electorate" INTEGER,
    "supporters_needed" INTEGER,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "gathering_opened_at" TIMESTAMPTZ(6),
    "gathering_ends_at" TIMESTAMPTZ(6),
    "gathering_met_at" TIMESTAMPTZ(6),
    "review_completed_at" TIMESTAMPTZ(6),
    "declined_at" TIMESTAMPTZ(6),
    "approved_at" TIMESTAMPTZ(6),
    "rejected_at" TIMESTAMPTZ(6),
    "active_from_at" TIMESTAMPTZ(6),
    "term_starts_on" DATE,
    "sunset_at" TIMESTAMPTZ(6),
    "withdrawn_at" TIMESTAMPTZ(6),
    "suspended_at" TIMESTAMPTZ(6),
    "revoked_at" TIMESTAMPTZ(6),
    "minute_count" INTEGER NOT NULL DEFAULT 0,
    "minute_head" TEXT NOT NULL DEFAULT '',
    "proposal_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "parish_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "parish_ward" (
    "parish_id" UUID NOT NULL,
    "ward_id" UUID NOT NULL,

    CONSTRAINT "parish_ward_pkey" PRIMARY KEY ("parish_id","ward_id")
);

-- CreateTable
CREATE TABLE "priority_action" (
    "id" UUID NOT NULL,
    "parish_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "baseline" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "due_on" DATE NOT NULL,

    CONSTRAINT "priority_action_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "power_request" (
    "id" UUID NOT NULL,
    "parish_id" UUID NOT NULL,
    "catalogue_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "budget_year_pence" BIGINT NOT NULL DEFAULT 0,
    "decision" "power_decision",
    "conditions" TEXT NOT NULL DEFAULT '',
    "granted_budget_year_pence" BIGINT,
    "granted_budget_decision_pence" BIGINT,
    "wrapper" "legal_wrapper",
    "is_trial" BOOLEAN NOT NULL DEFAULT false,
    "ground" TEXT,
    "reasons" TEXT NOT NULL DEFAULT '',
    "decided_at" TIMESTAMPTZ(6),
    "decided_by_id" UUID,
    "officer_name" TEXT NOT NULL DEFAULT '',
    "officer_post" TEXT NOT NULL DEFAULT '',
    "decision_reference" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "power_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "power" (
    "id" UUID NOT NULL,
    "parish_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "catalogue_id" TEXT NOT NULL,
    "tier" "tier" NOT NULL,
    "service" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "conditions" TEXT NOT NULL,
    "budget_year_pence" BIGINT NOT NULL,
    "budget_decision_pence" BIGINT NOT NULL,
    "granted_from" TIMESTAMPTZ(6) NOT NULL,
    "lapses_at" TIMESTAMPTZ(6) NOT NULL,
    "is_trial" BOOLEAN NOT NULL,
    "wrapper" "legal_wrapper" NOT NULL,
    "officer_name" TEXT NOT NULL,
    "officer_post" TEXT NOT NULL,
    "decision_reference" TEXT NOT NULL,
    "suspended_at" TIMESTAMPTZ(6),
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "power_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "parish_office" (
    "id" UUID NOT NULL,
    "parish_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "office" "office" NOT NULL,
    "from_at" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "parish_office_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "founder" (
    "parish_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "joined_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "founder_pkey" PRIMARY KEY ("parish_id","person_id")
);

-- CreateTable
CREATE TABLE "supporter" (
    "parish_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "supporter_pkey" PRIMARY KEY ("parish_id","person_id")
);

-- CreateTable
CREATE TABLE "proposal" (
    "id" UUID NOT NULL,
    "parish_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "author_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "power_id" UUID,
    "change" TEXT NOT NULL DEFAULT '',
    "place" TEXT NOT NULL DEFAULT '',
    "starts_on" DATE,
    "cost_pence" BIGINT NOT NULL DEFAULT 0,
    "money_type" "money_type" NOT NULL DEFAULT 'none',
    "money_source" TEXT NOT NULL DEFAULT '',
    "who_pays_after" TEXT NOT NULL DEFAULT '',
    "measure" TEXT NOT NULL DEFAULT '',
    "baseline" TEXT NOT NULL DEFAULT '',
    "target" TEXT NOT NULL DEFAULT '',
    "measure_on" DATE,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "class" "vote_class",
    "rules" JSONB,
    "seconders_needed" INTEGER,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "submitted_at" TIMESTAMPTZ(6),
    "seconding_ends_at" TIMESTAMPTZ(6),
    "seconded_at" TIMESTAMPTZ(6),
    "withdrawn_at" TIMESTAMPTZ(6),
    "inadmissible_at" TIMESTAMPTZ(6),
    "inadmissible_ground" TEXT,
    "inadmissible_reasons" TEXT NOT NULL DEFAULT '',
    "notice_at" TIMESTAMPTZ(6),
    "under_way_at" TIMESTAMPTZ(6),
    "done_at" TIMESTAMPTZ(6),

    CONSTRAINT "proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "seconder" (
    "proposal_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(6),

    CONSTRAINT "seconder_pkey" PRIMARY KEY ("proposal_id","person_id")
);

-- CreateTable
CREATE TABLE "argument" (
    "id" UUID NOT NULL,
    "proposal_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "side" "side" NOT NULL,
    "text" TEXT NOT NULL,
    "is_observer" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "hidden_at" TIMESTAMPTZ(6),
    "hidden_by_id" UUID,
    "hidden_reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "argument_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "argument_report" (
    "argument_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "argument_report_pkey" PRIMARY KEY ("argument_id","person_id")
);

-- CreateTable
CREATE TABLE "vote" (
    "id" UUID NOT NULL,
    "parish_id" UUID NOT NULL,
    "proposal_id" UUID,
    "class" "vote_class" NOT NULL,
    "question" TEXT NOT NULL,
    "method" "method" NOT NULL,
    "publicity" "publicity" NOT NULL,
    "tally_step_ballots" INTEGER NOT NULL,
    "tie_rule" TEXT NOT NULL DEFAULT 'a tie fails',
    "seed" TEXT NOT NULL,
    "rules" JSONB NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 1,
    "notice_at" TIMESTAMPTZ(6) NOT NULL,
    "opens_at" TIMESTAMPTZ(6) NOT NULL,
    "closes_at" TIMESTAMPTZ(6) NOT NULL,
    "opened_at" TIMESTAMPTZ(6),
    "roll_size" INTEGER,
    "cast" INTEGER NOT NULL DEFAULT 0,
    "step_number" INTEGER NOT NULL DEFAULT 0,
    "step_ballots" INTEGER NOT NULL DEFAULT 0,
    "step_for" INTEGER NOT NULL DEFAULT 0,
    "step_against" INTEGER NOT NULL DEFAULT 0,
    "step_abstain" INTEGER NOT NULL DEFAULT 0,
    "step_hash" TEXT,
    "closed_at" TIMESTAMPTZ(6),
    "ruling" JSONB,
    "cancelled_at" TIMESTAMPTZ(6),
    "cancelled_reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "vote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vote_roll" (
    "vote_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "vote_roll_pkey" PRIMARY KEY ("vote_id","person_id")
);

-- CreateTable
CREATE TABLE "vote_mark" (
    "vote_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "vote_mark_pkey" PRIMARY KEY ("vote_id","person_id")
);

-- CreateTable
CREATE TABLE "vote_step" (
    "vote_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "step" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "signature" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "roots" TEXT[],

    CONSTRAINT "vote_step_pkey" PRIMARY KEY ("vote_id","number")
);

-- CreateTable
CREATE TABLE "vote_log" (
    "vote_id" UUID NOT NULL,
    "first" INTEGER NOT NULL,
    "lines" TEXT NOT NULL,

    CONSTRAINT "vote_log_pkey" PRIMARY KEY ("vote_id","first")
);

-- CreateTable
CREATE TABLE "vote_key" (
    "vote_id" UUID NOT NULL,
    "key_id" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "from" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "vote_key_pkey" PRIMARY KEY ("vote_id","key_id")
);

-- CreateTable
CREATE TABLE "ballot" (
    "vote_id" UUID NOT NULL,
    "receipt" TEXT NOT NULL,
    "nonce" BYTEA NOT NULL,
    "choice" TEXT NOT NULL,

    CONSTRAINT "ballot_pkey" PRIMARY KEY ("vote_id","receipt")
);

-- CreateTable
CREATE TABLE "duty" (
    "id" UUID NOT NULL,
    "council_id" UUID NOT NULL,
    "parish_id" UUID NOT NULL,
    "kind" "duty_kind" NOT NULL,
    "proposal_id" UUID,
    "rules" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(6) NOT NULL,
    "term_days" INTEGER,
    "acknowledge_by" TIMESTAMPTZ(6) NOT NULL,
    "date_by" TIMESTAMPTZ(6) NOT NULL,
    "answer_by" TIMESTAMPTZ(6) NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(6),
    "acknowledged_by_id" UUID,
    "dated_at" TIMESTAMPTZ(6),
    "will_answer_on" DATE,
    "pause_from" TIMESTAMPTZ(6),
    "pause_until" TIMESTAMPTZ(6),
    "pause_reason" TEXT NOT NULL DEFAULT '',
    "answered_at" TIMESTAMPTZ(6),

    CONSTRAINT "duty_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "response" (
    "id" UUID NOT NULL,
    "duty_id" UUID NOT NULL,
    "answer" "answer" NOT NULL,
    "ground" TEXT,
    "reasons" TEXT NOT NULL,
    "modified_text" TEXT NOT NULL DEFAULT '',
    "officer_id" UUID NOT NULL,
    "officer_name" TEXT NOT NULL,
    "officer_post" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "consent_until" TIMESTAMPTZ(6),
    "ruling" JSONB NOT NULL,

    CONSTRAINT "response_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "modify_consent" (
    "response_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "is_consent" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "modify_consent_pkey" PRIMARY KEY ("response_id","person_id")
);

-- CreateTable
CREATE TABLE "commitment" (
    "id" UUID NOT NULL,
    "proposal_id" UUID NOT NULL,
    "what" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "original_due_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "made_at" TIMESTAMPTZ(6) NOT NULL,
    "done_at" TIMESTAMPTZ(6),

    CONSTRAINT "commitment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outcome_review" (
    "proposal_id" UUID NOT NULL,
    "outcome" "review_outcome" NOT NULL,
    "measured" TEXT NOT NULL,
    "finding" TEXT NOT NULL,
    "by_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "outcome_review_pkey" PRIMARY KEY ("proposal_id")
);

-- CreateTable
CREATE TABLE "minute_entry" (
    "parish_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "kind" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "minute_entry_pkey" PRIMARY KEY ("parish_id","number")
);

-- CreateTable
CREATE TABLE "mail" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "sent_at" TIMESTAMPTZ(6),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "council_slug_key" ON "council"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "council_gss_key" ON "council"("gss");

-- CreateIndex
CREATE UNIQUE INDEX "ward_gss_key" ON "ward"("gss");

-- CreateIndex
CREATE INDEX "ward_council_id_name_idx" ON "ward"("council_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "schedule_council_id_version_key" ON "schedule"("council_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "person_slug_key" ON "person"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key" ON "person"("email");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "sign_in_code_email_idx" ON "sign_in_code"("email");

-- CreateIndex
CREATE INDEX "residency_ward_id_confirmed_at_idx" ON "residency"("ward_id", "confirmed_at");

-- CreateIndex
CREATE INDEX "residency_person_id_idx" ON "residency"("person_id");

-- CreateIndex
CREATE INDEX "role_person_id_idx" ON "role"("person_id");

-- CreateIndex
CREATE INDEX "role_council_id_idx" ON "role"("council_id");

-- CreateIndex
CREATE UNIQUE INDEX "parish_slug_key" ON "parish"("slug");

-- CreateIndex
CREATE INDEX "parish_council_id_idx" ON "parish"("council_id");

-- CreateIndex
CREATE INDEX "parish_ward_ward_id_idx" ON "parish_ward"("ward_id");

-- CreateIndex
CREATE UNIQUE INDEX "priority_action_parish_id_position_key" ON "priority_action"("parish_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "power_request_parish_id_catalogue_id_key" ON "power_request"("parish_id", "catalogue_id");

-- CreateIndex
CREATE UNIQUE INDEX "power_request_id_key" ON "power"("request_id");

-- CreateIndex
CREATE INDEX "power_parish_id_idx" ON "power"("parish_id");

-- CreateIndex
CREATE INDEX "parish_office_parish_id_idx" ON "parish_office"("parish_id");

-- CreateIndex
CREATE INDEX "parish_office_person_id_idx" ON "parish_office"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "proposal_parish_id_number_key" ON "proposal"("parish_id", "number");

-- CreateIndex
CREATE INDEX "argument_proposal_id_at_idx" ON "argument"("proposal_id", "at");

-- CreateIndex
CREATE INDEX "vote_parish_id_idx" ON "vote"("parish_id");

-- CreateIndex
CREATE INDEX "vote_opened_at_opens_at_idx" ON "vote"("opened_at", "opens_at");

-- CreateIndex
CREATE INDEX "vote_closed_at_closes_at_idx" ON "vote"("closed_at", "closes_at");

-- CreateIndex
CREATE UNIQUE INDEX "vote_proposal_id_round_key" ON "vote"("proposal_id", "round");

-- CreateIndex
CREATE INDEX "vote_mark_person_id_idx" ON "vote_mark"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "duty_proposal_id_key" ON "duty"("proposal_id");

-- CreateIndex
CREATE INDEX "duty_council_id_answer_by_idx" ON "duty"("council_id", "answer_by");

-- CreateIndex
CREATE INDEX "duty_parish_id_idx" ON "duty"("parish_id");

-- CreateIndex
CREATE UNIQUE INDEX "response_duty_id_key" ON "response"("duty_id");

-- CreateIndex
CREATE INDEX "commitment_proposal_id_idx" ON "commitment"("proposal_id");

-- CreateIndex
CREATE UNIQUE INDEX "mail_key_key" ON "mail"("key");

-- CreateIndex
CREATE INDEX "mail_created_at_idx" ON "mail"("created_at");

-- AddForeignKey
ALTER TABLE "ward" ADD CONSTRAINT "ward_council_id_fkey" FOREIGN KEY ("council_id") REFERENCES "council"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "schedule" ADD CONSTRAINT "schedule_council_id_fkey" FOREIGN KEY ("council_id") REFERENCES "council"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "residency" ADD CONSTRAINT "residency_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "residency" ADD CONSTRAINT "residency_ward_id_fkey" FOREIGN KEY ("ward_id") REFERENCES "ward"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role" ADD CONSTRAINT "role_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role" ADD CONSTRAINT "role_council_id_fkey" FOREIGN KEY ("council_id") REFERENCES "council"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "parish" ADD CONSTRAINT "parish_council_id_fkey" FOREIGN KEY ("council_id") REFERENCES "council"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "parish_ward" ADD CONSTRAINT "parish_ward_parish_id_fkey" FOREIGN KEY ("parish_id") REFERENCES "parish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "parish_ward" ADD CONSTRAINT "parish_ward_ward_id_fkey" FOREIGN KEY ("ward_id") REFERENCES "ward"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "priority_action" ADD CONSTRAINT "priority_action_parish_id_fkey" FOREIGN KEY ("parish_id") REFERENCES "parish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "power_request" ADD CONSTRAINT "power_request_parish_id_fkey" FOREIGN KEY ("parish_id") REFERENCES "parish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "power" ADD CONSTRAINT "power_parish_id_fkey" FOREIGN KEY ("parish_id") REFERENCES "parish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "power" ADD CONSTRAINT "power_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "power_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "parish_office" ADD CONSTRAINT "parish_office_parish_id_fkey" FOREIGN KEY ("parish_id") REFERENCES "parish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "parish_office" ADD CONSTRAINT "parish_office_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "founder" ADD CONSTRAINT "founder_parish_id_fkey" FOREIGN KEY ("parish_id") REFERENCES "parish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "founder" ADD CONSTRAINT "founder_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supporter" ADD CONSTRAINT "supporter_parish_id_fkey" FOREIGN KEY ("parish_id") REFERENCES "parish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supporter" ADD CONSTRAINT "supporter_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_parish_id_fkey" FOREIGN KEY ("parish_id") REFERENCES "parish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_power_id_fkey" FOREIGN KEY ("power_id") REFERENCES "power"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seconder" ADD CONSTRAINT "seconder_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seconder" ADD CONSTRAINT "seconder_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "argument" ADD CONSTRAINT "argument_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "argument" ADD CONSTRAINT "argument_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "argument_report" ADD CONSTRAINT "argument_report_argument_id_fkey" FOREIGN KEY ("argument_id") REFERENCES "argument"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "argument_report" ADD CONSTRAINT "argument_report_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vote" ADD CONSTRAINT "vote_parish_id_fkey" FOREIGN KEY ("parish_id") REFERENCES "parish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vote" ADD CONSTRAINT "vote_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vote_roll" ADD CONSTRAINT "vote_roll_vote_id_fkey" FOREIGN KEY ("vote_id") REFERENCES "vote"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vote_mark" ADD CONSTRAINT "vote_mark_vote_id_fkey" FOREIGN KEY ("vote_id") REFERENCES "vote"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vote_step" ADD CONSTRAINT "vote_step_vote_id_fkey" FOREIGN KEY ("vote_id") REFERENCES "vote"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vote_log" ADD CONSTRAINT "vote_log_vote_id_fkey" FOREIGN KEY ("vote_id") REFERENCES "vote"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vote_key" ADD CONSTRAINT "vote_key_vote_id_fkey" FOREIGN KEY ("vote_id") REFERENCES "vote"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ballot" ADD CONSTRAINT "ballot_vote_id_fkey" FOREIGN KEY ("vote_id") REFERENCES "vote"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty" ADD CONSTRAINT "duty_council_id_fkey" FOREIGN KEY ("council_id") REFERENCES "council"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty" ADD CONSTRAINT "duty_parish_id_fkey" FOREIGN KEY ("parish_id") REFERENCES "parish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty" ADD CONSTRAINT "duty_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "response" ADD CONSTRAINT "response_duty_id_fkey" FOREIGN KEY ("duty_id") REFERENCES "duty"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "modify_consent" ADD CONSTRAINT "modify_consent_response_id_fkey" FOREIGN KEY ("response_id") REFERENCES "response"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outcome_review" ADD CONSTRAINT "outcome_review_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "minute_entry" ADD CONSTRAINT "minute_entry_parish_id_fkey" FOREIGN KEY ("parish_id") REFERENCES "parish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

