/** Reads JSON that this program wrote itself. Throws where it is of another kind: somebody else has written it. */
export function readBack<Value>(text: string, isKind: (value: unknown) => value is Value): Value {
  const value: unknown = JSON.parse(text);
  if (!isKind(value)) throw new Error("What was kept as JSON is not what was written");
  return value;
}
