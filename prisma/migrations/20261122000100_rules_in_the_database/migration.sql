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
-- Each open vote has its own tables in the schema "box": its key, slots (the live ballots), marks (who has voted),
-- leaves (changes not yet counted in public) and requests (the answers that were given to ballots since changed). They are made when the vote opens and
-- dropped, files and all, in the transaction that closes it. Nothing but these functions may touch them.

CREATE SCHEMA box;
REVOKE ALL ON SCHEMA box FROM PUBLIC;

CREATE FUNCTION box_name(vote uuid) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT replace(vote::text, '-', '') $$;

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

  EXECUTE format('CREATE TABLE box.key_%s (key bytea NOT NULL)', box);
  EXECUTE format('INSERT INTO box.key_%s VALUES ($1)', box) USING p_key;
  EXECUTE format($ddl$
    CREATE TABLE box.slot_%1$s (
      slot bytea PRIMARY KEY, choice text NOT NULL, nonce bytea NOT NULL, receipt text COLLATE "C" NOT NULL UNIQUE,
      commitment bytea NOT NULL, request uuid NOT NULL, changes int NOT NULL DEFAULT 0, changes_since timestamptz NOT NULL)
  $ddl$, box);
  EXECUTE format('CREATE TABLE box.mark_%s (person_id uuid PRIMARY KEY)', box);
  EXECUTE format($ddl$
    CREATE TABLE box.leaf_%1$s (
      position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, slot bytea NOT NULL, commitment bytea NOT NULL,
      replaces bytea, choice text NOT NULL, choice_before text)
  $ddl$, box);
  EXECUTE format($ddl$
    CREATE TABLE box.request_%1$s (
      slot bytea NOT NULL, request uuid NOT NULL, receipt text NOT NULL, nonce bytea NOT NULL, commitment bytea NOT NULL,
      PRIMARY KEY (slot, request))
  $ddl$, box);

  UPDATE vote SET opened_at = t, roll_size = roll WHERE id = p_vote;
  RETURN 'opened';
END $$;

-- The key that turns a resident into a slot, while the box exists; null otherwise.
CREATE FUNCTION box_key(p_vote uuid) RETURNS bytea
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE k bytea;
BEGIN
  IF to_regclass(format('box.key_%s', box_name(p_vote))) IS NULL THEN RETURN NULL; END IF;
  EXECUTE format('SELECT key FROM box.key_%s', box_name(p_vote)) INTO k;
  RETURN k;
END $$;

-- Puts a batch of ballots, at most one a resident, into the box of a vote. One row comes back, by ordinal, for each that
-- was not simply cast:
--   repeated          this request was answered before; the same answer again, nothing changed
--   too_many_changes  the resident has changed their ballot too often in the last hour
--   receipt_taken     the nonce was used by another ballot of this vote
--   not_open, closed, unknown
-- Slots (32 bytes), nonces (16) and commitments (32) come one after another in one value each.
-- The vote is locked first and only then is the clock read, so that no wait can let a late ballot in.
CREATE FUNCTION cast_ballots(
  p_vote uuid, p_slots bytea, p_people uuid[], p_choices text[], p_requests uuid[], p_nonces bytea, p_receipts text[],
  p_commitments bytea, p_changes_an_hour int
) RETURNS TABLE (ordinal int, outcome text, receipt text, nonce bytea, commitment bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
-- The box is young and has no statistics, so the planner would read all of it for each batch. Each ballot looks up its own few rows instead:
-- what a ballot costs does not depend on how many are in the box.
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE v vote%ROWTYPE; t timestamptz; refusal text;
BEGIN
  SELECT * INTO v FROM vote WHERE id = p_vote FOR NO KEY UPDATE;
  t := app_now();
  refusal := CASE
    WHEN v.id IS NULL THEN 'unknown'
    WHEN v.closed_at IS NOT NULL OR t >= v.closes_at THEN 'closed'
    WHEN v.opened_at IS NULL OR t < v.opens_at THEN 'not_open'
  END;
  IF refusal IS NOT NULL THEN
    RETURN QUERY SELECT i::int, refusal, NULL::text, NULL::bytea, NULL::bytea FROM generate_subscripts(p_people, 1) AS i;
    RETURN;
  END IF;

  RETURN QUERY EXECUTE format($sql$
    WITH entry AS (
      SELECT e.person, e.choice, e.request, e.receipt, e.ordinal,
        substring($1 FROM 32 * e.ordinal::int - 31 FOR 32) AS slot,
        substring($5 FROM 16 * e.ordinal::int - 15 FOR 16) AS nonce,
        substring($7 FROM 32 * e.ordinal::int - 31 FOR 32) AS commitment
      FROM unnest($2, $3, $4, $6) WITH ORDINALITY AS e (person, choice, request, receipt, ordinal)
    ), judged AS (
      SELECT e.*, s.choice AS choice_before, s.request AS request_before, s.receipt AS receipt_before,
        s.nonce AS nonce_before, s.commitment AS commitment_before,
        coalesce(q.receipt, s.receipt) AS answered_receipt, coalesce(q.nonce, s.nonce) AS answered_nonce,
        coalesce(q.commitment, s.commitment) AS answered_commitment,
        CASE
          WHEN q.request IS NOT NULL OR s.request = e.request THEN 'repeated'
          WHEN s.changes >= $8 AND s.changes_since > $9 - interval '1 hour' THEN 'too_many_changes'
          WHEN other.slot IS NOT NULL OR row_number() OVER (PARTITION BY e.receipt ORDER BY e.ordinal) > 1 THEN 'receipt_taken'
          ELSE 'cast'
        END AS verdict
      FROM entry e
      LEFT JOIN box.slot_%1$s s ON s.slot = e.slot
      LEFT JOIN box.request_%1$s q ON q.slot = e.slot AND q.request = e.request
      LEFT JOIN box.slot_%1$s other ON other.receipt = e.receipt
    ), first_slots AS (
      INSERT INTO box.slot_%1$s (slot, choice, nonce, receipt, commitment, request, changes_since)
      SELECT j.slot, j.choice, j.nonce, j.receipt, j.commitment, j.request, $9
      FROM judged j WHERE j.verdict = 'cast' AND j.choice_before IS NULL ORDER BY j.ordinal
    ), changed_slots AS (
      UPDATE box.slot_%1$s AS s SET
        choice = j.choice, nonce = j.nonce, receipt = j.receipt, commitment = j.commitment, request = j.request,
        changes = CASE WHEN s.changes_since > $9 - interval '1 hour' THEN s.changes + 1 ELSE 1 END,
        changes_since = CASE WHEN s.changes_since > $9 - interval '1 hour' THEN s.changes_since ELSE $9 END
      FROM judged j WHERE s.slot = j.slot AND j.verdict = 'cast' AND j.choice_before IS NOT NULL
    ), marks AS (
      INSERT INTO box.mark_%1$s (person_id) SELECT j.person FROM judged j WHERE j.verdict = 'cast' AND j.choice_before IS NULL
    ), turnout AS (
      UPDATE vote SET "cast" = "cast" + fresh.ballots
      FROM (SELECT count(*)::int AS ballots FROM judged j WHERE j.verdict = 'cast' AND j.choice_before IS NULL) fresh
      WHERE id = $11 AND fresh.ballots > 0
    ), leaves AS (
      INSERT INTO box.leaf_%1$s (slot, commitment, replaces, choice, choice_before)
      SELECT j.slot, j.commitment, j.commitment_before, j.choice, j.choice_before
      FROM judged j WHERE j.verdict = 'cast' AND $10 ORDER BY j.ordinal
    ), requests AS (
      INSERT INTO box.request_%1$s (slot, request, receipt, nonce, commitment)
      SELECT j.slot, j.request_before, j.receipt_before, j.nonce_before, j.commitment_before
      FROM judged j WHERE j.verdict = 'cast' AND j.choice_before IS NOT NULL
    )
    SELECT j.ordinal::int, j.verdict,
      CASE j.verdict WHEN 'repeated' THEN j.answered_receipt END,
      CASE j.verdict WHEN 'repeated' THEN j.answered_nonce END,
      CASE j.verdict WHEN 'repeated' THEN j.answered_commitment END
    FROM judged j WHERE j.verdict <> 'cast'
  $sql$, box_name(p_vote))
  USING p_slots, p_people, p_choices, p_requests, p_nonces, p_receipts, p_commitments, p_changes_an_hour, t,
    v.publicity = 'open', p_vote;
END $$;

-- Grows the public count of an open vote with open publicity by one step, when the changes of at least twice k voters
-- wait: those of the newest k voters stay back, so that a step never shows the choice of a few known people.
-- Answers whether a step was published. k is the vote's tally_step_ballots.
CREATE FUNCTION publish_step(p_vote uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v vote%ROWTYPE; t timestamptz; waiting int; d_for int; d_against int; d_abstain int; d_ballots int;
BEGIN
  SELECT * INTO v FROM vote WHERE id = p_vote FOR NO KEY UPDATE;
  t := app_now();
  IF v.id IS NULL OR v.publicity <> 'open' OR v.opened_at IS NULL OR v.closed_at IS NOT NULL OR t >= v.closes_at THEN
    RETURN false;
  END IF;
  EXECUTE format('SELECT count(DISTINCT slot)::int FROM box.leaf_%s', box_name(p_vote)) INTO waiting;
  IF waiting < 2 * v.tally_step_ballots THEN RETURN false; END IF;

  EXECUTE format($sql$
    WITH newest AS (
      SELECT slot FROM box.leaf_%1$s GROUP BY slot ORDER BY max(position) DESC LIMIT $1
    ), counted AS (
      DELETE FROM box.leaf_%1$s WHERE slot NOT IN (SELECT slot FROM newest) RETURNING choice, choice_before
    )
    SELECT
      (count(*) FILTER (WHERE choice = 'for') - count(*) FILTER (WHERE choice_before = 'for'))::int,
      (count(*) FILTER (WHERE choice = 'against') - count(*) FILTER (WHERE choice_before = 'against'))::int,
      (count(*) FILTER (WHERE choice = 'abstain') - count(*) FILTER (WHERE choice_before = 'abstain'))::int,
      count(*) FILTER (WHERE choice_before IS NULL)::int
    FROM counted
  $sql$, box_name(p_vote)) INTO d_for, d_against, d_abstain, d_ballots USING v.tally_step_ballots;

  UPDATE vote SET step_number = step_number + 1, step_ballots = step_ballots + d_ballots, step_for = step_for + d_for,
    step_against = step_against + d_against, step_abstain = step_abstain + d_abstain
  WHERE id = p_vote RETURNING * INTO v;
  INSERT INTO vote_step (vote_id, number, at, ballots, for_count, against_count, abstain_count)
  VALUES (p_vote, v.step_number, t, v.step_ballots, v.step_for, v.step_against, v.step_abstain);
  RETURN true;
END $$;

-- Closes the box of a vote whose time is up: opens every live ballot into the ballot file sorted by receipt, writes who
-- voted sorted by person, publishes the last step and drops the box with its key. The caller writes the ruling in the same
-- transaction. Answers 'closed', 'already_closed', 'not_yet', 'not_open' or 'unknown'.
CREATE FUNCTION close_box(p_vote uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v vote%ROWTYPE; t timestamptz; box text := box_name(p_vote); ballots int; c_for int; c_against int; c_abstain int; marks int;
BEGIN
  SELECT * INTO v FROM vote WHERE id = p_vote FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN 'unknown'; END IF;
  t := app_now();
  IF v.closed_at IS NOT NULL THEN RETURN 'already_closed'; END IF;
  IF t < v.closes_at THEN RETURN 'not_yet'; END IF;
  IF v.opened_at IS NULL THEN RETURN 'not_open'; END IF;

  EXECUTE format('INSERT INTO ballot (vote_id, receipt, nonce, choice) SELECT $1, receipt, nonce, choice FROM box.slot_%s ORDER BY receipt', box) USING p_vote;
  EXECUTE format('INSERT INTO vote_mark (vote_id, person_id) SELECT $1, person_id FROM box.mark_%s ORDER BY person_id', box) USING p_vote;
  GET DIAGNOSTICS marks = ROW_COUNT;
  SELECT count(*)::int, count(*) FILTER (WHERE choice = 'for')::int, count(*) FILTER (WHERE choice = 'against')::int,
    count(*) FILTER (WHERE choice = 'abstain')::int
  INTO ballots, c_for, c_against, c_abstain FROM ballot WHERE vote_id = p_vote;
  IF marks <> ballots OR marks <> v."cast" THEN
    RAISE EXCEPTION 'vote %: % ballots, % marks and % counted do not agree', p_vote, ballots, marks, v."cast";
  END IF;

  EXECUTE format('DROP TABLE box.key_%1$s, box.slot_%1$s, box.mark_%1$s, box.leaf_%1$s, box.request_%1$s', box);
  UPDATE vote SET closed_at = t, step_number = step_number + 1, step_ballots = ballots, step_for = c_for, step_against = c_against, step_abstain = c_abstain
  WHERE id = p_vote RETURNING * INTO v;
  INSERT INTO vote_step (vote_id, number, at, ballots, for_count, against_count, abstain_count)
  VALUES (p_vote, v.step_number, t, ballots, c_for, c_against, c_abstain);
  RETURN 'closed';
END $$;

-- Whether a resident has a ballot in the box of an open vote, or voted in a closed one.
CREATE FUNCTION has_voted(p_vote uuid, p_person uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE found_mark boolean;
BEGIN
  IF to_regclass(format('box.mark_%s', box_name(p_vote))) IS NULL THEN
    RETURN EXISTS (SELECT 1 FROM vote_mark WHERE vote_id = p_vote AND person_id = p_person);
  END IF;
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM box.mark_%s WHERE person_id = $1)', box_name(p_vote)) INTO found_mark USING p_person;
  RETURN found_mark;
END $$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
