"use strict";
/* Sorts and filters the table of drafts; without it the page is complete, in the order of who needs somebody. */
(() => {
  const table = document.querySelector("table.drafts");
  const form = document.querySelector("form.filters");
  if (!table || !form) return;
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const heads = Array.from(table.tHead.rows[0].cells);
  const collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });

  const valueOf = (row, at) => {
    const cell = row.cells[at];
    return cell.dataset.value === undefined ? cell.textContent.trim() : Number(cell.dataset.value);
  };

  const sort = (at, descending) => {
    const sign = descending ? -1 : 1;
    const ordered = rows.map((row, place) => [valueOf(row, at), place, row]);
    ordered.sort((one, other) => {
      const order = typeof one[0] === "number" ? one[0] - other[0] : collator.compare(one[0], other[0]);
      return sign * order || one[1] - other[1];
    });
    body.append(...ordered.map((each) => each[2]));
    heads.forEach((head, place) => {
      if (place === at) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  };

  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      sort(at, now ? now === "ascending" : head.dataset.kind === "number");
    });
  });

  const filter = () => {
    const words = form.elements.words.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const desk = form.elements.desk ? form.elements.desk.value : "";
    const need = form.elements.need.checked;
    let shown = 0;
    for (const row of rows) {
      const { words: known, desk: mine, need: needs } = row.dataset;
      const fits = words.every((word) => known.includes(word)) && (!desk || mine === desk) && (!need || needs === "1");
      row.hidden = !fits;
      shown += fits;
    }
    form.elements.shown.value = shown === rows.length ? "" : `${shown} of ${rows.length} drafts`;
  };

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
})();
