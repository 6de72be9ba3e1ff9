import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Query } from "../../app/data/db.server";
import { projectRoot } from "../../app/data/migrations.server";

const KINDS = ["constraint", "trigger", "function", "index", "extension"] as const;

const ruleSchema = z.object({ kind: z.enum(KINDS), on: z.string(), name: z.string(), definition: z.string() });

/** One thing that the database enforces or answers with, as PostgreSQL itself writes it down. */
export type Rule = z.infer<typeof ruleSchema>;

export const rulesFile = (): string => join(projectRoot(), "prisma", "expected-constraints.json");

// Primary keys, foreign keys and plain unique indexes are Prisma's own and seen by its diff. Functions count because a
// trigger whose function was emptied keeps its definition. PostgreSQL 18 also lists NOT NULL in pg_constraint (type n).
const RULES = `
SELECT 'constraint' AS kind, c.conrelid::regclass::text AS "on", c.conname AS name, pg_get_constraintdef(c.oid)
       || CASE WHEN c.convalidated THEN '' ELSE ' NOT VALID' END AS definition
  FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
 WHERE n.nspname = 'public' AND c.contype IN ('c', 'x') AND c.conrelid <> 0
UNION ALL
SELECT 'trigger', t.tgrelid::regclass::text, t.tgname, pg_get_triggerdef(t.oid)
       || CASE t.tgenabled WHEN 'O' THEN '' ELSE ' (not enabled: ' || t.tgenabled::text || ')' END
  FROM pg_trigger t JOIN pg_class r ON r.oid = t.tgrelid JOIN pg_namespace n ON n.oid = r.relnamespace
 WHERE n.nspname = 'public' AND NOT t.tgisinternal
UNION ALL
SELECT 'function', p.proname, pg_get_function_identity_arguments(p.oid), md5(regexp_replace(p.prosrc, '\\s+', ' ', 'g'))
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
 WHERE n.nspname = 'public' AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
UNION ALL
SELECT 'index', i.indrelid::regclass::text, c.relname, pg_get_indexdef(i.indexrelid)
       || CASE WHEN i.indisvalid THEN '' ELSE ' (invalid)' END
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_am a ON a.oid = c.relam
 WHERE n.nspname = 'public'
   AND NOT EXISTS (SELECT 1 FROM pg_constraint x WHERE x.conindid = i.indexrelid AND x.contype IN ('x', 'p'))
   AND (i.indpred IS NOT NULL OR i.indexprs IS NOT NULL OR a.amname <> 'btree'
        OR EXISTS (SELECT 1 FROM unnest(i.indclass) k JOIN pg_opclass o ON o.oid = k WHERE NOT o.opcdefault))
UNION ALL
SELECT 'extension', 'database', e.extname, 'installed' FROM pg_extension e WHERE e.extname <> 'plpgsql'
`;

/** PostgreSQL 18 writes some types and brackets otherwise than 15 does: the words decide, not the brackets. */
export const normaliseDefinition = (definition: string): string =>
  definition
    .replace(/\bpublic\./g, "")
    .replace(/::(text|character varying|integer)(\[\])?/g, "")
    .replace(/[()]/g, " ")
    .replace(/\s+/g, " ")
    .trim();

const compare = (a: Rule, b: Rule): number => {
  const [left, right] = [a, b].map((rule) => `${KINDS.indexOf(rule.kind)} ${rule.on} ${rule.name}`);
  return left === right || left === undefined || right === undefined ? 0 : left < right ? -1 : 1;
};

export const readRules = async (query: Query): Promise<Rule[]> => {
  const { rows } = await query(RULES);
  return z.array(ruleSchema).parse(rows).sort(compare);
};

export const serialiseRules = (rules: Rule[]): string =>
  `[\n${rules.map((rule) => `  ${JSON.stringify(rule)}`).join(",\n")}\n]\n`;

const keyOf = (rule: Rule): string => `${rule.kind} ${rule.name} on ${rule.on}`;

export const readExpected = (): Rule[] => {
  if (!existsSync(rulesFile())) return [];
  return z.array(ruleSchema).parse(JSON.parse(readFileSync(rulesFile(), "utf8")));
};

/** Prisma's diff offers to drop indexes that its schema cannot say: what stands in the list is there on purpose. */
export const keptIndexes = (expected: Rule[]): Set<string> =>
  new Set(expected.filter((rule) => rule.kind === "index").map((rule) => rule.name));

/** A sentence for every expected rule that is absent or says something else. */
export const describeMissing = (expected: Rule[], actual: Rule[], where: string): string[] => {
  const found = new Map(actual.map((rule) => [keyOf(rule), rule]));
  return expected.flatMap((rule) => {
    const other = found.get(keyOf(rule));
    if (other === undefined) return [`Missing in ${where}: ${keyOf(rule)}`];
    if (normaliseDefinition(other.definition) === normaliseDefinition(rule.definition)) return [];
    return [`Changed in ${where}: ${keyOf(rule)}\n  expected ${rule.definition}\n  found    ${other.definition}`];
  });
};
