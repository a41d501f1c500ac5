// What stands behind each step: its formula as the protocol writes it, what went in and what came out.

const FORMULAS = {
  commitment: 'H("commit", secret, guild_id, number, kind, closes_at, winners, mode, chain, SHA-256(rules))',
  participants: 'participant = H("participant", salt, who)',
  root: "leaf = participant ‖ u64(first_ticket) ‖ u64(tickets) ‖ SHA-256(evidence);  RFC 6962 §2.1",
  lock: 'H("lock", commitment, root, number of leaves, total tickets)',
  call: 'H("call", lock, secret, round)',
  randomness: "SHA-256(signature)",
  seed: 'MAC(secret, "seed", lock, round, randomness)',
  draw: 'x = MAC(seed, "draw", position, nonce) < 2^256 − (2^256 mod n);  ticket = x mod n',
  result: 'H("result", call, randomness, seed, p0, p1, …);  p = participant ‖ u64(nonce) ‖ u64(ticket)',
};
const MANY = 20; // positions that a step lists

/** The rows of a step: [label, value], each with what the label's sentence names where it names something. */
const VALUES = {
  mode: ({ proof: { draw, call } }) => [
    ["value.mode", draw.mode],
    ["value.chain", draw.chain],
    ["value.round", call.round],
  ],
  commitment: ({ proof: { draw, call, commitment }, found }) => [
    ["value.secret", call.secret],
    ["value.guild_id", draw.guild_id],
    ["value.number", draw.number],
    ["value.kind", draw.kind],
    ["value.closes_at", draw.closes_at],
    ["value.winners", draw.winners],
    ["value.mode", draw.mode],
    ["value.chain", draw.chain],
    ["value.rules", found.rules],
    ...compared("value.commitment", commitment, found.commitment),
  ],
  tickets: ({ proof: { entries } }) => [
    ["value.entries", entries.length],
    ["value.tickets", totalTickets(entries)],
  ],
  participants: ({ proof: { entries }, erased }) => [
    ["value.entries", entries.length],
    ["value.erased", erased],
  ],
  persons: ({ proof: { entries } }) => [
    ["value.people", new Set(entries.map((entry) => entry.participant)).size],
  ],
  evidence: ({ proof: { entries } }) => [["value.entries", entries.length]],
  kind: ({ proof: { draw } }) => [["value.kind", draw.kind]],
  root: ({ proof: { root, entries }, found }) => [
    ["value.entries", entries.length],
    ...compared("value.root", root, found.root),
  ],
  lock: ({ proof: { commitment, root, entries, lock }, found }) => [
    ["value.commitment", commitment],
    ["value.root", root],
    ["value.entries", entries.length],
    ["value.tickets", totalTickets(entries)],
    ...compared("value.lock", lock, found.lock),
  ],
  call: ({ proof: { lock, call }, found }) => [
    ["value.lock", lock],
    ["value.secret", call.secret],
    ["value.round", call.round],
    ...compared("value.call", call.hash, found.call),
  ],
  chain: ({ proof: { draw }, chain }) => [
    ["value.chain", draw.chain],
    ...(chain ? [["value.genesis", chain.genesis], ["value.period", chain.period]] : []),
  ],
  called_at: ({ proof: { call }, chain }, words) => [
    ["value.called_at", moment(call.called_at, words)],
    ...(chain ? [["value.round_at", moment(timeOf(chain, call.round), words)]] : []),
  ],
  posts: ({ proof: { posts } }, words) =>
    ["commitment", "lock", "call"].map((step) => [`value.post_${step}`, moment(snowflakeTime(posts[step]), words)]),
  randomness: ({ proof: { beacon }, found }) => [
    ["value.signature", beacon.signature],
    ...compared("value.randomness", beacon.randomness, found.randomness),
  ],
  beacon: ({ proof: { beacon }, answers }, words) => [
    ["value.chain", beacon.chain],
    ["value.round", beacon.round],
    ["value.signature", beacon.signature],
    ...answers.map(({ relay, says, facts }) => [{ plain: relay }, words.say(says, facts)]),
  ],
  seed: ({ proof: { call, lock, seed }, randomness, found }) => [
    ["value.secret", call.secret],
    ["value.lock", lock],
    ["value.round", call.round],
    ["value.randomness", hex(randomness)],
    ...compared("value.seed", seed, found.seed),
  ],
  positions: ({ proof: { positions, draw, entries }, voids }) => [
    ["value.positions", positions.length],
    ["value.due", positionsDue(draw.winners, voids, entries)],
  ],
  voids: ({ proof: { positions } }) =>
    positions
      .filter((position) => position.void !== null)
      .slice(0, MANY)
      .map((drawn) => [{ say: "value.void", facts: drawn }, printable(drawn.void)]),
  draw: ({ proof: { positions, seed } }, words) => [
    ["value.seed", seed],
    ...positions.slice(0, MANY).map((drawn) => [
      { say: "value.position", facts: drawn },
      `${words.say("value.pick", drawn)}\n${drawn.participant}`,
    ]),
    ...(positions.length > MANY
      ? [["value.more", words.say("value.more.count", { n: words.number(positions.length - MANY) })]]
      : []),
  ],
  result: ({ proof: { call, seed, result }, randomness, found }) => [
    ["value.call", call.hash],
    ["value.randomness", hex(randomness)],
    ["value.seed", seed],
    ...compared("value.result", result, found.result),
  ],
  lock_signature: ({ proof: { signatures, lock } }) => signatureValues(signatures.lock, lock, "value.lock"),
  result_signature: ({ proof: { signatures, result } }) => signatureValues(signatures.result, result, "value.result"),
};

function compared(label, stated, found) {
  return stated === found ? [[label, stated], ["value.same", found]] : [[label, stated], ["value.recomputed", found]];
}

function signatureValues(by, message, label) {
  return [
    ["value.public_key", by.public_key],
    ["value.signature", by.signature],
    [label, message],
  ];
}

function moment(ms, words) {
  return `${words.time(ms)}\n${ms} ms`;
}

const HIDING = /(?![ \u200c\u200d])[\p{C}\p{Z}]/gu; // joiners are inside emoji and words, and harmless

const SHORT = 500; // characters that are shown of what should be a line
const LONG = 20_000; // and of what may be a page: a hostile text must not keep the browser busy

/** Foreign text in a line, without the characters that would move, hide or reorder what is read. */
function printable(text) {
  return text.length > SHORT ? `${harmless(text.slice(0, SHORT))}…` : harmless(text);
}

/** The same for a text of several lines; where it is cut, it says so. */
function printableLines(text, words) {
  const lines = text.slice(0, LONG).split("\n").map(harmless).join("\n");
  if (text.length <= LONG) return lines;
  return `${lines}…\n\n${words.say("text.more", { n: words.number(text.length - LONG) })}`;
}

function harmless(text) {
  return text.replace(HIDING, (letter) => {
    const code = letter.codePointAt(0).toString(16);
    if (code.length > 4) return `\\U${code.padStart(8, "0")}`;
    return code.length > 2 ? `\\u${code.padStart(4, "0")}` : `\\x${code.padStart(2, "0")}`;
  });
}
