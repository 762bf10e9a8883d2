// The search page: asks the Pagefind index, which is loaded here alone; the state stands in the address.
"use strict";
(() => {
  const form = document.getElementById("cari");
  const result = document.getElementById("hasil");
  const list = document.getElementById("temuan");
  const more = document.getElementById("lagi");
  const STEP = 10;
  const LABELS = { kabupaten: "wilayah", jenis: "jenis", pemilihan: "pemilihan", media: "media", tahun: "tahun", lembaga: "lembaga" };
  const selects = [...form.querySelectorAll("select")];
  let pagefind;
  let hits = [];
  let turn = 0; // answers to earlier questions are dropped

  const el = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text ?? "" });

  async function start() {
    document.getElementById("tanpa-skrip").hidden = true; // not <noscript>: a script that fails to load counts as none
    try {
      pagefind = await import("../pagefind/pagefind.js");
      await pagefind.options({ excerptLength: 24 });
      await pagefind.init();
    } catch {
      result.textContent = location.protocol === "file:"
        ? "Pencarian tidak berjalan bila halaman dibuka langsung dari berkas; buka lewat peladen web."
        : "Indeks pencarian tidak dapat dimuat. Muat ulang halaman, atau pilih wilayah dari beranda.";
      return;
    }
    offer(await pagefind.filters());
    form.hidden = false;
    await read();
  }

  function offer(filters) {
    for (const select of selects) {
      const values = Object.entries(filters[select.name] ?? {});
      values.sort(([a], [b]) => (select.name === "tahun" ? b.localeCompare(a) : a.localeCompare(b, "id")));
      for (const [value, count] of values) select.append(new Option(`${value} (${count})`, value));
    }
  }

  function state() {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value.trim()) query.set(name, value.trim());
    return query;
  }

  async function read() {
    const query = new URLSearchParams(location.search);
    form.elements.q.value = query.get("q") ?? "";
    for (const select of selects) {
      const value = query.get(select.name) ?? "";
      // A value that the index does not know is kept: the answer then says that nothing has it.
      if (value && ![...select.options].some((option) => option.value === value)) select.append(new Option(`${value} (0)`, value));
      select.value = value;
    }
    await ask();
  }

  function step() {
    const text = state().toString();
    if (text !== new URLSearchParams(location.search).toString()) {
      history.pushState(null, "", location.pathname + (text ? `?${text}` : ""));
    }
    return ask();
  }

  async function ask() {
    const mine = ++turn;
    const query = state();
    const words = query.get("q");
    const filters = Object.fromEntries([...query].filter(([name]) => name !== "q"));
    list.replaceChildren();
    more.hidden = true;
    if (![...query.keys()].length) {
      result.textContent = "";
      return;
    }
    const answer = await pagefind.search(words || null, { filters, ...(words ? {} : { sort: { tanggal: "desc" } }) });
    const without = answer.results.length || !Object.keys(filters).length ? null : await pagefind.search(words || null);
    if (mine !== turn) return;
    hits = answer.results;
    result.textContent = hits.length ? `${hits.length} kegiatan ditemukan.` : nothing(words, filters, without);
    await show(mine);
  }

  function nothing(words, filters, without) {
    const chosen = Object.entries(filters).map(([name, value]) => `${LABELS[name] ?? name} ${value}`).join(", ");
    if (without?.results.length && words) return `Tidak ada hasil untuk “${words}” dengan ${chosen}; tanpa saringan ada ${without.results.length}. Hapus salah satu saringan.`;
    if (words) return `Tidak ada hasil untuk “${words}”: kata itu tidak ada dalam catatan. Coba kata lain atau lebih pendek.`;
    return `Tidak ada kegiatan dengan ${chosen}. Hapus salah satu saringan.`;
  }

  async function show(mine) {
    const from = list.children.length;
    const pages = await Promise.all(hits.slice(from, from + STEP).map((hit) => hit.data()));
    if (mine !== turn) return;
    list.append(...pages.map(entry));
    more.hidden = list.children.length >= hits.length;
  }

  function entry(page) {
    const item = el("li", "entri");
    const what = el("div", "apa");
    const heading = el("h2", "");
    const link = el("a", "", page.meta.title);
    link.href = page.url;
    heading.append(link);
    const badges = el("ul", "tanda");
    badges.append(el("li", "t-jenis", page.meta.jenis));
    what.append(heading, badges, el("p", "rinci", page.meta.tempat), excerpt(page.excerpt));
    item.append(el("p", "kapan", page.meta.tanggal ?? "tanpa tanggal"), what);
    return item;
  }

  // The excerpt comes as HTML with <mark>; it is rebuilt from text so that no page can bring markup of its own.
  function excerpt(html) {
    const paragraph = el("p", "rinci");
    for (const piece of html.split(/(<mark>.*?<\/mark>)/)) {
      const marked = piece.startsWith("<mark>");
      const text = decoded(marked ? piece.slice("<mark>".length, -"</mark>".length) : piece);
      paragraph.append(marked ? el("mark", "", text) : text);
    }
    return paragraph;
  }

  // Entities become characters; a textarea never makes elements of what it is given.
  function decoded(html) {
    const area = document.createElement("textarea");
    area.innerHTML = html;
    return area.value;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    step();
  });
  form.addEventListener("change", (event) => event.target !== form.elements.q && step());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    form.elements.q.value = "";
    for (const select of selects) select.value = "";
    step();
  });
  more.addEventListener("click", () => show(turn));
  addEventListener("popstate", read);
  start();
})();
