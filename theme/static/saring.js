// The timeline's filter: works on the entries already in the page; its state stands in the address.
"use strict";
(() => {
  const form = document.getElementById("saring");
  const result = document.getElementById("hasil");
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  const entries = [...document.querySelectorAll("#linimasa .entri")].map((node) => ({ node, text: fold(node.textContent) }));
  const fields = [...form.elements].filter((field) => field.name);

  function matches({ node, text }) {
    return fields.every(({ name, value }) => {
      if (!value.trim()) return true;
      if (name === "q") return fold(value).trim().split(/\s+/).every((word) => text.includes(word));
      return node.dataset[name].split("|").includes(value);
    });
  }

  function show() {
    let shown = 0;
    for (const entry of entries) {
      const fits = matches(entry);
      entry.node.hidden = !fits;
      shown += fits;
    }
    for (const group of document.querySelectorAll("#linimasa .bulan, #linimasa .tahun")) {
      group.hidden = !group.querySelector(".entri:not([hidden])");
    }
    const filtered = fields.some((field) => field.value.trim());
    result.textContent = !filtered ? "" : shown
      ? `${shown} dari ${entries.length} kegiatan cocok.`
      : `Tidak ada yang cocok di antara ${entries.length} kegiatan. Hapus salah satu saringan.`;
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
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", read);
  form.hidden = false;
  read();
})();
