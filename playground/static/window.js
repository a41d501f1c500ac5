// Manners of a real Discord client that SimCord's page lacks, and ways to the other channels.
const $ = (id) => document.getElementById(id);
const lobby = document.querySelector(".to-lobby").href;

// Enter sends a command that has all it needs, unless one has gone to an entry of a list with the arrows; SimCord
// would take the first entry, again and again.
let wentThroughList = false;
document.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") wentThroughList = true;
  if (event.key !== "Enter" || event.isComposing || wentThroughList || !event.target.matches?.(".command-chip")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  $("send-message").click();
}, true);
document.addEventListener("click", (event) => {
  if (!event.target.closest?.(".command-entry, .command-suggestion")) return;
  wentThroughList = false;
  if (event.target.closest(".command-entry")) return;
  const draft = window.simcordPreview.commandPicker.draft;
  const field = document.activeElement;
  if (!draft || draft.missingRequired.length || (field instanceof HTMLInputElement && !field.value)) return;
  field?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  document.querySelector(".command-chip")?.focus();
});

// An option that completes itself shows what there is as soon as one gets to it.
document.addEventListener("focusin", ({ target }) => {
  if (target.matches?.(".command-option-input[aria-autocomplete='list']") && !target.value && !target.dataset.asked) {
    target.dataset.asked = "yes";
    target.dispatchEvent(new Event("input", { bubbles: true }));
  }
});

// The newest is at the end: open there, stay there while it grows, and go there when one's own act brought something;
// whoever scrolls away is left in peace.
const timeline = $("channel-timeline");
const messages = $("channel-message-list");
let stays = true;
let actedAt = 0;
function follow() {
  if (!stays) return;
  const last = messages.lastElementChild;
  const room = timeline.clientHeight;
  const end = timeline.scrollHeight - room;
  // What is taller than the room is read from its top.
  timeline.scrollTop = actedAt && last?.offsetHeight > room ? Math.min(end, last.offsetTop - timeline.offsetTop - 8) : end;
}
function scrolledByHand() {
  stays = timeline.scrollHeight - timeline.clientHeight - timeline.scrollTop < 60;
  actedAt = 0;
}
for (const gesture of ["wheel", "touchmove", "keydown"]) {
  timeline.addEventListener(gesture, () => requestAnimationFrame(scrolledByHand), { passive: true });
}
function acted() {
  actedAt = Date.now();
}
$("channel-composer").addEventListener("submit", acted, true);
$("send-message").addEventListener("click", acted, true);
messages.addEventListener("click", acted, true);
$("modal-root").addEventListener("click", acted, true);
new MutationObserver((changes) => {
  const last = messages.lastElementChild;
  if (Date.now() - actedAt < 5000 && changes.some(({ addedNodes }) => [...addedNodes].includes(last))) stays = true;
  follow();
}).observe(messages, { childList: true });
const sizes = new ResizeObserver(follow);
sizes.observe(messages);
sizes.observe(timeline);

// Of the page's state only troubles are news.
const status = $("action-status");
new MutationObserver(() => {
  status.toggleAttribute("data-matters", /not completed|uncertain|interrupted|ended|unavailable/.test(status.textContent));
}).observe(status, { childList: true, characterData: true, subtree: true });

// On a phone the channels are a strip: begin where one is.
document.querySelector(".rooms a[aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });

// Other channels, and links to messages in them, open as whoever one is now.
// A guide comes along.
const path = (where) => `${lobby}open/${$("viewer-picker").value}/${where}${window.location.search}`;
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link) return;
  const message = /^https:\/\/discord\.com\/channels\/\d+\/(\d+)/.exec(link.href);
  const where = link.dataset.where ?? message?.[1];
  if (!where) return;
  event.preventDefault();
  const target = path(where);
  if (event.ctrlKey || event.metaKey || link.target === "_blank" && !message) window.open(target, "_blank", "noopener");
  else window.location.assign(target);
}, true);
