-- The instant before which nothing more can come: every transaction that writes stamps its rows at or after its own beginning, so whatever is
-- dated before the beginning of the oldest one that still runs has been committed. A reader who goes through rows in the order of their
-- instants and stops there misses none.
--
-- The clock is read first: a transaction that has written nothing yet when the others are looked at takes its lock, and then its instant, after that.
-- The owner's rights are needed to see when transactions of the same login began. While the simulation's clock is moved, a transaction that
-- began before carries an earlier instant than this tells; time does not jump anywhere else.
CREATE FUNCTION settled_before() RETURNS timestamptz
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  shown timestamptz := app_now();
  real timestamptz := clock_timestamp();
  oldest timestamptz;
BEGIN
  SELECT min(xact_start) INTO oldest FROM pg_stat_activity
  WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid();
  RETURN shown - greatest(real - coalesce(oldest, real), interval '0');
END $$;

REVOKE EXECUTE ON FUNCTION settled_before() FROM PUBLIC;
