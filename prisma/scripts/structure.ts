import type { Query } from "../../app/data/db.server";
import { normaliseDefinition } from "./rules";

const STRUCTURE = `
SELECT 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
       || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
       || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') AS line
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
 WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT 'key ' || c.conrelid::regclass::text || ' ' || c.conname || ' ' || pg_get_constraintdef(c.oid)
  FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
 WHERE n.nspname = 'public' AND c.contype IN ('p', 'u', 'f')
UNION ALL
SELECT 'index ' || pg_get_indexdef(i.indexrelid)
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'public'
UNION ALL
SELECT 'enum ' || t.typname || ' ' || string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder)
  FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid JOIN pg_namespace n ON n.oid = t.typnamespace
 WHERE n.nspname = 'public' GROUP BY t.typname
`;

/**
 * Tables, keys, indexes and enums of the schema `public`, a line each. Databases are compared with each other this way
 * because Prisma's engine cannot read a server's catalogue through the node-postgres adapter ("char" columns).
 */
export const readStructure = async (query: Query): Promise<Set<string>> => {
  const { rows } = await query(STRUCTURE);
  return new Set(rows.map((row) => normaliseDefinition(String(row.line))));
};

export const describeStructureDrift = (expected: Set<string>, actual: Set<string>, where: string): string[] => [
  ...[...expected].filter((line) => !actual.has(line)).map((line) => `Missing in ${where}: ${line}`),
  ...[...actual].filter((line) => !expected.has(line)).map((line) => `Not from a migration, in ${where}: ${line}`),
];
