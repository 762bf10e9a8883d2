// The timeline's filter: works on the entries already in the page (a long timeline fetches the others once, when it is
// first used); its state stands in the address. What is shown downloads as CSV and JSON, made here.
"use strict";
(() => {
  const form = document.getElementById("saring");
  const result = document.getElementById("hasil");
  const list = document.getElementById("linimasa");
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  const fields = [...form.elements].filter((field) => field.name);
  const total = Number(form.dataset.jumlah) || document.querySelectorAll("#linimasa .entri").length;
  let entries = collect();
  let wanting = Boolean(form.dataset.semua); // whether entries of a long timeline are still to be fetched

  function collect() {
    return [...document.querySelectorAll("#linimasa .entri")].map((node) => ({ node, text: fold(node.textContent) }));
  }

  function matches({ node, text }) {
    return fields.every(({ name, value }) => {
      if (!value.trim()) return true;
      if (name === "q") return fold(value).trim().split(/\s+/).every((word) => text.includes(word));
      return node.dataset[name].split("|").includes(value);
    });
  }

  async function fetchPiece(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const packed = bytes[0] === 0x1f && bytes[1] === 0x8b; // some servers unpack .gz on the way
    const body = packed ? new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")) : new Blob([bytes]);
    const page = new DOMParser().parseFromString(await new Response(body).text(), "text/html"); // runs no script
    return [...page.querySelectorAll(".entri")];
  }

  async function fetchAll() {
    wanting = false;
    result.textContent = "Memuat semua kegiatan …";
    try {
      const pieces = await Promise.all(form.dataset.semua.split(" ").map(fetchPiece)); // a file for each year
      const all = document.createElement("ol");
      all.className = "daftar";
      all.append(...pieces.flat());
      list.replaceChildren(all);
      entries = collect();
    } catch {
      return false;
    }
    return true;
  }

  async function show() {
    const filtered = fields.some((field) => field.value.trim());
    const failed = filtered && wanting && !(await fetchAll());
    let shown = 0;
    for (const entry of entries) {
      const fits = matches(entry);
      entry.node.hidden = !fits;
      shown += fits;
    }
    for (const group of document.querySelectorAll("#linimasa .bulan, #linimasa .tahun")) {
      group.hidden = !group.querySelector(".entri:not([hidden])");
    }
    const partly = failed ? ` Hanya ${entries.length} dari ${total} kegiatan yang dapat disaring: sisanya tidak termuat.` : "";
    result.textContent = !filtered ? "" : (shown
      ? `${shown} dari ${entries.length} kegiatan cocok.`
      : `Tidak ada yang cocok di antara ${entries.length} kegiatan. Hapus salah satu saringan.`) + partly;
  }

  function address() {
    const query = new URLSearchParams();
    for (const { name, value } of fields) if (value.trim()) query.set(name, value.trim());
    const text = query.toString();
    return location.pathname + (text ? `?${text}` : "") + location.hash;
  }

  function read() {
    const query = new URLSearchParams(location.search);
    for (const field of fields) field.value = query.get(field.name) ?? "";
    for (const field of fields) if (field.selectedIndex === -1) field.selectedIndex = 0; // a value that is not on offer
    show();
  }

  const text = (node, selector) => node.querySelector(selector)?.textContent.trim() ?? "";

  function row({ node }) {
    const time = node.querySelector("time")?.getAttribute("datetime") ?? "";
    const dated = Boolean(node.dataset.tahun);
    const link = node.querySelector("a");
    return {
      id: link.href.match(/([^/]+)\.html$/)[1],
      judul: link.textContent,
      tanggal: dated ? time : "",
      diberitakan: dated ? "" : time,
      jenis: text(node, ".t-jenis"),
      pemilihan: node.dataset.pemilihan,
      letak: text(node, ".letak"),
      menyampaikan: text(node, ".siapa"),
      media: text(node, ".oleh"),
      halaman: link.href,
    };
  }

  async function download(kind) {
    if (wanting) await fetchAll();
    await show();
    const chosen = fields.filter((field) => field.value.trim());
    const filter = Object.fromEntries(chosen.map((field) => [field.name, field.selectedOptions?.[0].text.replace(/ \(\d+\)$/, "") ?? field.value.trim()]));
    const view = new URL(address(), location.href).href;
    const rows = entries.filter(({ node }) => !node.hidden).map(row);
    try {
      (await import("./unduhan.js")).save(kind, `${form.dataset.nama}${chosen.length ? "-saringan" : ""}`, view, filter, rows);
    } catch {
      result.textContent = "Unduhan tidak dapat dibuat. Muat ulang halaman, atau unduh semua data dari halaman Data.";
    }
  }

  form.addEventListener("input", (event) => {
    // A choice is a step that the back button undoes; letters typed one by one are not.
    if (event.target.name === "q") history.replaceState(null, "", address());
    else history.pushState(null, "", address());
    show();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const field of fields) field.value = "";
    history.pushState(null, "", address());
    show();
  });
  form.addEventListener("click", (event) => event.target.dataset.unduh && download(event.target.dataset.unduh));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", read);
  read();
})();
