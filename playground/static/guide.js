// The guide through a story: shows one step, notices when it is done, and goes on. Its place stands in the address.
const guide = document.getElementById("guide");
const $ = (id) => document.getElementById(id);
const { story, lobby } = guide.dataset;
const last = Number(guide.dataset.steps);
const picker = $("viewer-picker");
const room = guide.dataset.room;
const LOOK_EVERY = 1200;
const READ_FOR = 1600;
const READ_FOR_DONE = 3200;

let at = Number(guide.dataset.step);
let steps = [];
let forward = false; // whether one came here by going on, so that what is done already may go on by itself
let seenOpen = false; // whether this step was seen not done
let going = 0;
let busy = false;
let wasLoose = false; // whether the crowd was seen at work here

const card = (number) => guide.querySelector(`template[data-step="${number}"]`);
const here = (number) => {
  const { user, room: where } = card(number).dataset;
  return !user || !picker.value || (user === picker.value && where === room);
};

// Whoever is somebody else, or elsewhere, is shown the way.
function pointTheWay() {
  const be = guide.querySelector(".guide-be");
  if (be) be.hidden = here(at);
  guide.toggleAttribute("data-elsewhere", Boolean(be && !be.hidden));
}

function show(number, onward) {
  clearTimeout(going);
  going = 0;
  at = Math.min(Math.max(1, number), last + 1);
  forward = onward;
  seenOpen = false;
  const over = at > last;
  guide.dataset.step = at;
  guide.dataset.done = over;
  $("guide-count").textContent = over ? "The end" : `Step ${at} of ${last}`;
  const content = card(at).content.cloneNode(true);
  const text = content.querySelector("span");
  $("guide-step").replaceChildren(...text.childNodes);
  text.remove();
  $("guide-tools").replaceChildren(content);
  $("guide-back").disabled = at === 1;
  $("guide-next").hidden = over;
  const address = new URL(window.location.href);
  address.searchParams.set("step", at);
  history.replaceState(null, "", address);
  wire();
  settle();
  if (over) fetch(`${lobby}story/${story}/told`, { method: "POST" }).catch(() => {});
}

function wire() {
  pointTheWay();
  for (const skip of guide.querySelectorAll(".guide-skip")) {
    skip.addEventListener("click", () => ask(skip, "skip", { hours: skip.dataset.hours }, "Time flies…"));
  }
  for (const crowd of guide.querySelectorAll(".guide-crowd")) {
    crowd.addEventListener("click", () => {
      const stop = crowd.getAttribute("aria-pressed") === "true";
      ask(crowd, "crowd", { act: stop ? "stop" : crowd.dataset.act }, crowd.textContent);
    });
  }
  for (const code of guide.querySelectorAll("code[data-copy]")) {
    const copy = Object.assign(document.createElement("button"), {
      type: "button", title: "Copy", textContent: code.textContent,
    });
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.dataset.copy);
      code.classList.add("copied");
      setTimeout(() => code.classList.remove("copied"), 1500);
    });
    code.replaceChildren(copy);
  }
}

async function ask(button, what, fields, meanwhile) {
  if (busy) return;
  busy = true;
  const label = button.textContent;
  button.disabled = true;
  button.textContent = meanwhile;
  try {
    await fetch(`${lobby}${what}`, { method: "POST", body: new URLSearchParams(fields) });
  } catch { /* the next look says that the playground is gone */ }
  button.textContent = label;
  button.disabled = false;
  busy = false;
  await look();
}

// A step that becomes done while one looks goes on by itself, after a moment to read; one step back stays.
function settle() {
  const done = steps[at - 1] === true;
  guide.toggleAttribute("data-step-done", done);
  $("guide-next").textContent = done || steps[at - 1] === null || steps.length === 0 ? "Next" : "Skip";
  if (!done) {
    seenOpen ||= steps.length > 0;
    return;
  }
  if (!going && at <= last && (seenOpen || forward)) {
    going = setTimeout(() => show(at + 1, true), seenOpen ? READ_FOR : READ_FOR_DONE);
  }
}

function showCrowd({ loose, said }) {
  for (const button of guide.querySelectorAll(".guide-crowd")) {
    button.setAttribute("aria-pressed", loose);
    if (!busy) button.textContent = loose ? "Stop" : button.dataset.label;
  }
  if ($("guide-tools").querySelector(".guide-crowd")) {
    let line = $("guide-said");
    if (!line) {
      line = Object.assign(document.createElement("p"), { id: "guide-said" });
      line.setAttribute("aria-live", "polite");
      $("guide-tools").append(line);
    }
    // What the crowd did for the story before is no news.
    wasLoose ||= Boolean(loose);
    const text = wasLoose ? said.at(-1) ?? "" : "";
    if (line.textContent !== text) line.textContent = text;
  }
}

async function look() {
  try {
    const state = await (await fetch(`${lobby}story/${story}/done`)).json();
    steps = state.steps;
    guide.removeAttribute("data-gone");
    showCrowd(state.crowd);
    if (at <= last) settle();
  } catch {
    guide.setAttribute("data-gone", "");
  }
}

$("guide-next").addEventListener("click", () => show(at + 1, true));
$("guide-back").addEventListener("click", () => show(at - 1, false));
$("guide-fold").addEventListener("click", () => {
  const folded = $("guide-fold").getAttribute("aria-expanded") === "true";
  $("guide-fold").setAttribute("aria-expanded", !folded);
  $("guide-body").hidden = folded;
});
picker.addEventListener("change", () => setTimeout(pointTheWay));
new MutationObserver(pointTheWay).observe(picker, { childList: true });

show(at, false);
await look();
setInterval(() => { if (!document.hidden) look(); }, LOOK_EVERY);
