-- A blank in front makes the first word like all others: "begins a word" is one pattern, '% word%'. Only schools that
-- can be asked for are searched by the public (docs/decisions/007).
CREATE INDEX "school_offered_words_trgm" ON "school" USING gin ((' ' || "search_text") gin_trgm_ops)
  WHERE "status" <> 'closed' AND NOT "targeted";
DROP INDEX "school_search_text_trgm";

-- Every word that a school was ever found by. A mistyped word is looked up here, in some ten thousand short words,
-- rather than in the schools. It only grows: a word that no school has any more finds nothing.
CREATE TABLE "school_search_word" (
    "word" TEXT NOT NULL,

    CONSTRAINT "school_search_word_pkey" PRIMARY KEY ("word")
);
CREATE INDEX "school_search_word_trgm" ON "school_search_word" USING gin ("word" gin_trgm_ops);

CREATE FUNCTION "school_search_words_kept"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "school_search_word" ("word")
  SELECT DISTINCT t.word FROM changed, regexp_split_to_table(changed."search_text", ' ') AS t(word)
   WHERE t.word <> '' ORDER BY t.word
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER "school_search_words_added" AFTER INSERT ON "school"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "school_search_words_kept"();
CREATE TRIGGER "school_search_words_changed" AFTER UPDATE ON "school"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "school_search_words_kept"();

-- Both spellings stand in the text from now on, so that a typo in either is found (domain/school.ts). The trigger
-- takes the words of schools that were there before.
UPDATE "school" SET "search_text" = "search_text"
  || CASE WHEN "search_text" ~ '\mst\M' THEN ' saint' ELSE '' END
  || CASE WHEN "search_text" ~ '\mcofe\M' THEN ' church of england' ELSE '' END;
