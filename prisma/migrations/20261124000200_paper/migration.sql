-- Assisted residents, who have no e-mail, and paper ballots.

-- People and papers -------------------------------------------------------------------------------------------------

ALTER TABLE "person" ALTER COLUMN "email" DROP NOT NULL;
ALTER TABLE "residency" ADD COLUMN "identity_check" TEXT NOT NULL DEFAULT '';
ALTER TABLE "supporter" ADD COLUMN "entered_by_id" UUID, ADD COLUMN "entered_by_post" TEXT NOT NULL DEFAULT '';
ALTER TABLE "seconder" ADD COLUMN "entered_by_id" UUID, ADD COLUMN "entered_by_post" TEXT NOT NULL DEFAULT '';
ALTER TABLE "vote" ADD COLUMN "paper_due_at" TIMESTAMPTZ(6), ADD COLUMN "papers_issued" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "paper_result" JSONB;
ALTER TABLE "vote_mark" ADD COLUMN "is_paper" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "paper_serial" (
    "vote_id" UUID NOT NULL,
    "serial" TEXT NOT NULL,

    CONSTRAINT "paper_serial_pkey" PRIMARY KEY ("vote_id","serial")
);
ALTER TABLE "paper_serial" ADD CONSTRAINT "paper_serial_vote_id_fkey" FOREIGN KEY ("vote_id") REFERENCES "vote"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER paper_serial_append_only BEFORE UPDATE OR DELETE ON paper_serial FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER paper_serial_no_truncate BEFORE TRUNCATE ON paper_serial FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE vote ADD CONSTRAINT vote_paper_window CHECK (paper_due_at > closes_at);
ALTER TABLE vote ADD CONSTRAINT vote_papers_within_roll CHECK (papers_issued BETWEEN 0 AND coalesce(roll_size, 0));
ALTER TABLE vote ADD CONSTRAINT vote_papers_were_offered CHECK (papers_issued = 0 OR paper_due_at IS NOT NULL);
ALTER TABLE vote ADD CONSTRAINT vote_closed_after_the_count CHECK (closed_at IS NULL OR paper_due_at IS NULL OR closed_at >= paper_due_at);

-- Whether a vote takes paper, and until when papers are counted, is said once, before it opens.
CREATE FUNCTION keep_paper_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.opened_at IS NOT NULL OR OLD.cancelled_at IS NOT NULL OR OLD.paper_due_at IS NOT NULL OR app_now() >= OLD.opens_at
  THEN RAISE EXCEPTION 'whether a vote takes paper is fixed when it opens' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER vote_paper_frozen BEFORE UPDATE ON vote FOR EACH ROW
  WHEN (NEW.paper_due_at IS DISTINCT FROM OLD.paper_due_at) EXECUTE FUNCTION keep_paper_frozen();

-- The box -----------------------------------------------------------------------------------------------------------
-- Whoever is issued a paper has a slot in the box with the choice "paper", so that one resident never has both, and so that nothing outside
-- the box tells who has one. Officers' counts lie in the box too (box.count_…, made with the first of them) and go with it: a count of
-- one paper is a ballot.

-- Casts a batch, as before. One answer more: `paper_issued`, for a resident who was issued a paper. Nothing is asked that was not asked before:
-- the resident's slot is taken, so their ballot meets it on the way that a changed ballot goes.
CREATE OR REPLACE FUNCTION cast_ballots(
  p_vote uuid, p_people bytea, p_choices text[], p_requests bytea, p_nonces bytea, p_receipts bytea, p_commitments bytea,
  p_changes_an_hour int
) RETURNS TABLE (ordinal int, outcome text, receipt text, nonce bytea, commitment bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
-- The box is young and has no statistics, so the planner would read all of it for each batch. Each ballot looks up its own few rows instead:
-- what a ballot costs does not depend on how many are in the box.
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  v vote%ROWTYPE; t timestamptz; refusal text; inner_key bytea; outer_key bytea; fresh int;
  entries CONSTANT text := $entries$
    SELECT e.ordinal::int, e.choice,
      sha256($9 || sha256($8 || substring($1 FROM 16 * e.ordinal::int - 15 FOR 16))) AS slot,
      substring($3 FROM 16 * e.ordinal::int - 15 FOR 16) AS request,
      substring($4 FROM 16 * e.ordinal::int - 15 FOR 16) AS nonce,
      substring($5 FROM 14 * e.ordinal::int - 13 FOR 14) AS receipt,
      substring($6 FROM 32 * e.ordinal::int - 31 FOR 32) AS commitment
    FROM unnest($2) WITH ORDINALITY AS e (choice, ordinal)
  $entries$;
  put_in CONSTANT text := $sql$
    WITH entry AS (%2$s), fresh AS (
      INSERT INTO box.slot_%1$s AS s (slot, choice, nonce, receipt, commitment, request, changes_since)
      SELECT e.slot, e.choice, e.nonce, e.receipt, e.commitment, e.request, $7 FROM entry e ORDER BY e.ordinal
      %3$s
      RETURNING s.slot, s.commitment, s.choice
    ), leaves AS (
      INSERT INTO box.leaf_%1$s (ballots, lines)
      SELECT count(*)::int, string_agg(box_leaf(f.slot, f.commitment, f.choice, NULL, NULL), E'\n') FROM fresh f HAVING count(*) > 0
    ), turnout AS (
      UPDATE vote SET "cast" = "cast" + counted.ballots FROM (SELECT count(*)::int AS ballots FROM fresh) counted
      WHERE id = $10 AND counted.ballots > 0
    )
    SELECT count(*)::int FROM fresh
  $sql$;
BEGIN
  SELECT * INTO v FROM vote WHERE id = p_vote FOR NO KEY UPDATE;
  t := app_now();
  refusal := CASE
    WHEN v.id IS NULL THEN 'unknown'
    WHEN v.closed_at IS NOT NULL OR t >= v.closes_at THEN 'closed'
    WHEN v.opened_at IS NULL OR t < v.opens_at THEN 'not_open'
  END;
  IF refusal IS NOT NULL THEN
    RETURN QUERY SELECT i::int, refusal, NULL::text, NULL::bytea, NULL::bytea FROM generate_subscripts(p_choices, 1) AS i;
    RETURN;
  END IF;

  EXECUTE format('SELECT inner_key, outer_key FROM box.key_%s', box_name(p_vote)) INTO inner_key, outer_key;
  -- Nearly all batches hold first ballots alone. They go in as they are, which is half the work of asking about each one first.
  BEGIN
    EXECUTE format(put_in, box_name(p_vote), entries, '')
    USING p_people, p_choices, p_requests, p_nonces, p_receipts, p_commitments, t, inner_key, outer_key, p_vote;
    RETURN;
  EXCEPTION WHEN unique_violation THEN NULL; -- A slot or a receipt is there already: nothing of this batch is in yet.
  END;
  -- Those that meet nothing go in. One that meets a slot or a receipt stays out for now.
  EXECUTE format(put_in, box_name(p_vote), entries, 'ON CONFLICT DO NOTHING')
  INTO fresh USING p_people, p_choices, p_requests, p_nonces, p_receipts, p_commitments, t, inner_key, outer_key, p_vote;
  IF fresh = cardinality(p_choices) THEN RETURN; END IF;

  RETURN QUERY EXECUTE format($sql$
    WITH entry AS MATERIALIZED (%2$s), judged AS (
      SELECT e.*, s.choice AS choice_before, s.request AS request_before, s.receipt AS receipt_before,
        s.nonce AS nonce_before, s.commitment AS commitment_before,
        coalesce(q.receipt, s.receipt) AS answered_receipt, coalesce(q.nonce, s.nonce) AS answered_nonce,
        coalesce(q.commitment, s.commitment) AS answered_commitment,
        CASE
          WHEN s.choice = 'paper' THEN 'paper_issued'
          WHEN q.request IS NOT NULL OR s.request = e.request THEN 'repeated'
          WHEN s.changes >= $10 AND s.changes_since > $7 - interval '1 hour' THEN 'too_many_changes'
          WHEN other.slot IS NOT NULL OR row_number() OVER (PARTITION BY e.receipt ORDER BY e.ordinal) > 1 THEN 'receipt_taken'
          ELSE 'cast'
        END AS verdict
      FROM entry e
      LEFT JOIN box.slot_%1$s s ON s.slot = e.slot
      LEFT JOIN box.request_%1$s q ON q.slot = e.slot AND q.request = e.request
      LEFT JOIN box.slot_%1$s other ON other.receipt = e.receipt
      -- What this very transaction has put in is done with.
      WHERE s.slot IS NULL OR s.request <> e.request OR s.nonce <> e.nonce OR s.xmin <> pg_current_xact_id()::xid
    ), changed_slots AS (
      UPDATE box.slot_%1$s AS s SET
        choice = j.choice, nonce = j.nonce, receipt = j.receipt, commitment = j.commitment, request = j.request,
        changes = CASE WHEN s.changes_since > $7 - interval '1 hour' THEN s.changes + 1 ELSE 1 END,
        changes_since = CASE WHEN s.changes_since > $7 - interval '1 hour' THEN s.changes_since ELSE $7 END
      FROM judged j WHERE s.slot = j.slot AND j.verdict = 'cast'
    ), leaves AS (
      INSERT INTO box.leaf_%1$s (ballots, lines)
      SELECT count(*)::int,
        string_agg(box_leaf(j.slot, j.commitment, j.choice, j.commitment_before, j.choice_before), E'\n' ORDER BY j.ordinal)
      FROM judged j WHERE j.verdict = 'cast' HAVING count(*) > 0
    ), requests AS (
      INSERT INTO box.request_%1$s (slot, request, receipt, nonce, commitment)
      SELECT j.slot, j.request_before, j.receipt_before, j.nonce_before, j.commitment_before FROM judged j WHERE j.verdict = 'cast'
    )
    SELECT j.ordinal, j.verdict,
      CASE j.verdict WHEN 'repeated' THEN convert_from(j.answered_receipt, 'UTF8') END,
      CASE j.verdict WHEN 'repeated' THEN j.answered_nonce END,
      CASE j.verdict WHEN 'repeated' THEN j.answered_commitment END
    FROM judged j WHERE j.verdict <> 'cast'
  $sql$, box_name(p_vote), entries)
  USING p_people, p_choices, p_requests, p_nonces, p_receipts, p_commitments, t, inner_key, outer_key, p_changes_an_hour;
END $$;

-- The instant at which the count of a vote ends and its result comes to be.
CREATE FUNCTION count_ends_at(v vote) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$ SELECT coalesce(v.paper_due_at, v.closes_at) $$;

-- Issues a paper to somebody on the roll of an open vote, unless they have an online ballot. Takes the lock that casting takes. Answers
-- 'issued', 'already_issued', 'voted_online', 'not_on_roll', 'no_paper', 'not_open', 'closed' or 'unknown'.
CREATE FUNCTION issue_paper(p_vote uuid, p_person uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v vote%ROWTYPE; t timestamptz; box text := box_name(p_vote); mine bytea; chosen text;
BEGIN
  SELECT * INTO v FROM vote WHERE id = p_vote FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN 'unknown'; END IF;
  t := app_now();
  IF v.paper_due_at IS NULL THEN RETURN 'no_paper'; END IF;
  IF v.closed_at IS NOT NULL OR t >= v.closes_at THEN RETURN 'closed'; END IF;
  IF v.opened_at IS NULL OR t < v.opens_at THEN RETURN 'not_open'; END IF;
  IF NOT EXISTS (SELECT 1 FROM vote_roll WHERE vote_id = p_vote AND person_id = p_person) THEN RETURN 'not_on_roll'; END IF;
  EXECUTE format('SELECT sha256(outer_key || sha256(inner_key || uuid_send($1))) FROM box.key_%s', box) INTO mine USING p_person;
  EXECUTE format('SELECT choice FROM box.slot_%s WHERE slot = $1', box) INTO chosen USING mine;
  IF chosen = 'paper' THEN RETURN 'already_issued'; END IF;
  IF chosen IS NOT NULL THEN RETURN 'voted_online'; END IF;
  -- Nothing of a ballot: what takes the place of its receipt is longer than any receipt.
  EXECUTE format($sql$
    INSERT INTO box.slot_%s (slot, choice, nonce, receipt, commitment, request, changes_since) VALUES ($1, 'paper', '', $1, '', '', $2)
  $sql$, box) USING mine, t;
  UPDATE vote SET papers_issued = papers_issued + 1 WHERE id = p_vote;
  RETURN 'issued';
END $$;

-- Takes one officer's count of the papers of a vote whose online box is sealed. Nobody learns what another entered, only whether the two agree.
-- When they do not, both are dropped, so that nobody can find out by trying. Answers 'waiting', 'agreed', 'differ', 'already_agreed',
-- 'wrong_sum', 'no_paper', 'not_open', 'closed' or 'unknown'.
CREATE FUNCTION enter_paper_count(
  p_vote uuid, p_officer uuid, p_for int, p_against int, p_abstain int, p_spoilt int, p_not_returned int
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v vote%ROWTYPE; t timestamptz; box text := box_name(p_vote); others int; agreeing int;
BEGIN
  SELECT * INTO v FROM vote WHERE id = p_vote FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN 'unknown'; END IF;
  t := app_now();
  IF v.paper_due_at IS NULL OR v.papers_issued = 0 THEN RETURN 'no_paper'; END IF;
  IF v.closed_at IS NOT NULL OR t >= v.paper_due_at THEN RETURN 'closed'; END IF;
  IF v.opened_at IS NULL OR t < v.closes_at THEN RETURN 'not_open'; END IF;
  IF least(p_for, p_against, p_abstain, p_spoilt, p_not_returned) < 0
    OR p_for::bigint + p_against + p_abstain + p_spoilt + p_not_returned <> v.papers_issued THEN RETURN 'wrong_sum'; END IF;
  IF to_regclass(format('box.count_%s', box)) IS NULL THEN
    EXECUTE format($ddl$
      CREATE TABLE box.count_%s (officer uuid PRIMARY KEY, is_agreed boolean NOT NULL DEFAULT false, has_differed boolean NOT NULL DEFAULT false,
        "for" int, against int, abstain int, spoilt int, not_returned int)
    $ddl$, box);
  END IF;
  EXECUTE format('SELECT count(*) FILTER (WHERE is_agreed) FROM box.count_%s', box) INTO agreeing;
  IF agreeing > 0 THEN RETURN 'already_agreed'; END IF;
  EXECUTE format($sql$
    SELECT count(*), count(*) FILTER (WHERE ("for", against, abstain, spoilt, not_returned) = ($2, $3, $4, $5, $6))
    FROM box.count_%s WHERE officer <> $1 AND "for" IS NOT NULL
  $sql$, box) INTO others, agreeing USING p_officer, p_for, p_against, p_abstain, p_spoilt, p_not_returned;
  IF others > 0 AND agreeing = 0 THEN
    EXECUTE format($sql$
      UPDATE box.count_%s SET has_differed = true, "for" = NULL, against = NULL, abstain = NULL, spoilt = NULL, not_returned = NULL
    $sql$, box);
    EXECUTE format('INSERT INTO box.count_%s (officer, has_differed) VALUES ($1, true) ON CONFLICT DO NOTHING', box) USING p_officer;
    RETURN 'differ';
  END IF;
  EXECUTE format($sql$
    INSERT INTO box.count_%s (officer, is_agreed, "for", against, abstain, spoilt, not_returned) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (officer) DO UPDATE SET is_agreed = excluded.is_agreed, "for" = excluded."for", against = excluded.against,
      abstain = excluded.abstain, spoilt = excluded.spoilt, not_returned = excluded.not_returned
  $sql$, box) USING p_officer, agreeing > 0, p_for, p_against, p_abstain, p_spoilt, p_not_returned;
  RETURN CASE WHEN agreeing > 0 THEN 'agreed' ELSE 'waiting' END;
END $$;

-- How far the officers' counts of a vote are: 'none', 'mine' (this officer has entered one and nobody else), 'other' (another has), 'differ'
-- (two have and must enter theirs again) or 'agreed'. Never a figure.
CREATE FUNCTION paper_count_stands(p_vote uuid, p_officer uuid) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE stands text;
BEGIN
  IF to_regclass(format('box.count_%s', box_name(p_vote))) IS NULL THEN RETURN 'none'; END IF;
  EXECUTE format($sql$
    SELECT CASE WHEN bool_or(is_agreed) THEN 'agreed' WHEN bool_or("for" IS NOT NULL AND officer = $1) THEN 'mine'
      WHEN bool_or("for" IS NOT NULL) THEN 'other' WHEN bool_or(has_differed) THEN 'differ' ELSE 'none' END FROM box.count_%s
  $sql$, box_name(p_vote)) INTO stands USING p_officer;
  RETURN stands;
EXCEPTION WHEN undefined_table THEN RETURN 'none'; -- The vote was closed in this moment.
END $$;

-- The count of the papers that two officers agree on; no row when there is none. Nobody sees it before the count ends.
CREATE FUNCTION agreed_paper_count(p_vote uuid)
RETURNS TABLE ("for" int, against int, abstain int, spoilt int, "notReturned" int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v vote%ROWTYPE;
BEGIN
  SELECT * INTO v FROM vote WHERE id = p_vote;
  IF v.id IS NULL OR app_now() < count_ends_at(v) OR to_regclass(format('box.count_%s', box_name(p_vote))) IS NULL THEN RETURN; END IF;
  RETURN QUERY EXECUTE format($sql$
    SELECT c."for", c.against, c.abstain, c.spoilt, c.not_returned FROM box.count_%s c WHERE c.is_agreed LIMIT 1
  $sql$, box_name(p_vote));
END $$;

-- Begins to close a vote, as before; while papers are counted the answer is 'not_yet'.
CREATE OR REPLACE FUNCTION begin_closing(p_vote uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v vote%ROWTYPE; t timestamptz;
BEGIN
  SELECT * INTO v FROM vote WHERE id = p_vote FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN 'unknown'; END IF;
  t := app_now();
  RETURN CASE
    WHEN v.closed_at IS NOT NULL THEN 'already_closed'
    WHEN t < count_ends_at(v) THEN 'not_yet'
    WHEN v.opened_at IS NULL THEN 'not_open'
    ELSE 'closing'
  END;
END $$;

-- Closes the box of a vote, as before. Papers that were counted go into the ballot file as ballots like all others: their receipts (14 bytes
-- each), nonces (16) and choices come here, and in the file, on disk as on paper, nothing sets them apart. Everybody who was issued a paper is
-- marked so, whether it came back or not.
DROP FUNCTION close_box(uuid, int, timestamptz, text, text, text, text, int, text[], text, int, jsonb);
CREATE FUNCTION close_box(
  p_vote uuid, p_number int, p_at timestamptz, p_step text, p_hash text, p_key text, p_signature text, p_size int,
  p_roots text[], p_lines text, p_ballots int, p_counts jsonb, p_paper_choices text[], p_paper_receipts bytea, p_paper_nonces bytea
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v vote%ROWTYPE; box text := box_name(p_vote); ballots int; counts jsonb; marks int; issued int; papers int := cardinality(p_paper_choices);
BEGIN
  SELECT * INTO v FROM vote WHERE id = p_vote FOR NO KEY UPDATE;
  IF v.closed_at IS NOT NULL OR v.opened_at IS NULL OR app_now() < count_ends_at(v) THEN
    RAISE EXCEPTION 'vote % cannot be closed now', p_vote USING ERRCODE = 'restrict_violation';
  END IF;

  EXECUTE format($sql$
    INSERT INTO ballot (vote_id, receipt, nonce, choice)
    SELECT $1, convert_from(b.receipt, 'UTF8'), b.nonce, b.choice FROM (
      SELECT receipt, nonce, choice FROM box.slot_%s WHERE choice <> 'paper'
      UNION ALL
      SELECT substring($3 FROM 14 * p.ordinal::int - 13 FOR 14), substring($4 FROM 16 * p.ordinal::int - 15 FOR 16), p.choice
      FROM unnest($2) WITH ORDINALITY AS p (choice, ordinal)
    ) b ORDER BY b.receipt
  $sql$, box) USING p_vote, p_paper_choices, p_paper_receipts, p_paper_nonces;
  GET DIAGNOSTICS ballots = ROW_COUNT;
  -- Each slot is recognised as that of somebody on the roll; one that is nobody's would be missing here.
  EXECUTE format($sql$
    INSERT INTO vote_mark (vote_id, person_id, is_paper)
    SELECT r.vote_id, r.person_id, s.choice = 'paper'
    FROM box.key_%1$s k CROSS JOIN vote_roll r
    JOIN box.slot_%1$s s ON s.slot = sha256(k.outer_key || sha256(k.inner_key || uuid_send(r.person_id)))
    WHERE r.vote_id = $1 ORDER BY r.person_id
  $sql$, box) USING p_vote;
  SELECT count(*) FILTER (WHERE NOT is_paper), count(*) FILTER (WHERE is_paper) INTO marks, issued FROM vote_mark WHERE vote_id = p_vote;
  SELECT jsonb_object_agg(o.choice, (SELECT count(*) FROM ballot b WHERE b.vote_id = p_vote AND b.choice = o.choice))
  INTO counts FROM jsonb_object_keys(p_counts) AS o (choice);
  IF marks + papers <> ballots OR marks <> v."cast" OR ballots <> p_ballots OR counts <> p_counts OR issued <> v.papers_issued OR papers > issued THEN
    RAISE EXCEPTION 'vote %: % ballots (%), % of them on paper, % marks, % counted, % papers issued (% marks) and a log of % (%) do not agree',
      p_vote, ballots, counts, papers, marks, v."cast", v.papers_issued, issued, p_ballots, p_counts;
  END IF;

  EXECUTE format('DROP TABLE box.key_%1$s, box.slot_%1$s, box.leaf_%1$s, box.request_%1$s', box);
  IF to_regclass(format('box.count_%s', box)) IS NOT NULL THEN EXECUTE format('DROP TABLE box.count_%s', box); END IF;
  PERFORM append_step(p_vote, p_number, p_at, p_step, p_hash, p_key, p_signature, p_size, p_roots, p_lines, p_ballots, p_counts);
  UPDATE vote SET closed_at = p_at, "cast" = ballots WHERE id = p_vote;
END $$;

-- Whether a resident was issued a paper for a vote that is open, or has closed.
CREATE FUNCTION has_paper(p_vote uuid, p_person uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE has_slot boolean;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM vote WHERE id = p_vote AND papers_issued > 0) THEN RETURN false; END IF;
  IF NOT box_exists(p_vote) THEN
    RETURN EXISTS (SELECT 1 FROM vote_mark WHERE vote_id = p_vote AND person_id = p_person AND is_paper);
  END IF;
  EXECUTE format($sql$
    SELECT EXISTS (SELECT 1 FROM box.key_%1$s k
      JOIN box.slot_%1$s s ON s.slot = sha256(k.outer_key || sha256(k.inner_key || uuid_send($1))) WHERE s.choice = 'paper')
  $sql$, box_name(p_vote)) INTO has_slot USING p_person;
  RETURN has_slot;
EXCEPTION WHEN undefined_table THEN RETURN has_paper(p_vote, p_person); -- The vote was closed in this moment.
END $$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
