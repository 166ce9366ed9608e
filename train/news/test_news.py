"""Tests of texts.py and standoff.py. Run: python3 -m unittest discover -s train/news"""
import gzip
import json
import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
NEWS = """# First
It rained.

# Ore Talks Stall
Mr. Hale said the mine would close. “We are done. We go home,” he added, and he left the hall by a side door
 that nobody had seen him use before on any of the many long and weary days of talks. Lena Orr said they “will wait.” She told
 Radio Vale that no truck would pass unless the toll fell. The rest of the week was quiet in the valley.
""".replace("\n that", " that").replace("\n Radio", " Radio")
ANNOTATION = """dispute: mine
split: train

PROMISE/CLAIM hale =a
Mr. Hale | said | the mine would close

REJECT orr
She | told | no truck would pass unless the toll fell
if: unless the toll fell
relay: Radio Vale
"""


def run(script, *arguments):
    return subprocess.run([sys.executable, os.path.join(HERE, script), *arguments], capture_output=True, text=True)


class News(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.at = lambda name: os.path.join(self.folder.name, name)
        with gzip.open(self.at("news.gz"), "wt", encoding="utf-8") as out:
            out.write(NEWS)
        self.assertEqual(run("texts.py", self.at("news.gz"), self.at("texts"), "1").stderr, "")
        self.text = self.at("texts/00001.txt")

    def annotate(self):
        with open(self.at("texts/00001.ann"), "w", encoding="utf-8") as out:
            out.write(ANNOTATION)
        # one article is the first of six: it is not held out
        done = run("standoff.py", self.at("texts"), self.at("train.jsonl"), self.at("heldout.jsonl"))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        with open(self.at("train.jsonl"), encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]

    def test_a_headline_then_paragraphs_that_end_outside_quotations(self):
        with open(self.text, encoding="utf-8") as text:
            headline, first, second = text.read().rstrip("\n").split("\n\n")
        self.assertEqual(headline, "Ore Talks Stall")
        self.assertTrue(first.startswith("Mr. Hale said") and first.endswith("days of talks."), first)
        self.assertTrue(second.startswith("Lena Orr"), second)

    def test_offsets_without_words(self):
        records = self.annotate()
        with open(self.text, "rb") as text:
            raw = text.read()
        statements = [r for r in records if r["kind"] == "stmt"]
        self.assertEqual([raw[slice(*r["content"]["span"])].decode() for r in statements],
                         ["the mine would close", "no truck would pass unless the toll fell"])
        self.assertEqual(raw[slice(*statements[1]["condition"]["span"])], b"unless the toll fell")
        self.assertEqual(statements[1]["relay"], {"outlet": "Radio Vale"})
        self.assertNotIn("the mine", json.dumps(records))

    def test_an_article_that_is_not_the_annotated_one_is_refused(self):
        self.annotate()
        with gzip.open(self.at("other.gz"), "wt", encoding="utf-8") as out:
            out.write(NEWS.replace("side door", "back door"))
        done = run("texts.py", self.at("other.gz"), self.at("again"), "--of", self.at("train.jsonl"))
        self.assertEqual(done.returncode, 1)
        self.assertIn("article 1 is not the one that was annotated", done.stderr)


if __name__ == "__main__":
    unittest.main()
