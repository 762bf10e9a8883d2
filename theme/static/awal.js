// What the search page does first, as soon as its form stands: starts the engine, and sends for the words that the
// address asks for; cari.js comes later and goes on with both.
"use strict";
const awal = (() => {
  const form = document.getElementById("cari");
  const FOLDS = JSON.parse(form.dataset.padanan); // theme/data/search_words.toml
  const LONGEST = Math.max(...Object.keys(FOLDS).map((words) => words.split(" ").length));
  const INDEX = new URL("../pagefind/", document.currentScript.src).pathname;

  // The field's words become the ones that the index knows them by; what stands between quotation marks stays.
  function folded(words) {
    return words.replace(/[“”„]/g, '"').split('"').map((part, number) => (number % 2 ? part : foldedPart(part))).join('"');
  }

  function foldedPart(part) {
    const words = part.toLowerCase().split(/\s+/);
    const kept = [];
    for (let at = 0; at < words.length;) {
      let size = LONGEST;
      while (size > 1 && !(words.slice(at, at + size).join(" ") in FOLDS)) size -= 1;
      const span = words.slice(at, at + size).join(" ");
      kept.push(FOLDS[span] ?? span);
      at += size;
    }
    return kept.join(" ");
  }

  // The index; fails where it cannot be had.
  async function open() {
    const { Index } = await import("./indeks.js");
    const opened = new Index(JSON.parse(form.dataset.bagian), 24);
    await opened.start();
    return opened;
  }

  // Asks the newest parts for the pieces that hold the words of the address, before the engine is there to say which
  // they are; it asks for them too, and for those of the words' stems. What looks elsewhere is left to it.
  async function ahead(query) {
    const elsewhere = query.get("tahun") || query.get("semua") || query.get("urut") === "terlama";
    const words = elsewhere ? [] : folded(query.get("q") ?? "").toLowerCase().split(/[\s"]+/).filter((word) => /^[a-z]+$/.test(word));
    const { bagian, awal } = JSON.parse(form.dataset.bagian);
    await Promise.all(bagian.slice(0, awal).map((part) => pieces(part, words)));
  }

  async function pieces({ nama, tanda }, words) {
    const answer = await fetch(`${INDEX}${nama}/kata.json?ts=${tanda}`); // theme/search/words.py
    if (!answer.ok) return;
    const held = await answer.json();
    const wanted = words.map((word) => held.filter(([first]) => first <= word).pop()?.[1]);
    for (const piece of new Set(wanted.filter(Boolean))) {
      const href = `${INDEX}${nama}/index/${piece}.pf_index`;
      // The engine's own request then takes this one's answer.
      document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "fetch", crossOrigin: "anonymous", href }));
    }
  }

  // What a browser loads at its first use, to cut words up for the engine and to write a day, is loaded while the files
  // are on their way: a cheap phone takes a tenth of a second for it.
  function warm() {
    if (Intl.Segmenter) [...new Intl.Segmenter("id", { granularity: "grapheme" }).segment("a")];
    inWords(0);
  }

  let writer;
  function inWords(day) {
    writer ??= new Intl.DateTimeFormat("id", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    return writer.format(new Date(day));
  }

  const index = open();
  // A gain of time, no more: the engine asks again for what was not to be had.
  ahead(new URLSearchParams(location.search)).catch(() => {}).then(warm);
  return { folded, index, inWords };
})();
