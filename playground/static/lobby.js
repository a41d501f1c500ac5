// The clock runs on between looks at the playground; errors show up by themselves; a click copies a command.
const $ = (id) => document.getElementById(id);
const shown = new Intl.DateTimeFormat("en-GB", {
  weekday: "short", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", second: "2-digit",
});
const short = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
let ahead = 0;
let next = 0;

function setClock(text) {
  ahead = Date.parse(text) - Date.now();
  $("now").dateTime = text;
  tick();
}

function tick() {
  $("now").textContent = shown.format(new Date(Date.now() + ahead));
}

function showTroubles(troubles) {
  $("quiet").hidden = troubles.length > 0;
  $("trouble-list").replaceChildren(...troubles.toReversed().map(({ at, text }) => {
    const item = document.createElement("li");
    const time = document.createElement("time");
    time.dateTime = at;
    time.textContent = short.format(new Date(at));
    item.append(time, text);
    return item;
  }));
}

function showCrowd({ loose, said }) {
  $("crowd").dataset.loose = loose;
  $("crowd-go").setAttribute("aria-pressed", loose);
  $("crowd-go").textContent = loose ? "Stop" : "Let the crowd loose";
  const lines = [...$("crowd-said").children].map((item) => item.textContent);
  if (lines.join("\n") === said.join("\n")) return;
  $("crowd-said").replaceChildren(...said.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
}

function showTold(told) {
  for (const story of document.querySelectorAll(".story")) story.toggleAttribute("data-told", told.includes(story.dataset.story));
}

async function look() {
  clearTimeout(next);
  try {
    const state = await (await fetch("/state")).json();
    setClock(state.now);
    showTroubles(state.troubles);
    showCrowd(state.crowd);
    showTold(state.told);
    next = setTimeout(look, state.crowd.loose ? 1000 : 5000);
    $("gone").hidden = true;
  } catch {
    $("gone").hidden = false;
    next = setTimeout(look, 5000);
  }
}

$("crowd-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const act = $("crowd").dataset.loose === "true" ? "stop" : "all";
  await fetch("/crowd", { method: "POST", body: new URLSearchParams({ act }) }).catch(() => {});
  await look();
});

$("skip").addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = event.submitter;
  const buttons = [...event.target.querySelectorAll("button")];
  buttons.forEach((one) => { one.disabled = true; });
  $("skip-status").textContent = "Time flies…";
  try {
    const answer = await fetch("/skip", { method: "POST", body: new URLSearchParams({ hours: button.value }) });
    $("skip-status").textContent = answer.ok
      ? `${button.dataset.over} The channels show what the bot did.` : "That did not work; see below.";
  } catch {
    $("skip-status").textContent = "The playground does not answer.";
  }
  buttons.forEach((one) => { one.disabled = false; });
  await look();
});

for (const code of document.querySelectorAll("code[data-copy]")) {
  const button = document.createElement("button");
  button.className = "copy";
  button.type = "button";
  button.title = "Copy";
  button.textContent = code.textContent;
  code.replaceChildren(button);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.dataset.copy);
    code.classList.add("copied");
    setTimeout(() => code.classList.remove("copied"), 1500);
  });
}

setClock($("now").dateTime);
setInterval(tick, 1000);
look();
