(function () {
  "use strict";
  var doc = document, root = doc.documentElement, form = doc.querySelector("form.filters");
  root.classList.add("js");
  var all = Array.prototype.slice.call(doc.querySelectorAll("article.st"));
  var sections = Array.prototype.slice.call(doc.querySelectorAll("section.doc"));
  var hits = doc.getElementById("hits"), at = -1;

  function values() {
    var v = {};
    ["party", "act", "topic", "mode", "has"].forEach(function (k) { v[k] = form.elements[k] ? form.elements[k].value : ""; });
    v.words = form.elements.words.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    return v;
  }
  function fits(a, v) {
    var d = a.dataset;
    if (v.party && d.party !== v.party) return false;
    if (v.act && d.act !== v.act) return false;
    if (v.mode && d.mode !== v.mode) return false;
    if (v.topic && (" " + d.topic + " ").indexOf(" " + v.topic + " ") < 0) return false;
    if (v.has && (" " + d.has + " ").indexOf(" " + v.has + " ") < 0) return false;
    if (!v.words.length) return true;
    var text = a.textContent.toLowerCase();
    return v.words.every(function (w) { return text.indexOf(w) >= 0; });
  }
  function apply() {
    var v = values(), n = 0;
    all.forEach(function (a) { a.hidden = !fits(a, v); n += a.hidden ? 0 : 1; });
    sections.forEach(function (s) {
      var some = s.querySelector("article.st:not([hidden])");
      s.hidden = !some && (v.party || v.act || v.topic || v.mode || v.has || v.words.length > 0);
    });
    hits.textContent = n + " of " + all.length + " statements";
    at = -1;
  }
  function reveal() {
    var id = decodeURIComponent(location.hash.slice(1)), target = id && doc.getElementById(id);
    if (!target) return;
    if (form && (target.hidden || (target.closest && target.closest("[hidden]")))) { form.reset(); apply(); }
    if (target.tagName === "DETAILS") target.open = true;
    target.scrollIntoView();
  }
  function move(step) {
    var seen = all.filter(function (a) { return !a.hidden; });
    if (!seen.length) return;
    if (at >= 0 && seen[at]) seen[at].classList.remove("here");
    at = Math.max(0, Math.min(seen.length - 1, at + step));
    seen[at].classList.add("here");
    seen[at].scrollIntoView({ block: "center" });
  }
  if (form) {
    form.addEventListener("input", apply);
    form.addEventListener("reset", function () { setTimeout(apply, 0); });
    form.addEventListener("submit", function (e) { e.preventDefault(); });
    doc.querySelectorAll("a[data-party]").forEach(function (a) {
      a.addEventListener("click", function () {
        form.reset();
        form.elements.party.value = a.dataset.party;
        if (form.elements.topic) form.elements.topic.value = a.dataset.topic || "";
        apply();
      });
    });
    apply();
  }
  doc.addEventListener("keydown", function (e) {
    if (e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName)) return;
    if (e.key === "j") move(1);
    else if (e.key === "k") move(-1);
    else if (e.key === "Enter" && at >= 0 && !/^(A|BUTTON)$/.test(e.target.tagName)) {
      var seen = all.filter(function (a) { return !a.hidden; })[at], next = seen && seen.nextElementSibling;
      var link = next && next.querySelector("a.open");
      if (link) location.href = link.href;
    }
  });
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", function () {
    doc.querySelectorAll("details.source").forEach(function (d) { d.open = true; });
  });
  reveal();
})();
