"""demarche from Python: code texts, keep a ledger, ask it. Needs libdemarche.so and nothing else.

    import demarche

    for record in demarche.Engine().code("The minister said talks would resume on Monday.", date="2025-01-31"):
        print(record["kind"], record.get("act"))

    with demarche.Ledger("demarche.db", demarche.MAKE) as ledger:
        ledger.add(demarche.Engine(), ["reports/001.txt"])
        for statement in ledger.view("log", "party:RUS", "has:condition"):
            print(statement["speaker"]["name"], statement["content"]["text"])

The library is looked for where DEMARCHE_LIBRARY says, then beside this file, in ../../build, then by the system. An
engine may be shared between threads; a ledger belongs to one thread at a time. Errors are raised as demarche.Error.
"""
import ctypes
import ctypes.util
import datetime
import json
import os
from ctypes import (CFUNCTYPE, POINTER, Structure, byref, c_bool, c_char, c_char_p, c_int, c_long, c_longlong, c_size_t,
                    c_void_p)

READ, CHANGE, MAKE = 0, 1, 2
_FORMS = {"table": 0, "tsv": 1, "csv": 2, "json": 3, "jsonl": 4}
_OFFSETS = {None: 0, "bytes": 1, "utf16": 2, "chars": 3}


class Error(Exception):
    """What the library says: code, file, byte offset (or -1), one sentence."""

    def __init__(self, raw):
        self.code, self.offset = raw.code, raw.offset
        self.path, self.message = raw.path.decode("utf-8", "replace"), raw.message.decode("utf-8", "replace")
        super().__init__(": ".join(x for x in (self.path, self.message) if x))


class _Error(Structure):
    _fields_ = [("code", c_int), ("offset", c_longlong), ("path", c_char * 256), ("message", c_char * 256)]


class _Input(Structure):
    _fields_ = [("name", c_char_p), ("path", c_char_p), ("at", c_char_p), ("len", c_size_t), ("date", c_char_p),
                ("outlet", c_char_p), ("url", c_char_p), ("language", c_char_p), ("map", c_char_p)]


class _Event(Structure):
    _fields_ = [("kind", c_int), ("name", c_char_p), ("statements", c_long), ("failed", POINTER(_Error)),
                ("done", c_long)]


_WRITE = CFUNCTYPE(c_bool, c_void_p, POINTER(c_char), c_size_t)
_NEXT = CFUNCTYPE(c_bool, c_void_p, POINTER(_Input))
_EVENT = CFUNCTYPE(None, c_void_p, POINTER(_Event))


class _Source(Structure):
    _fields_ = [("next", _NEXT), ("event", _EVENT), ("context", c_void_p)]


class Counts(Structure):
    """How many documents were stored, known, coded anew, refused; how many statements; how many of those
    stored are in other languages than English, which are not coded."""
    _fields_ = [(name, c_long) for name in ("stored", "known", "again", "refused", "statements", "other")]


class _Issues(Structure):
    _fields_ = [("name", c_char_p), ("at", c_char_p), ("len", c_size_t)]


class _Setup(Structure):
    _fields_ = [("precision", c_char_p), ("issues", _Issues)]


class _Ask(Structure):
    _fields_ = [("words", POINTER(c_char_p)), ("n_words", c_int), ("today", c_char_p), ("limit", c_long),
                ("skip", c_long), ("form", c_int), ("width", c_int), ("colour", c_bool), ("no_text", c_bool),
                ("max_words", c_int), ("offsets", c_int)]


def _open_library():
    here = os.path.dirname(os.path.abspath(__file__))
    places = [os.environ.get("DEMARCHE_LIBRARY"), os.path.join(here, "libdemarche.so"),
              os.path.join(here, "..", "..", "build", "libdemarche.so")]
    path = next((p for p in places if p and os.path.exists(p)), None) or ctypes.util.find_library("demarche")
    if not path:
        raise ImportError("libdemarche.so is not to be found; set DEMARCHE_LIBRARY")
    lib = ctypes.CDLL(path)
    error, write = POINTER(_Error), [_WRITE, c_void_p]
    for name, result, arguments in (
            ("open_with", c_void_p, [POINTER(_Setup), error]),
            ("close", None, [c_void_p]),
            ("code", c_bool, [c_void_p, POINTER(_Source), c_int, *write, POINTER(Counts), error]),
            ("ledger_open", c_void_p, [c_char_p, c_int, error]),
            ("ledger_close", None, [c_void_p]),
            ("add", c_bool, [c_void_p, c_void_p, POINTER(_Source), c_int, c_char_p, POINTER(Counts), error]),
            ("link", c_bool, [c_void_p, error]),
            ("issues_get", c_bool, [c_void_p, *write, error]),
            ("issues_set", c_long, [c_void_p, POINTER(_Issues), error]),
            ("view", c_long, [c_void_p, c_char_p, POINTER(_Ask), *write, error]),
            ("export", c_long, [c_void_p, c_char_p, POINTER(_Ask), *write, error]),
            ("show", c_bool, [c_void_p, c_char_p, POINTER(_Ask), *write, error])):
        function = getattr(lib, "demarche_" + name)
        function.restype, function.argtypes = result, arguments
    return lib


_lib = _open_library()


def _bytes(text):
    return None if text is None else text.encode("utf-8") if isinstance(text, str) else bytes(text)


class _Sink:
    """Collects what the library writes."""

    def __init__(self):
        self.pieces = []
        self.write = _WRITE(self._take)

    def _take(self, _context, at, length):
        self.pieces.append(ctypes.string_at(at, length))
        return True

    def bytes(self):
        return b"".join(self.pieces)

    def records(self):
        return [json.loads(line) for line in self.bytes().splitlines()]


class _Texts:
    """Hands inputs to the library one by one; what it hands out lives as long as this does."""

    def __init__(self, inputs):
        self.inputs, self.given, self.refused = iter(inputs), [], []
        self.source = _Source(_NEXT(self._next), _EVENT(self._event), None)

    def _next(self, _context, slot):
        fields = next(self.inputs, None)
        if fields is None:
            return False
        kept = {key: _bytes(value) for key, value in fields.items()}
        self.given.append(kept)
        text = kept.pop("text", None)
        slot[0] = _Input(**kept)
        if text is not None:
            slot[0].at, slot[0].len = text, len(text)
        return True

    def _event(self, _context, event):
        if event[0].failed:
            self.refused.append(Error(event[0].failed[0]))


def _inputs(texts, known):
    if isinstance(texts, (str, bytes, dict)):
        texts = [texts]
    for n, text in enumerate(texts):
        fields = dict(text) if isinstance(text, dict) else {"text": text, "name": "text-%d" % (n + 1)}
        yield {**known, **fields}


def _issues(issues, name):
    held = _bytes(issues)
    return _Issues(_bytes(name), held, len(held or b""))


class Engine:
    """The models and lexicons, opened once. `precision`: low, normal or high. `issues`: the text of an issue file that `code`
    uses (a ledger has its own: Ledger.set_issues)."""

    def __init__(self, precision=None, issues=None):
        err = _Error()
        self._at = _lib.demarche_open_with(byref(_Setup(_bytes(precision), _issues(issues, "issues"))), byref(err))
        if not self._at:
            raise Error(err)

    def __del__(self):
        if getattr(self, "_at", None):
            _lib.demarche_close(self._at)
            self._at = None

    def code(self, texts, jobs=1, **known):
        """Records (dicts: document, statement, event, note) of a text, or of a list of texts or of dicts with `text` or
        `path`, `name`, `date`, `outlet`, `url`, `language`; `known` holds for all. What cannot be read is raised."""
        err, counts, sink, source = _Error(), Counts(), _Sink(), _Texts(_inputs(texts, known))
        if not _lib.demarche_code(self._at, byref(source.source), jobs, sink.write, None, byref(counts), byref(err)):
            raise Error(err)
        if source.refused:
            raise source.refused[0]
        return sink.records()


class Ledger:
    """A ledger file. Modes: READ and CHANGE want it to exist, MAKE makes it."""

    def __init__(self, path, mode=READ):
        err = _Error()
        self._at = _lib.demarche_ledger_open(os.fsencode(path), mode, byref(err))
        if not self._at:
            raise Error(err)

    def close(self):
        if getattr(self, "_at", None):
            _lib.demarche_ledger_close(self._at)
            self._at = None

    __del__ = close

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def add(self, engine, paths=(), texts=(), jobs=1, at=None, link=True, **known):
        """Codes and stores files and texts. Returns the counts and what was refused (a list of Error)."""
        at = at or datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        files = ({**known, "path": os.fspath(path)} for path in paths)
        source = _Texts([*files, *_inputs(texts, known)])
        err, counts = _Error(), Counts()
        if not _lib.demarche_add(self._at, engine._at, byref(source.source), jobs, _bytes(at), byref(counts), byref(err)):
            raise Error(err)
        if link and not _lib.demarche_link(self._at, byref(err)):
            raise Error(err)
        return counts, source.refused

    def issues(self):
        """The ledger's issue file (bytes), the built-in one when it has none of its own."""
        err, sink = _Error(), _Sink()
        if not _lib.demarche_issues_get(self._at, sink.write, None, byref(err)):
            raise Error(err)
        return sink.bytes()

    def set_issues(self, issues=None, name="issues", link=True):
        """The text of an issue file that the ledger keeps from now on, None: the built-in one. The topics of all statements
        are found anew; returns how many statements have others now."""
        err = _Error()
        changed = _lib.demarche_issues_set(self._at, byref(_issues(issues, name)), byref(err))
        if changed < 0 or (changed and link and not _lib.demarche_link(self._at, byref(err))):
            raise Error(err)
        return changed

    def _ask(self, function, name, query, form="jsonl", today=None, limit=0, skip=0, no_text=False, max_words=0,
             offsets=None):
        words = (c_char_p * len(query))(*map(_bytes, query))
        ask = _Ask(words=words, n_words=len(query), today=_bytes(today or datetime.date.today().isoformat()), limit=limit,
                   skip=skip, form=_FORMS[form], no_text=no_text, max_words=max_words, offsets=_OFFSETS[offsets])
        err, sink = _Error(), _Sink()
        if function(self._at, _bytes(name), byref(ask), sink.write, None, byref(err)) in (-1, False) and err.code:
            raise Error(err)
        return sink

    def view(self, name, *query, **how):
        """Rows of a view (log positions conditions claims timeline stories events actors …) as dicts."""
        return self._ask(_lib.demarche_view, name, query, **how).records()

    def show(self, id, **how):
        """The records of one statement, event or document."""
        return self._ask(_lib.demarche_show, id, (), **how).records()

    def export(self, format, *query, **how):
        """The bytes of an export (jsonl csv sqlite graphml dna plover brat uima prov …)."""
        return self._ask(_lib.demarche_export, format, query, **how).bytes()
