import type { Query } from "~/data/db.server";

const INSTALL = `
CREATE SCHEMA test_pristine;
DO $$
DECLARE t record; filled boolean;
BEGIN
  FOR t IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I)', t.name) INTO filled;
    IF filled THEN EXECUTE format('CREATE TABLE test_pristine.%I AS TABLE public.%I', t.name, t.name); END IF;
  END LOOP;
END $$;
CREATE FUNCTION test_pristine.reset() RETURNS void LANGUAGE plpgsql AS $$
DECLARE t record; filled boolean; columns text;
BEGIN
  -- Append-only triggers and foreign keys rest for this one transaction.
  PERFORM set_config('session_replication_role', 'replica', true);
  FOR t IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I)', t.name) INTO filled;
    IF filled THEN EXECUTE format('DELETE FROM public.%I', t.name); END IF;
  END LOOP;
  FOR t IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'test_pristine' LOOP
    SELECT string_agg(quote_ident(attname), ', ') INTO columns FROM pg_attribute
     WHERE attrelid = format('public.%I', t.name)::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
    EXECUTE format('INSERT INTO public.%I (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM test_pristine.%I', t.name, columns, columns, t.name);
  END LOOP;
  -- No trigger saw it: whoever keeps figures in memory must read everything again.
  INSERT INTO public.reach_change (lineage_id) VALUES (NULL);
END $$;
`;

/** Remembers what the migrations themselves put in, and how to get back to it. */
export const installReset = async (query: Query): Promise<void> => {
  await query(INSTALL);
};

/** Back to what a new deployment holds. */
export const resetDatabase = async (query: Query): Promise<void> => {
  await query("SELECT test_pristine.reset()");
};
