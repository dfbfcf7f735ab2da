/* Stegvis: saves a step's sheets while one writes, on top of its buttons; with the connection gone, seals them on the
   device (letters.js). One request at a time. Everything but this works without the file. */
"use strict";
for (const form of document.querySelectorAll("form[data-sheets]")) {
  const told = form.querySelector("[data-saved]");
  const sheets = [...form.querySelectorAll("[data-sheet]")];
  const held = new Map();  // the letter of each sheet that is not sent yet
  let timer = 0, leaving = null, unsaved = false, isChecked = false, touched = new Set();

  const say = (words) => { told.textContent = words; };
  const field = (name, block) => form.elements[`${name}.${block}`];
  const rows = (sheet) => [...sheet.querySelectorAll("[data-row]")].map((row) => {
    const answers = {};
    for (const one of row.querySelectorAll("input, textarea")) {
      if (["radio", "checkbox"].includes(one.type) && !one.checked) continue;
      const name = one.name.slice(one.name.indexOf(".") + 1);
      answers[name] = one.name in answers ? `${answers[name]} ${one.value}` : [answers[name], one.value].filter(Boolean).join(" ");
    }
    return answers;
  });

  const keep = async (words) => {
    try {
      for (const sheet of sheets.filter((each) => touched.has(each))) {
        const block = sheet.dataset.sheet, before = held.get(block);
        const id = await letters.seal(
          { module: form.dataset.sheets, block, version: Number(field("version", block).value), rows: rows(sheet) },
          form.dataset.point);
        letters.own.add(id);
        held.set(block, id);
        if (before) letters.drop(before);
      }
      say(words);
    } catch {
      say(form.dataset.lost);
    }
  };
  const letGo = () => { for (const id of held.values()) letters.drop(id); held.clear(); };

  /* "saved", "wrong" (the page says what), or "kept" sealed on the device. */
  const send = async () => {
    if (!navigator.onLine) { await keep(form.dataset.offline); return "kept"; }
    let answer, found;
    try {
      const body = new FormData(form);
      answer = await fetch(location.pathname, {
        method: "POST", body, headers: { Accept: "application/json" }, keepalive: document.hidden, signal: AbortSignal.timeout(8000) });
      found = answer.redirected ? null : await answer.json();
    } catch {
      found = undefined;
    }
    if (!found) { await keep(found === null ? form.dataset.out : form.dataset.offline); return "kept"; }
    for (const [block, is] of Object.entries(found.blocks)) {
      if (!is.copy) field("version", block).value = is.version;
      field("copy", block).value = is.copy;
    }
    say(found.words);
    if (!answer.ok) return "wrong";
    letGo();
    return "saved";
  };
  const save = async () => {
    clearTimeout(timer);
    while (leaving) await leaving;
    if (!unsaved) return "saved";
    unsaved = false;
    leaving = send();
    const how = await leaving;
    leaving = null;
    if (how === "saved" && !unsaved) touched = new Set();
    return how;
  };

  form.addEventListener("input", (event) => {
    unsaved = true;
    touched.add(event.target.closest("[data-sheet]"));
    clearTimeout(timer);
    timer = setTimeout(save, 1000);
  });
  form.addEventListener("submit", async (event) => {
    if (isChecked || !(unsaved || leaving || held.size)) { isChecked = false; return; }
    event.preventDefault();
    unsaved = unsaved || held.size > 0;
    const how = await save();
    if (how === "kept") return;
    isChecked = true;
    form.requestSubmit(event.submitter);
  });
  addEventListener("online", () => { if (held.size) { unsaved = true; save(); } });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  letters.isUnsaved = () => unsaved || held.size > 0;
  letters.secure = async () => { clearTimeout(timer); if (unsaved) await keep(form.dataset.offline); unsaved = false; };
}
