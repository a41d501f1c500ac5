// The list of entries, and how somebody finds their own line among ten thousand.

const FINGERPRINT = /^[0-9a-f]{6,64}$/;

function entriesCard({ proof: { entries } }, words) {
  const found = el("p", { class: "soft", role: "status" });
  const row = ([place, entry]) => entryRow(place, entry, words);
  const pager = new Pager("entries", words.say("entries.heading"), row, words);
  const lines = [...entries.entries()];
  let names;
  const look = (text) => {
    if (text) names ??= entries.map((entry) => (entry.who === null ? "" : nameIn(person(entry.who))));
    const fitting = text ? fittingLines(lines, names, text) : lines;
    const all = words.number(entries.length);
    found.textContent = words.say(fitting.length ? "entries.found" : "entries.none", { n: fitting.length, all });
    pager.show(fitting);
  };
  look("");
  return card("people", words.say("entries.heading"), [
    el("p", {}, words.say("entries.why")),
    el("label", { for: "look" }, words.say("entries.search")),
    el("input", {
      id: "look", type: "search", autocomplete: "off", spellcheck: "false", autocapitalize: "off",
      oninput: (event) => look(event.target.value.trim()),
    }),
    found,
    pager.element,
  ]);
}

/** The lines whose name holds that text in any spelling, or whose fingerprint begins with it; whole names first. */
function fittingLines(lines, names, text) {
  const wanted = nameIn(person(OSRS + text));
  const digits = text.toLowerCase();
  const fits = ([place, { participant }]) =>
    names[place].includes(wanted) || (FINGERPRINT.test(digits) && participant.startsWith(digits));
  const whole = ([place]) => names[place] === wanted;
  const fitting = lines.filter(fits);
  return [...fitting.filter(whole), ...fitting.filter((line) => !whole(line))];
}

function nameIn(who) {
  return who.slice(who.indexOf(":") + 1);
}

function entryRow(place, entry, words) {
  const { first_ticket, tickets } = entry;
  const facts = {
    first: words.number(first_ticket),
    last: words.number(BigInt(first_ticket) + BigInt(tickets) - 1n),
    n: words.number(tickets),
  };
  const inside = el("div", { class: "inside" });
  const box = el("details", {}, [
    el("summary", {}, [
      el("span", { class: "place" }, `${place}`),
      el("span", { class: "told" }, [
        whoText(entry.who, words),
        el("span", { class: "soft" }, words.say(tickets === 1 ? "entries.one_ticket" : "entries.tickets", facts)),
      ]),
    ]),
    inside,
  ]);
  box.addEventListener("toggle", () => {
    if (box.open && !inside.hasChildNodes()) inside.append(valueList(entryValues(entry, words), words));
  });
  return el("li", {}, box);
}

function entryValues(entry, words) {
  return [
    ["value.who", entry.who === null ? "" : printable(entry.who)],
    ["value.salt", entry.salt ?? ""],
    ["value.participant", entry.participant],
    ["value.evidence", entry.evidence === null ? "" : printableLines(entry.evidence, words)],
    ["value.evidence_sha256", entry.evidence_sha256],
  ];
}
