import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { makeReference, normaliseReference, REFERENCE_BYTES } from "~/domain/reference";

describe("references", () => {
  it("has a prefix and six characters that can be read aloud", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: REFERENCE_BYTES, maxLength: 32 }), (bytes) => {
        expect(makeReference(bytes)).toMatch(/^KCA-[2-9A-HJ-NP-Z]{6}$/);
      }),
    );
  });

  it("reads back every reference it makes, however it is typed", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: REFERENCE_BYTES, maxLength: REFERENCE_BYTES }), (bytes) => {
        const reference = makeReference(bytes);
        const typed = reference.toLowerCase().replace("-", " ");
        expect(normaliseReference(typed)).toBe(reference);
        expect(normaliseReference(reference.slice(4))).toBe(reference);
      }),
    );
  });

  it.each(["kca-7f3kqz", "KCA7F3KQZ", " kca 7f3 kqz ", "KCA–7F3KQZ", "7F3KQZ"])("accepts %j", (text) => {
    expect(normaliseReference(text)).toBe("KCA-7F3KQZ");
  });

  it.each(["", "KCA-", "KCA-7F3KQ", "KCA-7F3KQZ2", "KCA-0F3KQZ", "KCA-OF3KQZ", "KCA-1F3KQZ", "ABC-7F3KQZ"])(
    "refuses %j",
    (text) => {
      expect(normaliseReference(text)).toBeNull();
    },
  );

  it("refuses too few random bytes", () => {
    expect(() => makeReference(new Uint8Array(5))).toThrow();
  });
});
