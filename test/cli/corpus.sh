# The annotated corpora: the gold files are what the annotations say, and the builders refuse what does not fit.
python3 -B "$ROOT/test/corpus/build.py" --check && echo "gold files as annotated"
python3 -B -m unittest discover -s "$ROOT/test/corpus" > tests.log 2>&1; echo "builder tests: exit $?"
python3 -B -m unittest discover -s "$ROOT/train/news" > tests.log 2>&1; echo "news tests: exit $?"
