-- Who appoints whom, what is done at the machine itself, and homes that a council ends.

-- An officer who may appoint and remove the officers and councillors of the same council.
ALTER TABLE "role" ADD COLUMN "may_appoint" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "role" ADD CONSTRAINT "role_appointer_is_officer" CHECK (NOT "may_appoint" OR "kind" = 'officer');

-- Somebody at the machine acts without an account.
ALTER TABLE "audit_line" ALTER COLUMN "person_id" DROP NOT NULL;

-- Why the council ended a confirmed home. Only the person is told.
ALTER TABLE "residency" ADD COLUMN "ended_reason" TEXT;
