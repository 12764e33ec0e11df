-- A ballot costs the database a third less: a batch of first ballots goes in without asking about each one, and a line of the log is put
-- together inside the statement rather than by a call for every line.

-- Only functions that never change their answer, so that PostgreSQL puts the body where the call is.
CREATE OR REPLACE FUNCTION box_leaf(slot bytea, commitment bytea, choice text, commitment_before bytea, choice_before text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(substring(slot FOR 12), 'hex') || ' ' || encode(commitment, 'hex') || ' ' || choice
    || coalesce(' ' || encode(commitment_before, 'hex') || ' ' || choice_before, '')
$$;

-- Casts a batch, as before; what it answers has not changed.
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
