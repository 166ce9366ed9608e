// The desk as a reader's browser shows it. Each check says what failed; the last line counts.
"use strict";
const fs = require("fs"), path = require("path");
const { chromium } = require("playwright-core");
const [port, emptyPort, folder] = process.argv.slice(2);
const base = "http://127.0.0.1:" + port, empty = "http://127.0.0.1:" + emptyPort, shots = process.env.SHOTS;
const pages = ["/", "/statements", "/positions", "/concepts", "/timeline", "/claims", "/conditions", "/diff", "/network", "/events", "/stories",
               "/documents", "/actors", "/topics", "/parties", "/queue", "/reviews", "/quality"];
const lists = pages.filter((p) => p !== "/");
let passed = 0, failed = 0;
function check(good, what) {
  if (good) { passed++; return; }
  failed++;
  console.log("FAILED: " + what);
}

// On a machine with much else to do a page takes its time.
function patient(context) {
  context.setDefaultTimeout(300000);
  return context;
}

// What leads to another page: here it is when this is over.
const press = (page, what, how) => Promise.all([page.waitForNavigation(), page.click(what, how)]);

// Relative luminance and contrast as WCAG 2 defines them.
const contrastOf = () => {
  const rgb = (s) => s.match(/[\d.]+/g).map(Number);
  const light = (c) => { const [r, g, b] = c.slice(0, 3).map((v) => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
                         return .2126 * r + .7152 * g + .0722 * b; };
  const ground = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  let worst = 99, where = "";
  for (const e of document.querySelectorAll("p, a, th, td, label, span.chip, h1, h2, cite, button, summary, .mark")) {
    if (!e.innerText || !e.offsetParent) continue;
    const x = light(rgb(getComputedStyle(e).color)), y = light(ground(e)), c = (Math.max(x, y) + .05) / (Math.min(x, y) + .05);
    if (c < worst) { worst = c; where = e.tagName + "." + e.className + " " + e.innerText.slice(0, 30); }
  }
  return { worst, where };
};

async function accessible(page, what) {
  const found = await page.evaluate(() => ({
    lang: document.documentElement.lang, h1: document.querySelectorAll("h1").length, main: document.querySelectorAll("main").length,
    nav: [...document.querySelectorAll("nav")].every((n) => n.getAttribute("aria-label")),
    labels: [...document.querySelectorAll("input:not([type=hidden]), select")].filter((e) => !e.labels.length).map((e) => e.name),
    ids: [...document.querySelectorAll("[id]")].map((e) => e.id).filter((id, i, all) => all.indexOf(id) !== i),
    outside: [...document.querySelectorAll("[src], link[href]")].map((e) => e.outerHTML.slice(0, 80)),
    links: [...document.querySelectorAll("a[href]")].filter((a) => !(a.textContent.trim() || a.getAttribute("aria-label"))).length }));
  check(found.lang === "en" && found.h1 === 1 && found.main === 1 && found.nav, what + ": language, heading, landmarks " + JSON.stringify(found));
  check(!found.labels.length, what + ": fields without a label: " + found.labels);
  check(!found.ids.length, what + ": ids that stand twice: " + found.ids.slice(0, 3));
  check(!found.outside.length, what + ": something is loaded: " + found.outside[0]);
  check(!found.links, what + ": links without words");
}

async function look(browser, where, name, scheme, width) {
  const context = patient(await browser.newContext({ colorScheme: scheme, viewport: { width, height: 900 } }));
  const page = await context.newPage(), wrong = [];
  page.on("console", (m) => { if (m.type() === "error") wrong.push(m.text()); });
  page.on("pageerror", (e) => wrong.push(String(e)));
  page.on("dialog", (d) => { wrong.push("dialog " + d.message()); d.dismiss(); });
  page.on("request", (r) => { if (!r.url().startsWith("http://127.0.0.1:")) wrong.push("request " + r.url()); });
  for (const p of pages.concat("/report")) {
    const answer = await page.goto(where + p), what = name + " " + p + " " + scheme + " " + width;
    check(answer.status() === 200, what + ": status " + answer.status());
    await accessible(page, what);
    const { worst, where: spot } = await page.evaluate(contrastOf);
    check(worst >= 4.5, what + ": contrast " + worst.toFixed(2) + " at " + spot);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(wide <= 0, what + ": " + wide + " pixels too wide");
    if (shots) await page.screenshot({ path: path.join(shots, name + (p === "/" ? "-overview" : p.replace("/", "-")) + "-" + scheme + "-" + width + ".png") });
  }
  check(!wrong.length, name + " " + scheme + " " + width + ": " + wrong.slice(0, 3).join("; "));
  await context.close();
}

async function marks(page) {
  const docs = await (await page.request.get(base + "/api/documents?limit=1000")).json();
  check(docs.length > 10, "documents: " + docs.length);
  for (const d of docs) {
    const bytes = fs.readFileSync(path.join(folder, d.doc));
    await page.goto(base + "/d/" + d.id);
    const spans = await page.$$eval(".text [data-b]", (all) => all.map((e) => [+e.dataset.b, +e.dataset.e, e.textContent, e.className]));
    const shown = (b, e) => bytes.subarray(b, e).toString().replace(/[\u202a-\u202e\u2066-\u2069]/g, "\ufffd").replace(/\r/g, "");
    const bad = spans.filter(([b, e, text]) => shown(b, e) !== text);
    check(!bad.length, d.doc + ": a mark that is not its bytes: " + JSON.stringify(bad[0]));
    const whole = await page.$eval(".text", (e) => e.textContent);
    check(whole === shown(0, bytes.length), d.doc + ": the text is not the file");
    const records = await (await page.request.get(base + "/api/log?limit=1000&q=copies:yes%20doc:" + d.id)).json();
    for (const r of records)
      for (const [b, e] of r.content.spans || [r.content.span]) {
        const covered = spans.filter(([x, y, , kinds]) => x < e && y > b && /\bm4\b/.test(kinds)).reduce((n, [x, y]) => n + Math.min(y, e) - Math.max(x, b), 0);
        check(covered === e - b, d.doc + ": " + r.id + " is marked on " + covered + " of " + (e - b) + " bytes");
      }
  }
}

async function concepts(page) {
  await page.goto(base + "/concepts");
  const rows = await (await page.request.get(base + "/api/concepts")).json();
  check(rows.length > 0 && await page.$$eval("tbody tr", (all) => all.length) === rows.length, "concepts: " + rows.length);
  await press(page, "tbody td a[href^='/k/']");
  check((await page.textContent(".text")).includes(rows[0].concept), "a concept's page names it");
  await press(page, "a[href^='/statements?q=concept']");
  check(await page.$$eval("article.st", (all) => all.length) >= rows[0].statements, "its statements");
}

async function filters(page) {
  const cards = () => page.$$eval("article.st", (all) => all.map((a) => ({ party: a.dataset.party, act: a.dataset.act, topic: a.dataset.topic, has: a.dataset.has, text: a.textContent })));
  const ask = async (fill) => { await page.goto(base + "/statements"); await fill(); await press(page, "form.query button"); return cards(); };
  let got = await ask(() => page.fill("[name=party]", "IRN"));
  check(got.length && got.every((c) => c.party === "IRN"), "party: " + got.length);
  got = await ask(() => page.fill("[name=topic]", "talks"));
  check(got.length && got.every((c) => (" " + c.topic + " ").includes(" talks ")), "topic: " + got.length);
  got = await ask(() => page.selectOption("[name=act]", "DENY"));
  check(got.length && got.every((c) => c.act === "DENY"), "act: " + got.length);
  got = await ask(() => page.fill("[name=speaker]", "Theresa May"));
  check(got.length && got.every((c) => c.text.includes("Theresa May")), "speaker with a space: " + got.length);
  got = await ask(() => page.selectOption("[name=has]", "condition"));
  check(got.length && got.every((c) => c.has.includes("condition")), "has: " + got.length);
  got = await ask(async () => { await page.fill("[name=since]", "2018-01-01"); await page.fill("[name=until]", "2018-12-31"); });
  const dates = await page.$$eval("p.meta", (all) => all.map((p) => p.textContent.slice(-10)));
  check(got.length && dates.every((d) => d.startsWith("2018")), "since and until: " + dates[0]);
  got = await ask(() => page.fill("[name=q]", "\"the talks\""));
  check(got.every((c) => /the talks/i.test(c.text)), "words: " + got.length);
  await page.goto(base + "/statements?q=color:red");
  check(/is no query word/.test(await page.textContent("[role=alert]")), "a wrong word is explained");
  for (const p of pages) {
    const answer = await page.goto(base + p + "?q=party:IRN%20topic:talks");
    check(answer.status() === 200 && await page.inputValue("[name=q]") === "party:IRN topic:talks", p + " keeps the query");
  }
  await page.goto(base + "/positions");
  const cell = await page.$("table.matrix td a");
  await Promise.all([page.waitForNavigation(), cell.click()]);
  check((await cards()).length > 0, "a cell leads to its statements");
  await page.goto(base + "/timeline");
  await press(page, "svg.draw a rect", { force: true });
  check((await cards()).length > 0, "a bar leads to its statements");
  await page.goto(base + "/diff?from=2015-03-31&to=2019-07-14");
  check((await page.$$("tbody tr")).length > 0, "diff has rows");
}

// The static page: its sections show what the desk's pages do, and every place it leads to is there.
async function report(page, where, name) {
  const tables = (root) => page.$$eval(root + " table", (all) => all.map((t) => [...t.rows].map((r) => [...r.cells].map((c) => c.textContent).join("|"))));
  for (const p of ["diff", "events", "quality"]) {
    await page.goto(where + "/" + p);
    const desk = await tables("main");
    await page.goto(where + "/report");
    const here = await tables("#" + p);
    check(desk.length && desk.length === here.length, name + " report " + p + ": " + here.length + " tables, the desk has " + desk.length);
    check(desk.every((t, i) => here[i] && t.every((row, k) => here[i][k] === row)), name + " report " + p + ": not what the desk shows");
    check(name === "empty" || desk[0].length > 5, name + " report " + p + ": " + desk[0].length + " rows");
  }
  const lost = await page.$$eval("a[href]", (all) => all.map((a) => a.getAttribute("href")).filter((h) => h[0] !== "#" || !document.getElementById(h.slice(1))));
  check(!lost.length, name + " report: links that lead nowhere: " + lost.slice(0, 3));
  const linked = await page.$$eval("#diff td a, #events td a", (all) => all.length);
  check(name === "empty" ? linked === 0 : linked > 10, name + " report: " + linked + " rows lead to their words");
}

// What a table links to is there.
async function links(page) {
  for (const p of lists) {
    await page.goto(base + p);
    const to = await page.$$eval("td a[href]", (all) => [...new Map(all.map((a) => [a.getAttribute("href").slice(0, 3), a.getAttribute("href")])).values()]);
    for (const h of to)
      check((await page.goto(base + h)).status() === 200, p + " leads to " + h);
  }
  await page.goto(base + "/events");
  await press(page, "td a");
  check(/\/e\//.test(page.url()) && await page.textContent("h1") === "Event", "an event has a page");
  await press(page, "p.meta a");
  check(/\/d\//.test(page.url()), "and leads to its report");
  await page.goto(base + "/diff?from=2015-03-31&to=2019-07-14");
  check(/from=2015%2D03%2D31&to=2019%2D07%2D14/.test(await page.getAttribute("nav [aria-current]", "href")), "a diff keeps its days");
}

async function keys(page) {
  await page.goto(base + "/statements");
  const here = () => page.$$eval("article.st", (all) => all.findIndex((a) => a.classList.contains("here")));
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  check(await here() === 1, "j goes on");
  await page.keyboard.press("k");
  check(await here() === 0, "k goes back");
  const id = await page.$eval("article.st", (a) => a.id);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/s/*");
  check(page.url().endsWith("/s/" + id), "Enter opens " + page.url());
}

// The fields behind the fold: what is not touched stays, words are found in the text, an emptied field is gone.
async function more_fields(page, id) {
  const record = async () => (await page.request.get(base + "/api/show/" + id)).json();
  const correct = async (fill) => {
    await page.goto(base + "/s/" + id);
    await page.fill("form.review [name=by]", "ann é");
    await page.click("form.review details.more summary");
    await fill();
    await press(page, "form.review button[value=correct]");
    return record();
  };
  const before = await record(), words = before.content.text.split(/\s+/).slice(0, 3).join(" ");
  let now = await correct(async () => {
    await page.fill("form.review [name=condition]", words);
    await page.fill("form.review [name=marker]", "if");
    await page.fill("form.review [name=topic]", "talks, a new one");
    await page.fill("form.review [name=about]", "Our Man=" + words);
    await page.selectOption("form.review [name=mode]", before.content.mode === "mixed" ? "direct" : "mixed");
  });
  check(now.condition && now.condition.text.split(/\s+/).join(" ") === words && now.condition.marker === "if", "a condition: " + JSON.stringify(now.condition));
  check(now.topic.join() === "talks,a new one" && now.content.mode !== before.content.mode, "topics and mode: " + now.topic);
  check(now.target.some((t) => t.name === "Our Man" && t.rel === "about" && t.span[0] === now.condition.span[0]), "a target: " + JSON.stringify(now.target));
  for (const k of ["source", "cue", "time", "event", "level", "via", "act"])
    check(JSON.stringify(now[k]) === JSON.stringify(before[k]), k + " stays as it was");
  check(JSON.stringify(now.content.spans) === JSON.stringify(before.content.spans), "the content stays as it was");
  const marked = await page.$$eval("article.st .m8", (all) => all.map((e) => [+e.dataset.b, +e.dataset.e]));
  check(marked.length && marked[0][0] === now.condition.span[0] && marked[marked.length - 1][1] === now.condition.span[1], "the condition is marked: " + marked);
  now = await correct(async () => { await page.fill("form.review [name=condition]", ""); await page.fill("form.review [name=about]", ""); });
  check(now.condition === null && !now.target.some((t) => t.rel === "about"), "an emptied field is gone");
  now = await correct(() => page.fill("form.review [name=content]", "words that stand nowhere in it"));
  check(/is not in the document/.test(await page.textContent("body")) && now.content.text === before.content.text, "foreign words are refused");
}

async function review(browser) {
  const one = await patient(await browser.newContext()).newPage(), two = await patient(await browser.newContext()).newPage();
  await one.goto(base + "/queue");
  const id = await one.$eval("article.st", (a) => a.id), act = await one.$eval("article.st", (a) => a.dataset.act);
  const other = act === "DENY" ? "DEMAND" : "DENY";
  const sign = async (page, who, button, fill) => {
    await page.goto(base + "/s/" + id);
    await page.fill("form.review [name=by]", who);
    await page.fill("form.review [name=why]", "as the <b>sentence</b> says");
    if (fill) await fill(page);
    await press(page, "form.review button[value=" + button + "]");
  };
  await sign(one, "ann é", "correct", (p) => p.selectOption("form.review [name=act]", other));
  check(one.url().endsWith("/s/" + id), "back on the page: " + one.url());
  check(await one.$eval("article.st", (a) => a.dataset.act) === other, "the correction shows");
  check(/ann é/.test(await one.textContent("details.source")), "signed in the entry");
  check(await one.inputValue("form.review [name=by]") === "ann é", "the coder is remembered");
  await one.goto(base + "/queue");
  check(!(await one.$$eval("article.st", (all) => all.map((a) => a.id))).includes(id), "gone from the queue");
  await sign(two, "bob", "confirm");
  await two.goto(base + "/quality");
  check(/act/.test(await two.textContent("main")) && (await two.$$eval("tbody tr", (r) => r.map((x) => x.textContent).filter((t) => /^(act|rejected)/.test(t)))).length === 2, "agreement of two coders");
  await sign(two, "bob", "reject");
  let status = await two.goto(base + "/api/log?limit=1000").then((r) => r.json());
  check(!status.some((s) => s.id === id), "a rejected statement is nowhere");
  const record = await (await two.request.get(base + "/api/reviews?limit=100")).json();
  check(record.length === 3 && record[0].was === act && record[0].now === other, "all three stand there, with the machine's act: " + JSON.stringify(record[0]));
  await more_fields(one, status[0].id);
  const form = (await one.request.post(base + "/review", { form: { id, by: "x", do: "reject", token: "0".repeat(32) }, headers: { Origin: base } })).status();
  check(form === 403, "a wrong token: " + form);
  const foreign = await one.request.post(base + "/review", { form: { id, by: "x", do: "reject", token: "x" }, headers: { Origin: "http://evil.example" } });
  check(foreign.status() === 403, "another origin: " + foreign.status());
  const hostile = (await (await one.request.get(base + "/api/documents?limit=1000")).json()).find((d) => d.doc === "hostile.txt");
  await one.goto(base + "/d/" + hostile.id);
  const before = (await one.$$("article.st")).length;
  await one.fill("form.review [name=content]", "gates opened");
  await one.fill("form.review [name=source]", "The minister of Chile");
  await one.fill("form.review [name=speaker]", "Minister of Chile");
  await one.fill("form.review [name=party]", "CHL");
  await press(one, "form.review button");
  check((await one.$$("article.st")).length === before + 1, "a missed statement is there");
  check(await one.evaluate(() => window.hostile) === undefined, "hostile text did nothing");
  const actors = await (await one.request.get(base + "/api/actors?limit=100")).json();
  await one.goto(base + "/a/" + actors[1].id);
  await one.fill("form.review [name=into]", actors[0].id);
  await press(one, "form.review button");
  const merged = await (await one.request.get(base + "/api/actors?limit=100")).json();
  check(merged[0].statements === actors[0].statements + actors[1].statements, "two actors are one: " + merged[0].statements);
}

(async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, headless: true,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
           "--disable-component-update", "--disable-sync"] });
  const page = await patient(await browser.newContext()).newPage();
  const parts = {
    look: async () => {
      await look(browser, base, "desk", "light", 1200);
      await look(browser, base, "desk", "dark", 1200);
      await look(browser, base, "desk", "light", 360);
      await look(browser, empty, "empty", "light", 360);
    },
    marks: () => marks(page),
    filters: () => filters(page),
    concepts: () => concepts(page),
    report: async () => { await report(page, base, "desk"); await report(page, empty, "empty"); },
    links: () => links(page),
    keys: () => keys(page),
    review: () => review(browser)
  };
  for (const name of Object.keys(parts))
    if (!process.env.ONLY || process.env.ONLY.split(",").includes(name)) await parts[name]();
  await browser.close();
  console.log(passed + " passed, " + failed + " failed");
  process.exit(failed ? 1 : 0);
})().catch((e) => { console.log("FAILED: " + e.stack); process.exit(1); });
