// Lights up what a source carries, filters by kind and severity, and shows what is known of the words that are asked for.
// The page says everything without it. Listeners sit on the document: their number does not grow with the draft.
(() => {
  "use strict";
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const all = (where, what) => [...where.querySelectorAll(what)];
  const sheet = byId("sheet"), card = byId("card"), inside = card.querySelector(".inside"), bar = byId("litbar");
  const has = (element, name, values) => (element.dataset[name] || "").split(" ").some((each) => values.has(each));
  const make = (name, looks, text) => {
    const made = document.createElement(name);
    if (looks) made.className = looks;
    if (text) made.textContent = text;
    return made;
  };
  const rows = new Map(all(document, "tr[data-s]").map((row) => [row.dataset.s, row]));
  const chosen = { source: "", kinds: new Set(), severities: new Set() };
  let steps = [], step = -1, asked = null, pinned = false, timer = 0;

  // ------------------------------------------------ what is static becomes a control

  const button = (element, looks) => {
    const made = make("button", looks);
    made.type = "button";
    made.setAttribute("aria-pressed", "false");
    made.append(...element.childNodes);
    return made;
  };
  const count = (what) => all(sheet, `a.tag.${what}`).length;
  for (const item of all(byId("controls"), "li[data-k], li[data-v]")) {
    const kind = item.dataset.k, made = button(item);
    made.append(" ", make("span", "count", String(kind ? count(`st.${kind}`) : all(document, `article.finding.${item.dataset.v}`).length)));
    made.dataset.do = kind ? "kind" : "severity";
    made.dataset.value = kind || item.dataset.v;
    item.append(made);
  }
  for (const [id, row] of rows) {
    const chip = row.querySelector(".chip"), made = make("button", "source");
    made.type = "button";
    made.dataset.do = "source";
    made.dataset.value = id;
    made.setAttribute("aria-pressed", "false");
    made.setAttribute("aria-label", `${id}: light up what it carries`);
    chip.replaceWith(made);
    made.append(chip);
  }
  for (const tag of all(sheet, "a.tag")) {
    tag.setAttribute("role", "button");
    tag.setAttribute("aria-haspopup", "dialog");
    tag.setAttribute("aria-expanded", "false");
  }
  root.classList.add("scripted");

  // ------------------------------------------------ lighting up

  const nameOf = (id) => (rows.has(id) ? rows.get(id).cells[0].textContent.replace(id, "").trim() : "");
  const kindOf = (id) => (rows.has(id) ? rows.get(id).cells[1].textContent.trim() : "");

  function light() {
    const { source, kinds, severities } = chosen;
    const some = Boolean(source || kinds.size);
    const sources = new Set([source]);
    root.classList.toggle("lit", some);
    for (const each of all(document, ".sheet .m, .sheet .tag, .ribbon .bar, tr[data-s]")) {
      let on = some;
      if (source) on = each.matches(".tag") ? sourceOfTag(each) === source : has(each, "s", sources);
      else if (kinds.size) on = each.matches(".tag") ? [...kinds].some((kind) => each.classList.contains(kind)) : has(each, "k", kinds);
      each.classList.toggle("on", on);
    }
    for (const each of all(document, "[data-v]:not(li)")) each.toggleAttribute("hidden", severities.size > 0 && !severities.has(each.dataset.v));
    for (const each of all(sheet, ".hit")) each.classList.toggle("off", severities.size > 0 && ![...severities].some((s) => each.classList.contains(s)));
    for (const each of all(document, "[data-do=source], [data-do=kind], [data-do=severity]")) {
      const { do: sort, value } = each.dataset;
      const on = sort === "source" ? value === source : chosen[sort === "kind" ? "kinds" : "severities"].has(value);
      each.setAttribute("aria-pressed", String(on));
    }
    tell(some);
  }

  const sourceOfTag = (tag) => {
    const words = tag.previousElementSibling;
    return tag.classList.contains("st") ? tag.textContent.trim() : words && words.dataset.s === chosen.source ? chosen.source : "";
  };

  function tell(some) {
    all(sheet, ".here").forEach((each) => each.classList.remove("here"));
    steps = some ? all(sheet, "a.tag.st.on") : [];
    step = -1;
    bar.hidden = !some;
    if (!some) return;
    const number = all(sheet, "a.tag.st.on").length;
    const said = `${number} ${number === 1 ? "statement" : "statements"}`;
    const who = chosen.source ? `${chosen.source}, ${nameOf(chosen.source)}, ${kindOf(chosen.source)}` : [...chosen.kinds].map(labelOf).join(", ");
    bar.querySelector("[role=status]").textContent = `${who}: ${said}`;
    for (const each of all(bar, "[data-do=back], [data-do=on]")) each.hidden = steps.length === 0;
  }
  const labelOf = (kind) => byId("controls").querySelector(`li[data-k="${kind}"] .sample`).textContent;

  function go(by) {
    if (!steps.length) return;
    all(sheet, ".here").forEach((each) => each.classList.remove("here"));
    step = (step + by + steps.length) % steps.length;
    const id = new Set([steps[step].dataset.m]);
    const words = all(sheet, ".m").filter((each) => has(each, "m", id));
    words.forEach((each) => each.classList.add("here"));
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    (words[0] || steps[step]).scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
    const told = bar.querySelector("[role=status]");
    told.textContent = `${told.textContent.replace(/ – .*$/, "")} – ${step + 1} of ${steps.length}`;
  }

  function choose(sort, value) {
    if (sort === "source") {
      chosen.source = chosen.source === value ? "" : value;
      chosen.kinds.clear();
    } else {
      const set = chosen[sort === "kind" ? "kinds" : "severities"];
      if (!set.delete(value)) set.add(value);
      if (sort === "kind") chosen.source = "";
    }
    light();
  }

  // ------------------------------------------------ the card

  function fill(target) {
    const ids = [...new Set(target.dataset.m.split(" "))];
    const words = target.matches(".m") ? target : null;
    const notes = ids.map(byId).filter(Boolean);
    const sources = new Set(words ? (words.dataset.s || "").split(" ").filter((id) => rows.has(id)) : []);
    for (const note of notes) for (const chip of all(note, "dl .source .chip")) if (rows.has(chip.textContent)) sources.add(chip.textContent);
    inside.replaceChildren();
    for (const id of sources) inside.append(...whose(id));
    for (const note of notes) {
      const copy = make("div", note.className);
      copy.append(...[...note.cloneNode(true).childNodes]);
      for (const each of all(copy, "h3")) each.replaceWith(make("p", "what", each.textContent));
      inside.append(copy);
    }
    return inside.childElementCount > 0;
  }

  function whose(id) {
    const line = make("p", "whose"), chip = rows.get(id).querySelector(".chip").cloneNode(true);
    line.append(chip, " ", make("b", "", nameOf(id)), make("small", "", kindOf(id)));
    const holder = make("div", "buttons"), made = make("button", "", chosen.source === id ? "Show all again" : "Light up all that it carries");
    made.type = "button";
    made.dataset.do = "source";
    made.dataset.value = id;
    made.setAttribute("aria-pressed", String(chosen.source === id));
    holder.append(made);
    return [line, holder];
  }

  function open(target, pin) {
    if (asked === target && pinned && pin) return close(true);
    close(false);
    if (!fill(target)) return;
    asked = target;
    pinned = pin;
    card.hidden = false;
    if (target.matches("a.tag")) target.setAttribute("aria-expanded", "true");
    place(target);
  }

  function place(target) {
    const at = target.getClientRects()[0], box = card.getBoundingClientRect(), gap = 8;
    const below = at.bottom + gap + box.height <= innerHeight, above = at.top - gap - box.height >= 0;
    const last = [...target.getClientRects()].pop();
    card.style.top = `${below || !above ? Math.min(last.bottom + gap, Math.max(gap, innerHeight - box.height - gap)) : at.top - gap - box.height}px`;
    card.style.left = `${Math.max(gap, Math.min(at.left, root.clientWidth - box.width - gap))}px`;
  }

  function close(back) {
    clearTimeout(timer);
    if (card.hidden) return;
    const from = asked;
    card.hidden = true;
    asked = null;
    pinned = false;
    if (!from) return;
    if (from.matches("a.tag")) from.setAttribute("aria-expanded", "false");
    if (back && from.matches("a.tag")) from.focus({ preventScroll: true });
  }

  // ------------------------------------------------ what people do

  const doing = { back: () => go(-1), on: () => go(1), clear: () => { chosen.source = ""; chosen.kinds.clear(); light(); }, close: () => close(true) };

  document.addEventListener("click", (event) => {
    const control = event.target.closest("[data-do]");
    if (control) {
      const { do: what, value } = control.dataset;
      if (doing[what]) return doing[what]();
      if (card.contains(control)) close(true);
      return choose(what, value);
    }
    const piece = event.target.closest(".ribbon .bar[data-s]");
    if (piece) return choose("source", piece.dataset.s);
    const mark = event.target.closest(".sheet [data-m]");
    if (mark) {
      if (mark.matches("a")) event.preventDefault();
      if (!getSelection().isCollapsed && !mark.matches(".tag")) return;
      open(mark, true);
      if (event.detail === 0 && !card.hidden) card.focus({ preventScroll: true });
      return;
    }
    if (!event.target.closest("#card, #litbar")) close(false);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target.matches("a.tag")) {
      event.preventDefault();
      event.target.click();
    }
    if (event.key !== "Escape") return;
    if (!card.hidden) close(card.contains(document.activeElement) || document.activeElement === asked);
    else if (root.classList.contains("lit")) doing.clear();
  });

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || pinned) return;
    clearTimeout(timer);
    if (event.target.closest("#card")) return;
    const mark = event.target.closest(".sheet [data-m]");
    if (mark && mark !== asked) timer = setTimeout(() => getSelection().isCollapsed && open(mark, false), 350);
    else if (!mark) timer = setTimeout(() => close(false), 300);
  });

  addEventListener("scroll", () => { if (!card.hidden && !pinned) close(false); else if (asked) place(asked); }, { passive: true });
  addEventListener("resize", () => asked && place(asked));
  addEventListener("beforeprint", () => close(false));
})();
