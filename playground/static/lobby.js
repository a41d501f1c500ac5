// The clock runs on between looks at the playground; errors show up by themselves; a click copies a command.
const $ = (id) => document.getElementById(id);
const shown = new Intl.DateTimeFormat("en-GB", {
  weekday: "short", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", second: "2-digit",
});
const short = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
let ahead = 0;

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

async function look() {
  try {
    const state = await (await fetch("/state")).json();
    setClock(state.now);
    showTroubles(state.troubles);
    $("gone").hidden = true;
  } catch {
    $("gone").hidden = false;
  }
}

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
setInterval(look, 5000);
look();
