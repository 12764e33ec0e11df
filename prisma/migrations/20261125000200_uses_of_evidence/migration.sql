-- Each use of a file has its own sender, words and standing: the same picture of two senders is two rows.
DROP INDEX "evidence_commitment_id_hash_key";
CREATE INDEX "evidence_commitment_id_hash_idx" ON "evidence"("commitment_id", "hash");

-- A report or a file is hidden on a listed ground, and everybody reads in which office that was done.
ALTER TABLE "evidence" ADD COLUMN "hidden_ground" TEXT NOT NULL DEFAULT '', ADD COLUMN "hidden_by_post" TEXT NOT NULL DEFAULT '';
ALTER TABLE "delivery_report" ADD COLUMN "hidden_ground" TEXT NOT NULL DEFAULT '', ADD COLUMN "hidden_by_post" TEXT NOT NULL DEFAULT '';
