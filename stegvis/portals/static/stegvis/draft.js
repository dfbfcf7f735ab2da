/* Stegvis: saves a form marked data-draft while it is written, on top of its save button. One request at a time. */
"use strict";
for (const form of document.querySelectorAll("form[data-draft]")) {
  const unsaved = form.querySelector("[data-draft-unsaved]");
  let timer = 0, leaving = null, again = false;
  const send = async () => {
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form) });
      const text = await answer.text();
      if (!text.startsWith("<div data-draft-state>")) throw new Error("not an answer to a draft");
      form.querySelector("[data-draft-state]").outerHTML = text;
      unsaved.hidden = true;
    } catch {
      unsaved.hidden = false;
    }
  };
  const save = async () => {
    clearTimeout(timer);
    if (leaving) { again = true; return leaving; }
    leaving = send();
    await leaving;
    leaving = null;
    if (again) { again = false; await save(); }
  };
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 1200); });
  /* The version on the page must be that of the last answer before the whole form is sent. */
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    again = false;
    if (!leaving) return;
    event.preventDefault();
    leaving.then(() => form.requestSubmit(event.submitter));
  });
}
