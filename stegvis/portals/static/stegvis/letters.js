/* Stegvis: what could not be sent is kept sealed on the device, to the server's key, and sent when the connection is
   back. Only the server can open a letter; the device holds random bytes and nothing of what they are about. */
"use strict";
const letters = (() => {
  const { url, waiting, sent } = document.currentScript.dataset;
  const START = "letter.";
  const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const text = (content) => btoa(Array.from(content, (byte) => String.fromCharCode(byte)).join(""));
  const store = (() => { try { return localStorage; } catch { return null; } })();
  const ids = () => store ? Object.keys(store).filter((key) => key.startsWith(START)).map((key) => key.slice(START.length)) : [];
  const own = new Set();  // those of this page, which it sends by itself
  let sending = null;

  /* Ephemeral ECDH on P-256, HKDF-SHA256, AES-256-GCM with the letter's id as associated data. */
  const seal = async (says, point) => {
    const id = crypto.randomUUID();
    const curve = { name: "ECDH", namedCurve: "P-256" };
    const to = bytes(point);
    const box = await crypto.subtle.importKey("raw", to, curve, false, []);
    const pair = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
    const from = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
    const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: box }, pair.privateKey, 256);
    const master = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const key = await crypto.subtle.deriveKey(
      { name: "HKDF", hash: "SHA-256", salt: new Uint8Array([...from, ...to]), info: new TextEncoder().encode("stegvis/letter/1") },
      master, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const hidden = await crypto.subtle.encrypt(
      { name: "AES-GCM", iv: nonce, additionalData: new TextEncoder().encode(id) }, key,
      new TextEncoder().encode(JSON.stringify({ ...says, at: new Date().toISOString() })));
    store.setItem(START + id, text(new Uint8Array([...from, ...nonce, ...new Uint8Array(hidden)])));
    return id;
  };
  const drop = (id) => { own.delete(id); store.removeItem(START + id); };

  const say = (words) => {
    let place = document.querySelector("[data-letters]");
    if (!place) {
      place = document.createElement("p");
      place.className = "wrap saved told";
      place.setAttribute("role", "status");
      place.dataset.letters = "";
      document.querySelector("main").prepend(place);
    }
    place.textContent = words;
  };

  /* One letter: true when the server has it. Refused for good, it says why and is not sent again on this page. */
  const refused = new Set();
  const post = async (id) => {
    const form = new FormData();
    form.set("id", id);
    form.set("sealed", store.getItem(START + id));
    form.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    const answer = await fetch(url, { method: "POST", body: form, signal: AbortSignal.timeout(8000) });
    if (answer.redirected) return false;
    if (answer.status === 422) { refused.add(id); say((await answer.json()).words); }
    if (!answer.ok || (await answer.json()).id !== id) return false;
    drop(id);
    return true;
  };
  const sendAll = async () => {
    const wanted = ids().filter((id) => !own.has(id) && !refused.has(id));
    if (!wanted.length) return;
    let done = 0;
    try { for (const id of wanted) done += await post(id) ? 1 : 0; } catch { /* the connection is gone again */ }
    if (done) say(sent);
    else if (!refused.size) say(waiting);
  };
  const send = () => { sending ??= sendAll().finally(() => { sending = null; }); return sending; };

  addEventListener("online", send);
  send();

  /* Leaving at once empties the browser's storage. What is not sent is tried first, and is then left there sealed. */
  addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("[action$='/exit/']") || !(ids().length || letters.isUnsaved())) return;
    event.preventDefault();
    const tried = (async () => { await letters.secure(); own.clear(); await send(); })();
    await Promise.race([tried.catch(() => {}), new Promise((done) => setTimeout(done, 700))]);
    if (ids().length) {
      const keep = document.createElement("input");
      Object.assign(keep, { type: "hidden", name: "keep", value: "sealed" });
      form.append(keep);
    }
    form.submit();
  });

  return { seal, drop, own, send, isUnsaved: () => false, secure: async () => {} };
})();
