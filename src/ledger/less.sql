-- Less text in a copy of the ledger: texts of reports cut to the first temp.wish words, 0: none. The stored text of a
-- document keeps its length, what may not be shown is blank; hashes and offsets are those of the full text.
UPDATE document SET text = blanked(text, (SELECT words FROM temp.wish)),
    title = nullif(first_words(title, (SELECT words FROM temp.wish)), '');
UPDATE note SET text = first_words(text, (SELECT words FROM temp.wish));
UPDATE statement SET content = first_words(content, (SELECT words FROM temp.wish));
UPDATE statement SET source = first_words(source, (SELECT words FROM temp.wish)) WHERE source IS NOT NULL;
UPDATE statement SET cue = first_words(cue, (SELECT words FROM temp.wish)) WHERE cue IS NOT NULL;
UPDATE statement SET role = first_words(role, (SELECT words FROM temp.wish)) WHERE role IS NOT NULL;
UPDATE statement SET condition = first_words(condition, (SELECT words FROM temp.wish)) WHERE condition IS NOT NULL;
UPDATE statement SET time = first_words(time, (SELECT words FROM temp.wish)) WHERE time IS NOT NULL;
UPDATE statement SET r_content = first_words(r_content, (SELECT words FROM temp.wish)) WHERE r_content IS NOT NULL;
UPDATE statement SET r_source = first_words(r_source, (SELECT words FROM temp.wish)) WHERE r_source IS NOT NULL;
UPDATE statement SET r_cue = first_words(r_cue, (SELECT words FROM temp.wish)) WHERE r_cue IS NOT NULL;
UPDATE statement SET r_role = first_words(r_role, (SELECT words FROM temp.wish)) WHERE r_role IS NOT NULL;
UPDATE statement SET r_condition = first_words(r_condition, (SELECT words FROM temp.wish)) WHERE r_condition IS NOT NULL;
UPDATE statement SET r_time = first_words(r_time, (SELECT words FROM temp.wish)) WHERE r_time IS NOT NULL;
UPDATE event SET words = first_words(words, (SELECT words FROM temp.wish)) WHERE words IS NOT NULL;
UPDATE event SET actor = first_words(actor, (SELECT words FROM temp.wish)) WHERE actor IS NOT NULL;
UPDATE event SET recipient = first_words(recipient, (SELECT words FROM temp.wish)) WHERE recipient IS NOT NULL;
UPDATE event SET predicate = first_words(predicate, (SELECT words FROM temp.wish)) WHERE predicate IS NOT NULL;
UPDATE event SET time = first_words(time, (SELECT words FROM temp.wish)) WHERE time IS NOT NULL;
UPDATE event SET magnitude_words = first_words(magnitude_words, (SELECT words FROM temp.wish)) WHERE magnitude_words IS NOT NULL;
UPDATE event SET place = first_words(place, (SELECT words FROM temp.wish)) WHERE place IS NOT NULL;
UPDATE concept SET name = first_words(name, (SELECT words FROM temp.wish));
INSERT INTO words (words) VALUES ('rebuild');
INSERT INTO words (words, rowid, content, source, cue, speaker_name)
    SELECT 'delete', n, content, source, cue, speaker_name FROM statement WHERE r_content IS NOT NULL;
INSERT INTO words (rowid, content, source, cue, speaker_name)
    SELECT n, r_content, source, cue, speaker_name FROM statement WHERE r_content IS NOT NULL;
DROP TABLE temp.wish;
