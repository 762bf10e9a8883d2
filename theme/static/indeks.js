// The search index as the search page asks it: its parts are spans of time, newest first, and opened when needed.
const SITE = new URL("../", import.meta.url).pathname;
const PACKED = /\.(pagefind|pf_\w+)$/; // files of the index, which are gzip within

// Pagefind unpacks with a script of its own unless a file comes unpacked: the browser does it while the file is on its
// way, which saves a cheap phone a tenth of a second. A browser without it (Safari before 16.4) is served as ever.
if ("DecompressionStream" in self) {
  const plain = self.fetch;
  self.fetch = async (...asked) => {
    const answer = await plain(...asked);
    if (!answer.ok || !PACKED.test(answer.url) || answer.headers.has("Content-Encoding")) return answer; // or came unpacked
    return new Response(answer.body.pipeThrough(new DecompressionStream("gzip")));
  };
}

export class Index {
  #engine; // Pagefind, holding the newest part; the others are merged into it
  #opened = new Map(); // name of a part -> a promise that it is there
  #counted = new Set(); // names of the parts whose filters are there

  // What the page's data-bagian says: all parts, and how many of them are opened for a first answer.
  constructor({ bagian, awal }, excerptLength) {
    this.all = bagian;
    this.newest = bagian.slice(0, awal);
    this.excerptLength = excerptLength;
  }

  // Starts the engine with the newest part. Throws where it cannot be loaded.
  async start() {
    const [first, ...others] = this.newest;
    const { createInstance } = await import("../pagefind/pagefind.js");
    // On the page's own thread: a worker costs 12 kB and a round trip before the first answer.
    this.#engine = createInstance({ noWorker: true, basePath: this.#path(first), ...this.#options(first) });
    this.#opened.set(first.nama, this.#engine.init());
    await this.open(others);
  }

  async open(parts) {
    for (const part of parts) {
      if (!this.#opened.has(part.nama)) this.#opened.set(part.nama, this.#engine.mergeIndex(this.#path(part), this.#options(part)));
    }
    await Promise.all(parts.map((part) => this.#opened.get(part.nama)));
  }

  // The parts that may hold a year's events; all of them where none is told.
  of(year) {
    if (!year) return this.all;
    return this.all.filter((part, number) => {
      const next = this.all[number - 1];
      return part.akhir >= year && part.sejak.slice(0, 4) <= year && !(next && next.sejak <= `${year}-01-01`);
    });
  }

  // Loads what the counts beside the filters need.
  async count(parts) {
    if (parts.every((part) => this.#counted.has(part.nama))) return;
    await this.#engine.filters();
    for (const name of this.#opened.keys()) this.#counted.add(name);
  }

  // The events of these parts that match, best first or in the order of time ("asc", "desc"), and counts by filter.
  async ask(parts, words, filters, order) {
    await this.open(parts);
    const ordered = order === "asc" ? [...parts].reverse() : parts;
    const options = (part) => ({ filters: { ...filters, bagian: part.nama }, sort: order ? { tanggal: order } : {} });
    const answers = await Promise.all(ordered.map((part) => this.#engine.search(words, options(part))));
    const results = answers.flatMap((answer) => answer.results);
    return { results: order ? results : results.sort((a, b) => b.score - a.score), filters: sums(answers) };
  }

  #path({ nama }) {
    return `${SITE}pagefind/${nama}/`;
  }

  #options({ nama, tanda }) {
    return { baseUrl: SITE, excerptLength: this.excerptLength, metaCacheTag: tanda, mergeFilter: { bagian: nama } };
  }
}

function sums(answers) {
  const all = {};
  for (const { filters } of answers) {
    for (const [name, counts] of Object.entries(filters)) {
      all[name] ??= {};
      for (const [value, count] of Object.entries(counts)) all[name][value] = (all[name][value] ?? 0) + count;
    }
  }
  return all;
}
