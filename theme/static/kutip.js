// The event page's citations: writes today into the gap for the day of access, and the page's own address where the
// site was built without one.
"use strict";
(() => {
  const MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"];
  const now = new Date();
  const pad = (number) => String(number).padStart(2, "0");
  const day = { teks: `${now.getDate()} ${MONTHS[now.getMonth()]} ${now.getFullYear()}`, bibtex: `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}` };
  const here = location.origin + location.pathname;
  for (const code of document.querySelectorAll("#kutip code")) {
    const form = code.dataset.bentuk;
    let text = code.textContent;
    if (form === "csl") {
      const [item] = JSON.parse(text);
      item.accessed = { "date-parts": [[now.getFullYear(), now.getMonth() + 1, now.getDate()]] };
      if (item.URL.startsWith("/")) item.URL = here;
      text = JSON.stringify([item]);
    } else {
      text = text.replace("[tanggal akses]", day[form]).replace(/(^|[\s{])\/kegiatan\/[0-9a-f]{12}\.html/, `$1${here}`);
    }
    code.textContent = text;
  }
})();
