-- Rules that must not be broken live here as well as in the code: the one clock, the append-only records, and the
-- box of a vote, which only the functions below may touch.

-- The clock ---------------------------------------------------------------------------------------------------------

INSERT INTO clock (id) VALUES (1);
ALTER TABLE clock ADD CONSTRAINT clock_is_one_row CHECK (id = 1);
ALTER TABLE clock ADD CONSTRAINT clock_offset_range CHECK (abs(offset_ms) < 3155760000000);

-- The application's instant. It reads the real clock at the moment of the call, not of the statement or transaction,
-- so that a wait for a lock counts as time that has passed.
CREATE FUNCTION app_now() RETURNS timestamptz
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE moved bigint;
BEGIN
  SELECT offset_ms INTO moved FROM clock WHERE id = 1;
  RETURN clock_timestamp() + moved * interval '1 millisecond';
END $$;

-- Moves the simulation's clock. Only granted to the application while the simulation is on.
CREATE FUNCTION move_clock(by_ms bigint) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE clock SET offset_ms = offset_ms + by_ms WHERE id = 1;
  RETURN app_now();
END $$;

-- Plain constraints -------------------------------------------------------------------------------------------------

CREATE UNIQUE INDEX residency_one_live ON residency (person_id) WHERE ended_at IS NULL AND refused_at IS NULL;
CREATE UNIQUE INDEX parish_office_one_holder ON parish_office (parish_id, office) WHERE ended_at IS NULL;

ALTER TABLE person ADD CONSTRAINT person_email_form CHECK (email = lower(email) AND position('@' IN email) > 1);
ALTER TABLE residency ADD CONSTRAINT residency_confirmed_by CHECK ((confirmed_at IS NULL) = (confirmed_by IS NULL));
ALTER TABLE ward ADD CONSTRAINT ward_electorate_has_source CHECK (electorate IS NULL OR (electorate > 0 AND electorate_source IS NOT NULL));
ALTER TABLE vote ADD CONSTRAINT vote_window CHECK (closes_at > opens_at AND opens_at >= notice_at);
ALTER TABLE vote ADD CONSTRAINT vote_cast_within_roll CHECK ("cast" BETWEEN 0 AND coalesce(roll_size, 0));
ALTER TABLE vote ADD CONSTRAINT vote_closed_in_order CHECK (closed_at IS NULL OR (opened_at IS NOT NULL AND closed_at >= closes_at));
ALTER TABLE power ADD CONSTRAINT power_term CHECK (lapses_at > granted_from);
ALTER TABLE power ADD CONSTRAINT power_budgets CHECK (budget_year_pence >= 0 AND budget_decision_pence >= 0);
ALTER TABLE parish ADD CONSTRAINT parish_term CHECK ((active_from_at IS NULL) = (sunset_at IS NULL) AND (sunset_at IS NULL OR sunset_at > active_from_at));
ALTER TABLE proposal ADD CONSTRAINT proposal_cost CHECK (cost_pence >= 0);

-- Append-only records -----------------------------------------------------------------------------------------------

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER minute_entry_append_only BEFORE UPDATE OR DELETE ON minute_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER minute_entry_no_truncate BEFORE TRUNCATE ON minute_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ballot_append_only BEFORE UPDATE OR DELETE ON ballot FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ballot_no_truncate BEFORE TRUNCATE ON ballot FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER vote_step_append_only BEFORE UPDATE OR DELETE ON vote_step FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER vote_step_no_truncate BEFORE TRUNCATE ON vote_step FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER vote_mark_append_only BEFORE UPDATE OR DELETE ON vote_mark FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER vote_mark_no_truncate BEFORE TRUNCATE ON vote_mark FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER vote_log_append_only BEFORE UPDATE OR DELETE ON vote_log FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER vote_log_no_truncate BEFORE TRUNCATE ON vote_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER vote_key_append_only BEFORE UPDATE OR DELETE ON vote_key FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER vote_roll_append_only BEFORE UPDATE OR DELETE ON vote_roll FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What was fixed when notice was given, or happened since, cannot be taken back.
CREATE FUNCTION keep_vote_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.parish_id, NEW.proposal_id, NEW.class, NEW.question, NEW.method, NEW.publicity, NEW.tally_step_ballots, NEW.tie_rule,
      NEW.seed, NEW.rules, NEW.round, NEW.notice_at, NEW.opens_at, NEW.closes_at)
     IS DISTINCT FROM
     (OLD.parish_id, OLD.proposal_id, OLD.class, OLD.question, OLD.method, OLD.publicity, OLD.tally_step_ballots, OLD.tie_rule,
      OLD.seed, OLD.rules, OLD.round, OLD.notice_at, OLD.opens_at, OLD.closes_at)
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
CREATE TRIGGER vote_frozen BEFORE UPDATE ON vote FOR EACH ROW EXECUTE FUNCTION keep_vote_frozen();

-- The box of a vote -------------------------------------------------------------------------------------------------
-- Each open vote has its own tables in the schema "box": its key, slots (the live ballots), leaves (changes that the log does not hold
-- yet) and requests (the answers that were given to ballots since changed). They are made when the vote opens and dropped, files
-- and all, in the transaction that closes it. Nothing but these functions may touch them.

CREATE SCHEMA box;
REVOKE ALL ON SCHEMA box FROM PUBLIC;

CREATE FUNCTION box_name(vote uuid) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT replace(vote::text, '-', '') $$;

CREATE FUNCTION box_exists(p_vote uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT to_regclass(format('box.key_%s', box_name(p_vote))) IS NOT NULL
$$;

-- One of the two keys that HMAC-SHA-256 makes of a key of 32 bytes (RFC 2104): the key, filled up to 64 bytes, with one byte laid over all.
CREATE FUNCTION hmac_key(key bytea, over int) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_temp AS $$
DECLARE laid bytea := key || decode(repeat('00', 32), 'hex');
BEGIN
  FOR i IN 0..63 LOOP laid := set_byte(laid, i, get_byte(laid, i) # over); END LOOP;
  RETURN laid;
END $$;

-- Opens a vote whose time has come: freezes the roll as it stood at the opening instant and makes the box.
-- Answers 'opened', 'already_open', 'not_yet', 'cancelled' or 'unknown'. Safe to call from many places at once.
CREATE FUNCTION open_vote(p_vote uuid, p_key bytea) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v vote%ROWTYPE; t timestamptz; roll int; box text := box_name(p_vote);
BEGIN
  SELECT * INTO v FROM vote WHERE id = p_vote FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN 'unknown'; END IF;
  t := app_now();
  IF v.cancelled_at IS NOT NULL THEN RETURN 'cancelled'; END IF;
  IF v.opened_at IS NOT NULL THEN RETURN 'already_open'; END IF;
  IF t < v.opens_at THEN RETURN 'not_yet'; END IF;
  IF octet_length(p_key) <> 32 THEN RAISE EXCEPTION 'the key of a box is 32 bytes'; END IF;

  INSERT INTO vote_roll (vote_id, person_id)
  SELECT DISTINCT p_vote, r.person_id
  FROM residency r JOIN parish_ward w ON w.ward_id = r.ward_id
  WHERE w.parish_id = v.parish_id AND r.is_aged16 AND r.confirmed_at <= v.opens_at
    AND (r.ended_at IS NULL OR r.ended_at > v.opens_at)
  ORDER BY 2;
  GET DIAGNOSTICS roll = ROW_COUNT;

  EXECUTE format('CREATE TABLE box.key_%s (inner_key bytea NOT NULL, outer_key bytea NOT NULL)', box);
  EXECUTE format('INSERT INTO box.key_%s VALUES ($1, $2)', box) USING hmac_key(p_key, 54), hmac_key(p_key, 92);
  EXECUTE format($ddl$
    CREATE TABLE box.slot_%1$s (
      slot bytea PRIMARY KEY, choice text NOT NULL, nonce bytea NOT NULL, receipt bytea NOT NULL UNIQUE,
      commitment bytea NOT NULL, request bytea NOT NULL, changes int NOT NULL DEFAULT 0, changes_since timestamptz NOT NULL)
  $ddl$, box);
  EXECUTE format($ddl$
    CREATE TABLE box.leaf_%1$s (
      position bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, ballots int NOT NULL, lines text NOT NULL)
  $ddl$, box);
  -- Hashes cannot be made smaller, so no time is spent on trying.
  EXECUTE format('ALTER TABLE box.leaf_%s ALTER COLUMN lines SET STORAGE EXTERNAL', box);
  EXECUTE format($ddl$
    CREATE TABLE box.request_%1$s (
      slot bytea NOT NULL, request bytea NOT NULL, receipt bytea NOT NULL, nonce bytea NOT NULL, commitment bytea NOT NULL,
      PRIMARY KEY (slot, request))
  $ddl$, box);

  UPDATE vote SET opened_at = t, roll_size = roll WHERE id = p_vote;
  RETURN 'opened';
END $$;

-- A leaf that waits, as a line. The slot is shortened to what still tells voters apart.
CREATE FUNCTION box_leaf(slot bytea, commitment bytea, choice text, commitment_before bytea, choice_before text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT concat_ws(' ', encode(substring(slot FOR 12), 'hex'), encode(commitment, 'hex'), choice, encode(commitment_before, 'hex'), choice_before)
$$;

-- Puts a batch of ballots, at most one a resident, into the box of a vote. One row comes back, by ordinal, for each that
-- was not simply cast:
--   repeated          this request was answered before; the same answer again, nothing changed
--   too_many_changes  the resident has changed their ballot too often in the last hour
--   receipt_taken     the nonce was used by another ballot of this vote
--   not_open, closed, unknown
-- People and requests (16 bytes each), nonces (16), receipts (14) and commitments (32) come one after another in one value each.
-- A resident becomes a slot here and nowhere else: HMAC-SHA-256 of who they are, with the key that only the box holds.
-- The vote is locked first and only then is the clock read, so that no wait can let a late ballot in.
CREATE FUNCTION cast_ballots(
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
  -- Nearly all ballots are first ones, and go in at once. One that meets a slot or a receipt that is there already stays out for now.
  EXECUTE format($sql$
    WITH entry AS (%2$s), fresh AS (
      INSERT INTO box.slot_%1$s AS s (slot, choice, nonce, receipt, commitment, request, changes_since)
      SELECT e.slot, e.choice, e.nonce, e.receipt, e.commitment, e.request, $7 FROM entry e ORDER BY e.ordinal
      ON CONFLICT DO NOTHING
      RETURNING s.slot, s.commitment, s.choice
    ), leaves AS (
      INSERT INTO box.leaf_%1$s (ballots, lines)
      SELECT count(*)::int, string_agg(box_leaf(f.slot, f.commitment, f.choice, NULL, NULL), E'\n') FROM fresh f HAVING count(*) > 0
    ), turnout AS (
      UPDATE vote SET "cast" = "cast" + counted.ballots FROM (SELECT count(*)::int AS ballots FROM fresh) counted
      WHERE id = $10 AND counted.ballots > 0
    )
    SELECT count(*)::int FROM fresh
  $sql$, box_name(p_vote), entries)
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

-- The changes that the log of an open vote does not hold yet, oldest first: in each line a voter's slot, the new commitment and choice, and those
-- that they replace. For a step while the vote is open (p_is_last false) there are none unless it has open publicity and enough wait.
CREATE FUNCTION waiting_leaves(p_vote uuid, p_is_last boolean) RETURNS TABLE ("position" bigint, lines text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v vote%ROWTYPE; waiting bigint;
BEGIN
  SELECT * INTO v FROM vote WHERE id = p_vote;
  IF v.opened_at IS NULL OR v.closed_at IS NOT NULL THEN RETURN; END IF;
  IF NOT p_is_last THEN
    IF v.publicity <> 'open' OR app_now() >= v.closes_at THEN RETURN; END IF;
    EXECUTE format('SELECT coalesce(sum(ballots), 0) FROM box.leaf_%s', box_name(p_vote)) INTO waiting;
    IF waiting < 2 * v.tally_step_ballots THEN RETURN; END IF;
  END IF;
  RETURN QUERY EXECUTE format('SELECT l.position, l.lines FROM box.leaf_%s l ORDER BY l.position', box_name(p_vote));
EXCEPTION WHEN undefined_table THEN RETURN; -- The vote was closed in this moment.
END $$;

-- Writes a step into the log of a vote: used by the two functions below, once they hold the vote's lock.
CREATE FUNCTION append_step(
  p_vote uuid, p_number int, p_at timestamptz, p_step text, p_hash text, p_key text, p_signature text, p_size int,
  p_roots text[], p_lines text, p_ballots int, p_counts jsonb
) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE first int;
BEGIN
  SELECT coalesce(max(size), 0) INTO first FROM vote_step WHERE vote_id = p_vote;
  INSERT INTO vote_step (vote_id, number, at, step, hash, key_id, signature, size, roots)
  VALUES (p_vote, p_number, p_at, p_step, p_hash, p_key, p_signature, p_size, p_roots);
  IF p_size > first THEN INSERT INTO vote_log (vote_id, first, lines) VALUES (p_vote, first, p_lines); END IF;
  UPDATE vote SET step_number = p_number, step_hash = p_hash, step_ballots = p_ballots, step_for = (p_counts ->> 'for')::int,
    step_against = (p_counts ->> 'against')::int, step_abstain = (p_counts ->> 'abstain')::int
  WHERE id = p_vote;
END $$;

-- Grows the log and the public count of an open vote with open publicity by one step, which was computed and signed without a lock.
-- The waiting leaves at p_taken are gone afterwards; those that the step keeps back wait on, in front, as p_kept.
-- Answers false, and changes nothing, when another process was quicker or the vote's time is up.
CREATE FUNCTION publish_step(
  p_vote uuid, p_number int, p_at timestamptz, p_step text, p_hash text, p_key text, p_signature text, p_size int,
  p_roots text[], p_lines text, p_ballots int, p_counts jsonb, p_taken bigint[], p_kept text, p_kept_ballots int
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v vote%ROWTYPE; taken int;
BEGIN
  SELECT * INTO v FROM vote WHERE id = p_vote FOR NO KEY UPDATE;
  IF v.id IS NULL OR v.publicity <> 'open' OR v.opened_at IS NULL OR v.closed_at IS NOT NULL OR app_now() >= v.closes_at
    OR v.step_number <> p_number - 1 THEN RETURN false;
  END IF;
  IF p_ballots NOT BETWEEN v.step_ballots AND v."cast" THEN RAISE EXCEPTION 'a step of vote % does not follow', p_vote; END IF;
  EXECUTE format('DELETE FROM box.leaf_%s WHERE position = ANY ($1)', box_name(p_vote)) USING p_taken;
  GET DIAGNOSTICS taken = ROW_COUNT;
  IF taken <> cardinality(p_taken) THEN RAISE EXCEPTION 'a step of vote % takes in leaves that do not wait', p_vote; END IF;
  EXECUTE format('INSERT INTO box.leaf_%s (position, ballots, lines) VALUES ($1, $2, $3)', box_name(p_vote))
    USING p_taken[1], p_kept_ballots, p_kept;
  PERFORM append_step(p_vote, p_number, p_at, p_step, p_hash, p_key, p_signature, p_size, p_roots, p_lines, p_ballots, p_counts);
  RETURN true;
END $$;

-- Begins to close a vote whose time is up: holds its lock until the transaction ends. Answers 'closing', 'already_closed', 'not_yet', 'not_open'
-- or 'unknown'.
CREATE FUNCTION begin_closing(p_vote uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v vote%ROWTYPE; t timestamptz;
BEGIN
  SELECT * INTO v FROM vote WHERE id = p_vote FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN 'unknown'; END IF;
  t := app_now();
  RETURN CASE
    WHEN v.closed_at IS NOT NULL THEN 'already_closed'
    WHEN t < v.closes_at THEN 'not_yet'
    WHEN v.opened_at IS NULL THEN 'not_open'
    ELSE 'closing'
  END;
END $$;

-- Closes the box of a vote in the transaction that began to: opens every live ballot into the ballot file sorted by receipt, writes who
-- voted sorted by person, publishes the last step and drops the box with its key. The caller writes the ruling in the same transaction.
-- Everything must agree: ballots, people who voted, turnout, and the counts of the last step.
CREATE FUNCTION close_box(
  p_vote uuid, p_number int, p_at timestamptz, p_step text, p_hash text, p_key text, p_signature text, p_size int,
  p_roots text[], p_lines text, p_ballots int, p_counts jsonb
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v vote%ROWTYPE; box text := box_name(p_vote); ballots int; counts jsonb; marks int;
BEGIN
  SELECT * INTO v FROM vote WHERE id = p_vote FOR NO KEY UPDATE;
  IF v.closed_at IS NOT NULL OR v.opened_at IS NULL OR app_now() < v.closes_at THEN
    RAISE EXCEPTION 'vote % cannot be closed now', p_vote USING ERRCODE = 'restrict_violation';
  END IF;

  EXECUTE format($sql$
    INSERT INTO ballot (vote_id, receipt, nonce, choice)
    SELECT $1, convert_from(receipt, 'UTF8'), nonce, choice FROM box.slot_%s ORDER BY receipt
  $sql$, box) USING p_vote;
  GET DIAGNOSTICS ballots = ROW_COUNT;
  -- Each slot is recognised as that of somebody on the roll; one that is nobody's would be missing here.
  EXECUTE format($sql$
    INSERT INTO vote_mark (vote_id, person_id)
    SELECT r.vote_id, r.person_id
    FROM box.key_%1$s k CROSS JOIN vote_roll r
    JOIN box.slot_%1$s s ON s.slot = sha256(k.outer_key || sha256(k.inner_key || uuid_send(r.person_id)))
    WHERE r.vote_id = $1 ORDER BY r.person_id
  $sql$, box) USING p_vote;
  GET DIAGNOSTICS marks = ROW_COUNT;
  SELECT jsonb_object_agg(o.choice, (SELECT count(*) FROM ballot b WHERE b.vote_id = p_vote AND b.choice = o.choice))
  INTO counts FROM jsonb_object_keys(p_counts) AS o (choice);
  IF marks <> ballots OR marks <> v."cast" OR ballots <> p_ballots OR counts <> p_counts THEN
    RAISE EXCEPTION 'vote %: % ballots (%), % marks, % counted and a log of % (%) do not agree',
      p_vote, ballots, counts, marks, v."cast", p_ballots, p_counts;
  END IF;

  EXECUTE format('DROP TABLE box.key_%1$s, box.slot_%1$s, box.leaf_%1$s, box.request_%1$s', box);
  PERFORM append_step(p_vote, p_number, p_at, p_step, p_hash, p_key, p_signature, p_size, p_roots, p_lines, p_ballots, p_counts);
  UPDATE vote SET closed_at = p_at WHERE id = p_vote;
END $$;

-- Whether a resident has a ballot in the box of an open vote, or voted in a closed one.
CREATE FUNCTION has_voted(p_vote uuid, p_person uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE has_ballot boolean;
BEGIN
  IF NOT box_exists(p_vote) THEN
    RETURN EXISTS (SELECT 1 FROM vote_mark WHERE vote_id = p_vote AND person_id = p_person);
  END IF;
  EXECUTE format($sql$
    SELECT EXISTS (SELECT 1 FROM box.key_%1$s k
      JOIN box.slot_%1$s s ON s.slot = sha256(k.outer_key || sha256(k.inner_key || uuid_send($1))))
  $sql$, box_name(p_vote)) INTO has_ballot USING p_person;
  RETURN has_ballot;
EXCEPTION WHEN undefined_table THEN RETURN has_voted(p_vote, p_person); -- The vote was closed in this moment.
END $$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
