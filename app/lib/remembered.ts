/**
 * The same answer for everybody who asks within so many milliseconds, worked out once; a failure is not kept. `owner` is
 * whose answer it is, and it is forgotten with its owner.
 */
export function remembered<Owner extends object, Answer>(forMs: number) {
  const answers = new WeakMap<Owner, { at: number; answer: Promise<Answer> }>();
  return (owner: Owner, now: Date, read: () => Promise<Answer>): Promise<Answer> => {
    const known = answers.get(owner);
    if (known && Math.abs(now.getTime() - known.at) < forMs) return known.answer;
    const answer = read();
    answers.set(owner, { at: now.getTime(), answer });
    answer.catch(() => answers.delete(owner));
    return answer;
  };
}
