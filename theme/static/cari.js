// The search page: asks the Pagefind index, which is loaded here alone; the state stands in the address.
"use strict";
(() => {
  const { folded, inWords } = awal; // awal.js; without it this script ends here, and the page says how to go on
  const form = document.getElementById("cari");
  const result = document.getElementById("hasil");
  const list = document.getElementById("temuan");
  const more = document.getElementById("lagi");
  const downloads = form.querySelectorAll("[data-unduh]");
  const FIRST = 5; // results that a first answer waits for
  const STEP = 10;
  const TAIL = "⁂"; // what follows it in an excerpt was written for the index, not for readers
  const LABELS = { kabupaten: "wilayah", jenis: "jenis", pemilihan: "pemilihan", media: "media", tahun: "tahun", lembaga: "lembaga" };
  const selects = [...form.querySelectorAll("select")].filter((select) => select.name in LABELS);
  // Name of a filter -> value -> events, as the page brings them: what there is to choose before anything was asked.
  const whole = Object.fromEntries(selects.map((select) => [select.name, Object.fromEntries([...select.options].slice(1)
    .map(({ value, text }) => [value, Number(text.match(/\((\d+)\)$/)[1])]))]));
  let index;
  let hits = [];
  let since = null; // the first day that the answer looked at; null when it looked at all
  let turn = 0; // answers to earlier questions are dropped

  const el = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text ?? "" });

  async function start() {
    document.getElementById("tanpa-skrip").hidden = true; // not <noscript>: a script that fails to load counts as none
    history.scrollRestoration = "manual"; // the results come later than the page
    index = open();
    form.hidden = location.protocol === "file:";
    await read();
  }

  // The index, or null where it cannot be had; the page then says so.
  async function open() {
    try {
      return await awal.index;
    } catch {
      form.hidden = true;
      result.textContent = location.protocol === "file:"
        ? "Pencarian tidak berjalan bila halaman dibuka langsung dari berkas; buka lewat peladen web."
        : "Indeks pencarian tidak dapat dimuat. Muat ulang halaman, atau pilih wilayah dari beranda.";
      return null;
    }
  }

  // Fills a choice with its values and the events that each would leave, where that is known; the chosen one stays even
  // when none would.
  function offer(select, counts = {}) {
    const chosen = select.value;
    const values = Object.entries(counts).filter(([value, count]) => count !== 0 || value === chosen);
    if (chosen && !(chosen in counts)) values.push([chosen, 0]);
    values.sort(([a], [b]) => (select.name === "tahun" ? b.localeCompare(a) : a.localeCompare(b, "id")));
    const named = ([value, count]) => new Option(count === null ? value : `${value} (${count})`, value);
    select.replaceChildren(select.options[0], ...values.map(named));
    select.value = chosen;
  }

  function state() {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value.trim()) query.set(name, value.trim());
    return query;
  }

  async function read() {
    const query = new URLSearchParams(location.search);
    form.elements.q.value = query.get("q") ?? "";
    form.elements.semua.checked = query.get("semua") === "ya";
    form.elements.urut.value = query.get("urut") ?? "";
    if (form.elements.urut.selectedIndex === -1) form.elements.urut.value = "";
    for (const select of selects) {
      const value = query.get(select.name) ?? "";
      // A value that the index does not know is kept: the answer then says that nothing has it.
      if (value && ![...select.options].some((option) => option.value === value)) select.append(new Option(`${value} (0)`, value));
      select.value = value;
    }
    const place = history.state;
    await ask();
    const mine = turn;
    while (place?.shown > list.children.length && list.children.length < hits.length && mine === turn) await show(mine);
    if (place) scrollTo(0, place.y);
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
    const asked = words ? folded(words) : null;
    const filters = Object.fromEntries([...query].filter(([name]) => name in LABELS));
    const order = { terbaru: "desc", terlama: "asc" }[query.get("urut")] ?? (words ? null : "desc");
    list.replaceChildren();
    more.hidden = true;
    for (const button of downloads) button.hidden = true;
    if (!words && !Object.keys(filters).length && !query.get("urut")) {
      hits = [];
      result.textContent = "";
      for (const select of selects) offer(select, whole[select.name]);
      return;
    }
    const ready = await index;
    if (!ready || mine !== turn) return;
    const { parts, answer } = await answered(ready, query, asked, filters, order);
    const without = answer.results.length || !Object.keys(filters).length ? null : await ready.ask(parts, asked, {});
    if (mine !== turn) return;
    hits = answer.results;
    since = !filters.tahun && parts.length < ready.all.length ? parts.at(-1).sejak : null;
    result.textContent = hits.length ? many(ready, parts) : nothing(words, filters, without);
    for (const button of downloads) button.hidden = !hits.length;
    const shown = show(mine, FIRST);
    // Until the counts of this answer are there, none is better than another question's.
    for (const select of selects) offer(select, Object.fromEntries(Object.keys(whole[select.name]).map((value) => [value, null])));
    await shown;
    if (mine === turn) await show(mine, STEP - FIRST);
    if (mine === turn) await recount(mine, ready, parts, asked, filters);
  }

  // What was found, and the parts of the index that were asked. The newest are asked first and alone, for each part
  // costs a reader its download; all of them when that is wanted, or when the newest hold nothing.
  async function answered(ready, query, asked, filters, order) {
    let parts = filters.tahun ? ready.of(filters.tahun) : query.get("semua") || order === "asc" ? ready.all : ready.newest;
    let answer = await ready.ask(parts, asked, filters, order);
    if (!answer.results.length && !filters.tahun && parts !== ready.all) {
      parts = ready.all;
      answer = await ready.ask(parts, asked, filters, order);
    }
    return { parts, answer };
  }

  function many(ready, parts) {
    if (!since) return `${hits.length} kegiatan ditemukan.`;
    const older = ready.all.filter((part) => !parts.includes(part)).reduce((sum, part) => sum + part.jumlah, 0);
    return `${hits.length} kegiatan ditemukan sejak ${inWords(since)}; ${older} kegiatan yang lebih lama belum dicari.`;
  }

  // Beside each value: how many events it would leave, given the words and the other choices.
  async function recount(mine, ready, parts, asked, filters) {
    await ready.count(parts);
    const all = [];
    for (const { name } of selects) {
      const others = Object.fromEntries(Object.entries(filters).filter(([other]) => other !== name));
      const { filters: counted } = await ready.ask(parts, asked, others);
      all.push(name === "tahun" ? years(ready, parts, counted.tahun) : counted[name]);
    }
    if (mine === turn) selects.forEach((select, number) => offer(select, all[number]));
  }

  // Years that were not asked for stay to be chosen, without a count.
  function years(ready, parts, counts = {}) {
    const unknown = Object.keys(whole.tahun).filter((year) => !ready.of(year).every((part) => parts.includes(part)));
    return { ...counts, ...Object.fromEntries(unknown.map((year) => [year, null])) };
  }

  function nothing(words, filters, without) {
    const chosen = Object.entries(filters).map(([name, value]) => `${LABELS[name]} ${value}`).join(", ");
    if (without?.results.length && words) return `Tidak ada hasil untuk “${words}” dengan ${chosen}; tanpa saringan ada ${without.results.length}. Hapus salah satu saringan.`;
    if (words?.includes('"')) return `Tidak ada hasil untuk ${words}: frasa itu tidak ada dalam catatan. Coba tanpa tanda petik.`;
    if (words) return `Tidak ada hasil untuk “${words}”: kata itu tidak ada dalam catatan. Coba kata lain atau lebih pendek.`;
    return `Tidak ada kegiatan dengan ${chosen}. Hapus salah satu saringan.`;
  }

  async function show(mine, number = STEP) {
    const from = list.children.length;
    const pages = await Promise.all(hits.slice(from, from + number).map((hit) => hit.data()));
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
    badges.append(el("li", /dugaan/i.test(page.meta.jenis) ? "t-jenis t-dugaan" : "t-jenis", page.meta.jenis));
    what.append(heading, badges, el("p", "rinci", page.meta.tempat), excerpt(page));
    item.append(el("p", "kapan", page.meta.tanggal ?? "tanpa tanggal"), what);
    return item;
  }

  // The excerpt comes as HTML with <mark>; it is rebuilt from text so that no page can bring markup of its own.
  function excerpt(page) {
    const paragraph = el("p", "rinci");
    const html = page.excerpt.split(TAIL)[0];
    const own = html.includes("<mark>") || !page.meta.ringkasan ? html : "";
    for (const piece of own.split(/(<mark>.*?<\/mark>)/)) {
      const marked = piece.startsWith("<mark>");
      const text = decoded(marked ? piece.slice("<mark>".length, -"</mark>".length) : piece);
      paragraph.append(marked ? el("mark", "", text) : text);
    }
    if (!own) paragraph.append(page.meta.ringkasan);
    return paragraph;
  }

  // Entities become characters; a textarea never makes elements of what it is given.
  function decoded(html) {
    const area = document.createElement("textarea");
    area.innerHTML = html;
    return area.value;
  }

  function row({ url, meta, filters }) {
    const listed = (name) => (filters[name] ?? []).join("; ");
    return {
      id: url.match(/([^/]+)\.html$/)[1],
      judul: meta.title,
      tanggal: meta.hari ?? "",
      diberitakan: meta.terbit ?? "",
      jenis: meta.jenis,
      pemilihan: listed("pemilihan"),
      wilayah: meta.tempat,
      lembaga: listed("lembaga"),
      media: listed("media"),
      halaman: new URL(url, location.href).href,
    };
  }

  async function download(kind) {
    const mine = turn;
    const told = result.textContent;
    const rows = [];
    for (let from = 0; from < hits.length; from += 20) {
      result.textContent = `Menyiapkan unduhan: ${from} dari ${hits.length} kegiatan.`;
      const pages = await Promise.all(hits.slice(from, from + 20).map((hit) => hit.data()));
      if (mine !== turn) return;
      rows.push(...pages.map(row));
    }
    result.textContent = told;
    (await import("./unduhan.js")).save(kind, "pencarian", location.href, { ...Object.fromEntries(state()), ...(since && { sejak: since }) }, rows);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    step();
  });
  form.addEventListener("change", (event) => event.target !== form.elements.q && step());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    form.elements.q.value = "";
    form.elements.urut.value = "";
    form.elements.semua.checked = false;
    for (const select of selects) select.value = "";
    step();
  });
  form.addEventListener("click", (event) => event.target.dataset.unduh && download(event.target.dataset.unduh));
  more.addEventListener("click", async () => {
    const first = list.children.length;
    await show(turn);
    list.children[first]?.querySelector("a").focus(); // the keyboard goes on where the list grew
  });
  addEventListener("popstate", read);
  list.addEventListener("click", (event) => {
    // The back button finds the list as long and as far down as it was left.
    if (event.target.closest("a")) history.replaceState({ shown: list.children.length, y: scrollY }, "");
  });
  start();
})();
