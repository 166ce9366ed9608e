"""Tests of build.py: what it locates, and what it must refuse. Run: python3 -m unittest discover -s test/corpus"""
import unittest

import build

TEXT = "Minister: no.\n\nÅsa said “we go”. He said that he, he said, would ask “who”. She said no.\n"


class Locating(unittest.TestCase):
    def test_braces_pick_the_inner_span(self):
        self.assertEqual(build.occurrences(TEXT, "that {he}, he"), [(46, 48)])
        self.assertEqual(TEXT[46:48], "he")

    def test_ellipsis_reaches_the_nearest_end(self):
        begin, end = build.unique(TEXT, "that he … would ask", "x")
        self.assertEqual(TEXT[begin:end], "that he, he said, would ask")

    def test_no_word_is_cut(self):
        self.assertEqual(build.occurrences("others other", "other"), [(7, 12)])

    def test_an_ambiguous_content_is_refused(self):
        with self.assertRaises(build.Wrong):
            build.unique(TEXT, "said", "x")
        self.assertEqual(build.unique(TEXT, "said #2", "x"), (36, 40))
        with self.assertRaises(build.Wrong):
            build.unique(TEXT, "said #9", "x")

    def test_the_nearest_occurrence_outside_the_content(self):
        content = build.unique(TEXT, "would ask “who”", "x")
        self.assertEqual(build.nearest(TEXT, "said", [content], [content], "x"), (53, 57))

    def test_pieces_out_of_order_are_refused(self):
        with self.assertRaises(build.Wrong):
            build.content_pieces(TEXT, ["would ask", "that he,"], "x")


class Modes(unittest.TestCase):
    def mode(self, *phrases):
        return build.mode_of(TEXT, build.content_pieces(TEXT, list(phrases), "x"), None)

    def test_modes(self):
        self.assertEqual(self.mode("we go"), "direct")
        self.assertEqual(self.mode("would ask “who”"), "mixed")
        self.assertEqual(self.mode("would ask"), "indirect")


class Records(unittest.TestCase):
    def setUp(self):
        self.doc = build.Document("x.txt", TEXT, {"none": []})

    def record(self, *lines):
        return build.statement(self.doc, (1, list(lines)), {}, {})[0]

    def test_spans_are_bytes(self):
        r = self.record("CLAIM asa", "Åsa | said | we go")
        begin, end = r["content"]["span"]
        self.assertEqual(TEXT.encode()[begin:end], b"we go")
        self.assertEqual(r["source"]["span"], [15, 19])

    def test_what_does_not_fit_is_refused(self):
        for lines in (("SHOUT asa", "Åsa | said | we go"), ("CLAIM asa loud", "Åsa | said | we go"),
                      ("CLAIM asa", "Åsa | sang | we go"), ("CLAIM asa <a", "Åsa | said | we go"),
                      ("CLAIM asa", "Åsa | said")):
            with self.assertRaises(build.Wrong):
                self.record(*lines)

    def test_a_content_edge_is_refused(self):
        r = self.record("CLAIM asa", "He | said | that he … would ask")
        r["id"] = "x.s01"
        with self.assertRaises(build.Wrong):
            build.sanity(self.doc, [r], "x")

    def test_every_sentence_is_a_statement_or_empty(self):
        r = self.record("CLAIM asa", "Åsa | said | we go")
        self.assertEqual([h["text"] for h in build.empties(self.doc, [r], [])],
                         ["Minister: no.", "He said that he, he said, would ask “who”.", "She said no."])


if __name__ == "__main__":
    unittest.main()
