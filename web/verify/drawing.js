// The Merkle root of the entries, and step 4: who takes which position, each ticket in the pool with the same chance.

const SPACE = 2n ** 256n; // how many values one HMAC-SHA256 can take
const LEAF_BYTES = 80;

/** The Merkle tree hash of RFC 6962 §2.1 over the entries' leaves, as hex; there is at least one. */
async function rootOf(entries, pace) {
  const nodes = new Uint8Array(entries.length * HASH_BYTES);
  const leaf = new Uint8Array(1 + LEAF_BYTES); // begins with 0x00
  for (const [place, entry] of entries.entries()) {
    writeLeaf(entry, leaf, 1);
    hashInto(leaf, leaf.length, nodes, place * HASH_BYTES);
    await pace.breathe();
  }
  const pair = new Uint8Array(1 + 2 * HASH_BYTES);
  pair[0] = 1;
  for (let level = entries.length; level > 1; level = Math.ceil(level / 2)) {
    await foldLevel(nodes, level, pair, pace);
  }
  return hex(nodes.subarray(0, HASH_BYTES));
}

/** A node without a partner moves up as it is; that gives the tree the RFC defines from above. */
async function foldLevel(nodes, level, pair, pace) {
  for (let left = 0; left < level; left += 2) {
    const at = left * HASH_BYTES, above = at / 2;
    if (left + 1 === level) {
      nodes.copyWithin(above, at, at + HASH_BYTES);
    } else {
      pair.set(nodes.subarray(at, at + 2 * HASH_BYTES), 1);
      hashInto(pair, pair.length, nodes, above);
    }
    await pace.breathe();
  }
}

function writeLeaf(entry, out, at) {
  unhexInto(entry.participant, out, at);
  const view = new DataView(out.buffer, at + HASH_BYTES);
  view.setBigUint64(0, BigInt(entry.first_ticket));
  view.setBigUint64(8, BigInt(entry.tickets));
  unhexInto(entry.evidence_sha256, out, at + HASH_BYTES + 16);
}

/** How many tickets there are, by the last entry's range: more than a JavaScript number may hold. */
function totalTickets(entries) {
  const last = entries.at(-1);
  return BigInt(last.first_ticket) + BigInt(last.tickets);
}

/** The tickets still to be drawn from, in leaf order: a Fenwick tree (P. Fenwick, 1994) of what was taken out. */
class Pool {
  #entries;
  #taken = new Map(); // by node, 1 … entries
  #places = new Map(); // by participant

  constructor(entries) {
    this.#entries = entries;
    this.tickets = totalTickets(entries);
    for (const [place, { participant }] of entries.entries()) {
      const places = this.#places.get(participant);
      if (places) places.push(place);
      else this.#places.set(participant, [place]);
    }
  }

  /** The participant who holds that ticket of those still in the pool, 0 … tickets - 1. */
  holder(ticket) {
    let node = 0;
    for (let step = 2 ** Math.floor(Math.log2(this.#entries.length)); step >= 1; step /= 2) {
      if (node + step > this.#entries.length) continue;
      const before = this.#first(node + step) - this.#first(node) - (this.#taken.get(node + step) ?? 0n);
      if (before <= ticket) {
        ticket -= before;
        node += step;
      }
    }
    return this.#entries[node].participant;
  }

  /** Takes a participant out with all of their tickets. */
  remove(participant) {
    for (const place of this.#places.get(participant)) {
      const tickets = BigInt(this.#entries[place].tickets);
      this.tickets -= tickets;
      for (let node = place + 1; node <= this.#entries.length; node += node & -node) {
        this.#taken.set(node, (this.#taken.get(node) ?? 0n) + tickets);
      }
    }
  }

  #first(place) {
    const entries = this.#entries;
    return place < entries.length ? BigInt(entries[place].first_ticket) : totalTickets(entries);
  }
}

/** The first `positions` places of the order that the seed gives: `nonce`, `ticket` (a BigInt), `participant`. */
async function drawPositions(seed, entries, positions, pace) {
  const pool = new Pool(entries);
  const picks = [];
  for (let position = 0; position < positions; position++) {
    if (position) pool.remove(picks.at(-1).participant);
    const { nonce, ticket } = choose(seed, position, pool.tickets);
    picks.push({ nonce, ticket, participant: pool.holder(ticket), tickets: pool.tickets });
    await pace.breathe();
  }
  return picks;
}

/** The first nonce whose number does not favour low tickets, and the ticket (0 … tickets - 1) it names. */
function choose(seed, position, tickets) {
  const fair = SPACE - (SPACE % tickets);
  for (let nonce = 0; ; nonce++) {
    const number = BigInt(`0x${hex(mac(seed, "draw", position, nonce))}`);
    if (number < fair) return { nonce, ticket: number % tickets };
  }
}

/** How many positions a proof holds. */
function positionsDue(winners, voids, entries) {
  return Math.min(winners + voids, new Set(entries.map((entry) => entry.participant)).size);
}

/** The first voided position that never won, if any: `winners` before it still stand. */
function misplacedVoid(positions, winners) {
  let standing = 0;
  for (const position of positions) {
    if (position.void === null) standing++;
    else if (standing >= winners) return position.position;
  }
  return undefined;
}
