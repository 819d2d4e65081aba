"use strict";
const find = (id) => document.getElementById(id);
const talk = find("talk"), status = find("status"), toast = find("toast"), field = find("text");
const base = "/chat/" + document.querySelector(".phone").dataset.chat;
const title = document.title;
let unseen = 0, quiet, resting;

const atEnd = () => talk.scrollHeight - talk.scrollTop - talk.clientHeight < 120;
const toEnd = (behavior = "smooth") => talk.scrollTo({ top: talk.scrollHeight, behavior });

function say(words) {
  toast.textContent = words;
  clearTimeout(quiet);
  quiet = setTimeout(() => { toast.textContent = ""; }, 3500);
}

const post = (url, values) => send(url, new URLSearchParams(values));

async function send(url, body) {
  try {
    const answer = await fetch(url, { method: "POST", headers: { Accept: "application/json" }, body });
    if (!answer.ok) say((await answer.json()).detail);
    return answer.ok;
  } catch { say("The sandbox does not answer. Is mojo up still running?"); return false; }
}

const parse = (html) => { const box = document.createElement("template"); box.innerHTML = html; return box.content; };

function show(id, html, fresh) {
  const piece = parse(html), old = find("m" + id);
  if (old) {
    const article = piece.querySelector("article");
    if (old.outerHTML !== article.outerHTML) old.replaceWith(article);
    return;
  }
  const follow = atEnd(), article = piece.querySelector("article");
  const days = talk.querySelectorAll(".day"), last = days[days.length - 1];
  if (last && last.textContent === piece.querySelector(".day").textContent) piece.querySelector(".day").remove();
  if (fresh) article.classList.add("new");
  talk.insertBefore(piece, talk.querySelector(".empty"));
  begun();
  if (follow || article.classList.contains("own")) toEnd(fresh ? "smooth" : "instant");
  if (fresh && !article.classList.contains("own")) seen();
}

function seen() {
  if (document.hidden) { unseen += 1; document.title = `(${unseen}) ${title}`; return; }
  unseen = 0; document.title = title;
  post(base + "/read", {});
}

function begun() {
  const start = find("start");
  document.querySelector(".composer").hidden = false;
  if (start) { start.remove(); field.focus(); }
}

const rest = () => { clearTimeout(resting); status.textContent = status.dataset.rest; };
const calm = (scope) => scope?.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));

const on = {
  state(event) {
    const ids = new Set(event.messages.map((message) => "m" + message.id));
    talk.querySelectorAll(".message").forEach((message) => { if (!ids.has(message.id)) message.remove(); });
    event.messages.forEach((message) => show(message.id, message.html, false));
    on.keyboard(event); rest();
  },
  message(event) { rest(); show(event.id, event.html, true); },
  deleted(event) { find("m" + event.id)?.remove(); },
  keyboard(event) { const follow = atEnd(); find("keys").innerHTML = event.html; if (follow) toEnd("instant"); },
  answered(event) {
    calm(find("m" + event.id));
    if (event.text && event.show_alert) { find("alert").querySelector("span").textContent = event.text; find("alert").showModal(); }
    else if (event.text) say(event.text);
  },
  action(event) { status.textContent = event.text + "…"; clearTimeout(resting); resting = setTimeout(rest, 5000); },
  fetched(event) {
    const waiting = new Set(event.pending.map(String));
    talk.querySelectorAll(".message.sent").forEach((message) => {
      if (!waiting.has(message.dataset.id)) message.classList.replace("sent", "fetched");
    });
  },
  blocked() { location.reload(); },
};

const stream = new EventSource(base + "/events");
stream.onmessage = (message) => { const event = JSON.parse(message.data); on[event.kind]?.(event); };
stream.onerror = () => { status.textContent = "connecting…"; };

document.addEventListener("submit", async (submission) => {
  const form = submission.target, button = submission.submitter;
  if (form.method !== "post" || form.action.endsWith("/block")) return;
  submission.preventDefault();
  document.querySelectorAll("details[open]").forEach((sheet) => { sheet.open = form.classList.contains("moves") && sheet.contains(form); });
  const values = form.id === "say" && button?.name ? {} : Object.fromEntries(new FormData(form));
  if (button?.name) values[button.name] = button.value;
  if (form.id === "say" && !values.text.trim()) return;
  if (form.id === "press") { button.setAttribute("aria-busy", "true"); setTimeout(() => calm(button.parentElement), 15000); }
  const typed = form.id === "say" && !button?.name;
  if (typed) field.value = "";
  const sent = await post(form.action, values);
  if (!sent && typed) field.value = values.text;
  if (!sent) calm(button?.parentElement);
  if (typed) field.focus();
});

document.addEventListener("click", (click) => {
  const opener = click.target.closest("[data-opens]");
  if (opener) { find(opener.dataset.opens).open = true; find(opener.dataset.opens).querySelector("div button").focus(); return; }
  document.querySelectorAll("details[open]").forEach((sheet) => { if (!sheet.contains(click.target)) sheet.open = false; });
});

document.addEventListener("keydown", (key) => {
  if (key.key === "Escape") document.querySelectorAll("details[open]").forEach((sheet) => { sheet.open = false; sheet.querySelector("summary").focus(); });
});

field.addEventListener("keydown", (key) => {
  if (key.key === "Enter" && !key.shiftKey && !key.isComposing) { key.preventDefault(); find("say").requestSubmit(); }
});
find("file").addEventListener("change", async (change) => {
  const [file] = change.target.files;
  if (file) await send(`/sandbox/api${base.replace("chat", "chats")}/document?name=${encodeURIComponent(file.name)}`, file);
  change.target.value = "";
});
field.addEventListener("input", () => { find("menu").open = field.value === "/"; });
document.addEventListener("visibilitychange", () => { if (!document.hidden) seen(); });

const talks = [...talk.querySelectorAll(".day")];
talks.forEach((day, index) => { if (index && talks[index - 1].textContent === day.textContent) day.remove(); });
toEnd("instant");
const start = find("start");
if (start && "auto" in start.dataset && performance.getEntriesByType("navigation")[0]?.type === "navigate") {
  history.replaceState(null, "", base);
  start.requestSubmit();
}
