// Preloaded into the service by the proof alone: takes the presenters' row lock out of every query, so that the race
// which the lock prevents can be seen. No setting of the service loads it.
import pg from "pg";

const CLAUSE = "FOR NO KEY UPDATE";
const { query } = pg.Client.prototype;

const without = (text) => (text.includes("FROM presenter") ? text.replace(CLAUSE, "") : text);

pg.Client.prototype.query = function queryWithoutLock(first, ...rest) {
  if (typeof first === "string") return query.call(this, without(first), ...rest);
  if (typeof first?.text === "string") return query.call(this, { ...first, text: without(first.text) }, ...rest);
  return query.call(this, first, ...rest);
};
