/* Stegvis: keeps what one has ticked on a page of the library, in this browser alone. Works as plain boxes without it. */
"use strict";
for (const group of document.querySelectorAll("[data-kept]")) {
  const name = `ticks ${location.pathname} ${group.dataset.kept}`;
  const boxes = [...group.querySelectorAll("input[type=checkbox]")];
  let kept = [];
  try { kept = JSON.parse(localStorage.getItem(name) || "[]"); } catch { kept = []; }
  for (const box of boxes) box.checked = kept.includes(box.value);
  group.addEventListener("change", () => {
    const ticked = boxes.filter((box) => box.checked).map((box) => box.value);
    try {
      if (ticked.length) localStorage.setItem(name, JSON.stringify(ticked));
      else localStorage.removeItem(name);
    } catch { /* The browser keeps nothing: the boxes work, and are empty next time. */ }
  });
}
