// What a verification looks like: the verdict, what a reader must know first, the draw, what to compare, the steps.

const COMMAND = "python -m fairness proof.json";
const SPLIT = "\u0000"; // where a sentence lets in more than text
const SIGNS = { verified: "passed", rejected: "failed", unreadable: "warning", incomplete: "unchecked" };

/** The verdict's heading and sentence. */
function verdict({ outcome, checks, unreadable }, source, words) {
  const told = { rejected: "failed", incomplete: "unchecked" }[outcome];
  const named = checks.filter((check) => check.state === told);
  const facts = {
    n: told ? named.length : checks.length,
    names: SPLIT,
    why: unreadable && words.say(unreadable.code, unreadable.facts),
  };
  const [before, after] = words.say(`verdict.${outcome}.why`, facts).split(SPLIT);
  return [
    icon(SIGNS[outcome]),
    el("div", {}, [
      el("h2", {}, words.say(`verdict.${outcome}`, facts)),
      el("p", {}, before, after === undefined ? null : namesOf(named), after ?? ""),
      outcome === "incomplete" && el("p", {}, words.say("verdict.command"), " ", el("code", {}, COMMAND)),
      el("p", { class: "source" }, words.say("verdict.source", { source: printable(source) })),
    ]),
  ];
}

/** Check names that lead to their steps. */
function namesOf(checks) {
  return checks.flatMap(({ name }, place) => [place ? ", " : "", el("a", { href: `#step-${name}` }, name)]);
}

/** All that stands under the verdict. */
function report(found, link, words) {
  const { it, checks } = found;
  return [
    it && notices(it, words),
    it && drawCard(found, words),
    it && compareCard(it, words),
    it && entriesCard(it, words),
    checks.length ? stepsCard(found, words) : null,
    it && limitsCard(words),
    elsewhereCard(link, words),
  ].filter(Boolean);
}

function notices(it, words) {
  const { proof, voids, erased } = it;
  const grave = [
    voids && words.say("notice.voids", { voids }),
    it.calledLate && words.say("notice.late"),
    it.testChain && `${words.say("notice.test")} (${proof.draw.chain})`,
  ].filter(Boolean);
  const more = [
    proof.posts === null && words.say("notice.posts"),
    ...it.unknownKeys.map((what) => words.say(`notice.key.${what}`)),
    erased && words.say("notice.erased", { erased }),
  ].filter(Boolean);
  if (!grave.length && !more.length && !it.sealed) return null;
  const note = (name) => (text) => el("li", { class: name }, icon("warning"), el("div", {}, text));
  const sealed = [el("strong", {}, words.say("notice.sealed")), words.say("notice.sealed.why")];
  return el("ul", { class: "notices" }, [
    ...[...grave.map((text) => el("strong", {}, text)), ...(it.sealed ? [sealed] : [])].map(note("grave")),
    ...more.map(note("minor")),
  ]);
}

function drawCard({ it, outcome, checks }, words) {
  const { draw, entries } = it.proof;
  const sound = outcome === "verified" || outcome === "incomplete";
  const publicly = !it.testChain && checks.some(({ name, state }) => name === "beacon" && state === "passed");
  const facts = { number: words.number(draw.number), guild: draw.guild_id };
  const heading = !sound ? "winners.claimed" : it.winners.length === 1 ? "winners.one" : "winners.many";
  return el("section", { class: `card draw ${draw.kind}`, "aria-labelledby": "draw-heading" }, [
    el("p", { class: "kind" }, words.say(`kind.${draw.kind}`), " · ", words.say("draw.number", facts)),
    el("h2", { id: "draw-heading", dir: "auto" }, printable(draw.title) || words.say("draw.untitled")),
    el("p", { class: "soft" }, words.say("draw.entries", { n: entries.length, tickets: totalTickets(entries) })),
    el("h3", {}, words.say(heading)),
    it.winners.length ? null : el("p", {}, words.say("winners.none")),
    positionList(it, sound, words),
    sound && publicly ? el("p", { class: "soft mode" }, words.say("draw.beacon")) : null,
  ]);
}

function positionList(it, sound, words) {
  const { entries, positions } = it.proof;
  const people = new Map();
  for (const { participant, who, tickets } of entries) {
    const held = (people.get(participant)?.held ?? 0n) + BigInt(tickets);
    people.set(participant, { who, held });
  }
  const winning = new Set(it.winners);
  const drawn = new Map(positions.map((position, place) => [position, it.found.picks?.[place]]));
  const row = (position) => {
    const somebody = people.get(position.participant);
    return positionRow(position, somebody, drawn.get(position), { wins: winning.has(position), sound }, words);
  };
  const pager = new Pager("winners", words.say("winners.many"), row, words);
  pager.show(positions);
  return pager.element;
}

function positionRow(position, somebody, pick, { wins, sound }, words) {
  const { ticket } = position;
  const said = pick
    ? words.say("winners.ticket", { ticket: words.number(ticket), last: words.number(pick.tickets - 1n) })
    : words.say("winners.ticket_only", { ticket: words.number(ticket) });
  const held = somebody && words.say("winners.held", { held: somebody.held });
  const facts = [wins && sound && words.say("winners.wins"), said, held].filter(Boolean);
  const name = somebody ? whoText(somebody.who, words) : el("code", {}, position.participant);
  const state = position.void !== null ? "void" : wins ? "wins" : "waits";
  return el("li", { class: state, value: position.position + 1 }, [
    el("div", { class: "name" }, name),
    el("div", { class: "soft" }, facts.join(" · ")),
    state === "void" && el("div", { class: "reason" }, [
      words.say("winners.void"), ": ", el("bdi", {}, printable(position.void)),
    ]),
    state === "waits" && el("div", { class: "soft" }, words.say("winners.stands_by")),
  ]);
}

function compareCard({ proof: { draw, posts, commitment, lock, call } }, words) {
  const values = { commitment, lock, call: call.hash };
  return card("compare", words.say("compare.heading"), [
    el("p", {}, words.say("compare.why")),
    el("h3", {}, words.say("compare.rules")),
    el("blockquote", { dir: "auto" }, printableLines(draw.rules, words)),
    el("dl", { class: "facts" }, [
      el("dt", {}, words.say("compare.closes")),
      el("dd", {}, words.time(BigInt(draw.closes_at) * 1000n)),
      el("dt", {}, words.say("compare.winners")),
      el("dd", {}, words.say("compare.winners.count", { n: draw.winners })),
    ]),
    el("h3", {}, words.say("compare.posts")),
    posts ? null : el("p", { class: "soft" }, words.say("notice.posts")),
    el("ul", { class: "posts" }, Object.entries(values).map(([step, value]) => el("li", {}, [
      el("strong", {}, words.say(`post.${step}`)),
      posts ? postLink(draw, posts, step, words) : null,
      el("code", { class: "value" }, value),
    ]))),
  ]);
}

function postLink(draw, posts, step, words) {
  const href = `https://discord.com/channels/${draw.guild_id}/${posts.channel_id}/${posts[step]}`;
  const open = words.say("compare.open");
  const label = `${open}: ${words.say(`post.${step}`)}`;
  return el("a", { href, target: "_blank", rel: "noopener noreferrer", "aria-label": label }, open);
}

const GROUPS = {
  file: ["protocol", "form"],
  commit: ["mode", "commitment"],
  lock: ["tickets", "participants", "persons", "evidence", "kind", "root", "lock"],
  call: ["call", "chain", "called_at", "posts"],
  draw: ["randomness", "beacon", "seed", "positions", "voids", "draw"],
  result: ["result", "lock_signature", "result_signature"],
};

function stepsCard({ checks, it }, words) {
  const groups = Object.entries(GROUPS).flatMap(([group, names]) => {
    const inside = checks.filter((check) => names.includes(check.name));
    if (!inside.length) return [];
    const heading = el("h3", {}, words.say(`steps.${group}`));
    return [heading, el("div", { class: "steps" }, inside.map((check) => step(check, it, words)))];
  });
  return card("every", words.say("steps.heading"), el("p", { class: "soft" }, words.say("steps.why")), ...groups);
}

function step(check, it, words) {
  const { name, state } = check;
  const inside = el("div", { class: "inside" });
  const fill = () => inside.replaceChildren(...stepInside(check, it, words));
  const box = el("details", { id: `step-${name}`, class: state, open: state === "failed" ? "" : null }, [
    el("summary", {}, [
      icon(state),
      el("span", { class: "told" }, [
        el("span", { class: "title" }, words.say(`step.${name}`)),
        el("span", { class: state === "passed" ? "hidden" : "state" }, words.say(`state.${state}`)),
        el("span", { class: "detail" }, words.detail(check)),
      ]),
      el("code", { class: "check" }, name),
    ]),
    inside,
  ]);
  if (box.open) fill();
  box.addEventListener("toggle", () => box.open && !inside.hasChildNodes() && fill());
  return box;
}

function stepInside({ name, state }, it, words) {
  const rows = it && VALUES[name] ? VALUES[name](it, words) : [];
  return [
    el("p", {}, words.say(`what.${name}`)),
    state === "unchecked" ? el("p", {}, words.say("verdict.command"), " ", el("code", {}, COMMAND)) : "",
    FORMULAS[name] ? el("p", { class: "formula" }, el("code", {}, FORMULAS[name])) : "",
    rows.length ? valueList(rows, words) : "",
  ];
}

function limitsCard(words) {
  const limits = ["people", "host", "honest", "prize"].map((one) => el("li", {}, words.say(`limits.${one}`)));
  return card("limits", words.say("limits.heading"), el("ul", {}, limits));
}

function elsewhereCard(link, words) {
  return card("elsewhere", words.say("elsewhere.heading"), [
    el("p", {}, words.say("elsewhere.why")),
    el("p", {}, el("code", { class: "value" }, COMMAND)),
    link ? el("p", {}, el("a", { href: link, download: "proof.json" }, words.say("elsewhere.file"))) : null,
  ]);
}
