"""Tests of rename.py: no known name is left, every span still holds its text. Run as test_build.py."""
import unittest

import rename

PEOPLE = [{"name": "Åsa al-Test", "names": ["Åsa al-Test", "al-Test", "President al-Test", "the minister"]},
          {"name": "Bo May", "names": ["Bo May", "May"]}]
TEXT = "On May 7 President al-Test met Bo May; al-Test's aide said May may go, the minister said."


class Renames(unittest.TestCase):
    def setUp(self):
        self.renaming = rename.Renaming(PEOPLE)
        self.moved = rename.Moved(TEXT, self.renaming.edits(TEXT))
        self.new = self.moved.new.decode()

    def test_names_go_and_the_rest_stays(self):
        self.assertNotIn("Test", self.new)
        self.assertNotIn("Bo ", self.new)
        self.assertTrue(self.new.startswith("On May 7 President al-"))
        self.assertTrue(self.new.endswith(" may go, the minister said."))

    def test_one_word_becomes_one_word(self):
        first, second = rename.WORD.findall(self.new)[3], self.new.split("; al-")[1].split("'s")[0]
        self.assertEqual(first, second)

    def test_spans_move_with_the_text(self):
        begin = TEXT.encode().index(b"said May")
        source = self.moved.record({"text": "May", "span": [begin + 5, begin + 8]})
        self.assertEqual(source["text"], self.renaming.form("May"))
        aide = TEXT.encode().index(b"aide")
        self.assertEqual(self.moved.record({"text": "aide", "span": [aide, aide + 4]})["text"], "aide")


if __name__ == "__main__":
    unittest.main()
