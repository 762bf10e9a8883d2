// Downloads of what a filter or search shows, made in the page. Loaded when somebody asks for one.

// Spreadsheets run cells that begin so, also after a ";" where that parts cells (theme/plugins/exports.py says more).
function cell(value) {
  const plain = String(value ?? "").replace(/\s+/g, " ");
  const safe = plain.replace(/(^|;)( ?)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g, "$1$2'");
  return /[",;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

// UTF-8 with the mark that spreadsheets look for; the filter and its address stand in the last two columns of each row.
function csv(view, filter, rows) {
  const told = Object.entries(filter).map(([name, value]) => `${name}: ${value}`).join("; ") || "tanpa saringan";
  const columns = Object.keys(rows[0] ?? { id: "" });
  const lines = rows.map((row) => [...columns.map((name) => row[name]), told, view].map(cell).join(","));
  return `\ufeff${[[...columns, "saringan", "alamat_saringan"].join(","), ...lines, ""].join("\r\n")}`;
}

function json(view, filter, rows) {
  const told = { saringan: filter, alamat: view, diunduh: new Date().toISOString(), jumlah: rows.length, kegiatan: rows };
  return `${JSON.stringify(told, null, 1)}\n`;
}

// `kind` is csv or json; `filter` maps the chosen filters' names to their values, `rows` are objects with equal keys.
export function save(kind, name, view, filter, rows) {
  const text = kind === "csv" ? csv(view, filter, rows) : json(view, filter, rows);
  const blob = new Blob([text], { type: kind === "csv" ? "text/csv" : "application/json" });
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: `${name}.${kind}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
