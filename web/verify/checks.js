// Every rule of the protocol as a named check, in the order in which a verifier reports them.
//
// A step is recomputed from what the proof itself states before it, so a check that fails points at its own step. This
// mirrors fairness/checks.py, check by check and sentence by sentence.

const DISCORD_EPOCH = 1_420_070_400_000n; // unix ms from which snowflakes count, in their upper 42 bits

/** A rule is broken: `code` is a sentence of `WORDS`, `facts` what it names. */
class Breach extends Error {
  constructor(code, facts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

/** A check could not be done here. */
class Undone extends Breach {}

/** A proof under examination. `failed` has the names of checks, `found` what was recomputed, by name. */
class Case {
  failed = new Set();
  found = {};
  answers = []; // of the relays

  constructor(proof, trust, pace) {
    this.proof = proof;
    this.trust = trust;
    this.pace = pace;
    this.chain = [QUICKNET, ...trust.chains].find((chain) => chain.hash === proof.draw.chain);
    this.randomness = unhex(proof.beacon?.randomness ?? "");
  }

  get sealed() {
    return this.proof.draw.mode === "sealed";
  }

  get testChain() {
    return this.chain !== undefined && this.chain !== QUICKNET;
  }

  get calledLate() {
    const { posts, call } = this.proof;
    return Boolean(posts && this.chain) && snowflakeTime(posts.call) >= timeOf(this.chain, call.round);
  }

  get voids() {
    return this.proof.positions.filter((position) => position.void !== null).length;
  }

  get erased() {
    return this.proof.entries.filter((entry) => entry.who === null).length;
  }

  /** Which of `lock` and `result` are signed with keys that the page was not given. */
  get unknownKeys() {
    const { signatures } = this.proof;
    if (!signatures) return [];
    return ["lock", "result"].filter((what) => !this.trust.keys[what].includes(signatures[what].public_key));
  }

  /** Who wins as things stand: the first positions that were not voided. */
  get winners() {
    return this.proof.positions.filter((position) => position.void === null).slice(0, this.proof.draw.winners);
  }
}

/** When a Discord message was posted, in unix ms. */
function snowflakeTime(snowflake) {
  return (snowflake >> 22n) + DISCORD_EPOCH;
}

function require(holds, code, facts) {
  if (!holds) throw new Breach(code, facts);
}

function known(it) {
  if (!it.chain) throw new Undone("chain.unknown_here");
  return it.chain;
}

// Each returns the sentence and the facts of what it found, or null where the rule has nothing to say about this proof.
const RULES = {
  mode({ proof: { draw, call, beacon } }) {
    if (draw.mode === "sealed") {
      require(!draw.chain, "mode.sealed_chain");
      require(call.round === 0, "mode.sealed_round");
      require(beacon === null, "mode.sealed_beacon");
      return ["mode.sealed"];
    }
    require(beacon !== null, "mode.no_beacon");
    require(call.round >= 1, "mode.no_round");
    require(beacon.chain === draw.chain, "mode.other_chain");
    require(beacon.round === call.round, "mode.other_round", { found: beacon.round, called: call.round });
    return ["mode.beacon", { round: call.round }];
  },

  async commitment(it) {
    const { draw, call, commitment } = it.proof;
    it.found.rules = hex(sha256(utf8(draw.rules)));
    it.found.commitment = hex(
      await steadyDigest(
        "commit", unhex(call.secret), draw.guild_id, draw.number, draw.kind, draw.closes_at, draw.winners, draw.mode,
        unhex(draw.chain), unhex(it.found.rules),
      ),
    );
    require(it.found.commitment === commitment, "commitment.other");
    return ["commitment.same"];
  },

  tickets({ proof: { entries } }) {
    let following = 0n;
    for (const [place, entry] of entries.entries()) {
      const first = BigInt(entry.first_ticket);
      require(first === following, "tickets.gap", { place, found: first, expected: following });
      following += BigInt(entry.tickets);
    }
    return ["tickets.whole", { last: following - 1n }];
  },

  async participants({ proof: { entries }, pace, erased }) {
    for (const [place, { who, salt, participant }] of entries.entries()) {
      await pace.breathe();
      if (who === null) continue;
      require(hex(participantOf(salt, who)) === participant, "participants.other", { place });
    }
    return erased ? ["participants.erased", { entries: entries.length, erased }] : ["participants.all"];
  },

  async persons({ proof: { entries }, pace }) {
    const participants = new Map();
    for (const [place, { who, participant }] of entries.entries()) {
      await pace.breathe();
      if (who === null) continue;
      const name = person(who);
      if (!participants.has(name)) participants.set(name, participant);
      require(participants.get(name) === participant, "persons.twice", { place });
    }
    return ["persons.once"];
  },

  async evidence({ proof: { entries }, pace }) {
    for (const [place, { evidence, evidence_sha256 }] of entries.entries()) {
      await pace.breathe();
      if (evidence === null) continue;
      require(hex(sha256(utf8(evidence))) === evidence_sha256, "evidence.other", { place });
    }
    return ["evidence.same"];
  },

  kind({ proof: { draw: { kind }, entries } }) {
    if (kind === "contest") return ["kind.fits", { kind }];
    const nothing = hex(sha256(new Uint8Array()));
    for (const [place, entry] of entries.entries()) {
      require(entry.evidence_sha256 === nothing, "kind.evidence", { place, kind });
    }
    if (kind === "tie") {
      const people = new Set(entries.map((entry) => entry.participant));
      require(entries.every((entry) => entry.tickets === 1), "kind.tie_tickets");
      require(people.size === entries.length, "kind.tie_entries");
    }
    return ["kind.fits", { kind }];
  },

  async root(it) {
    it.found.root = await rootOf(it.proof.entries, it.pace);
    require(it.found.root === it.proof.root, "root.other");
    return ["root.same"];
  },

  async lock(it) {
    const { commitment, root, entries, lock } = it.proof;
    const fields = [unhex(commitment), unhex(root), entries.length, totalTickets(entries)];
    it.found.lock = hex(await steadyDigest("lock", ...fields));
    require(it.found.lock === lock, "lock.other");
    return ["lock.same"];
  },

  async call(it) {
    const { lock, call } = it.proof;
    it.found.call = hex(await steadyDigest("call", unhex(lock), unhex(call.secret), call.round));
    require(it.found.call === call.hash, "call.other");
    return ["call.same"];
  },

  chain(it) {
    if (it.sealed) return null;
    require(it.chain, "chain.unknown", { chain: it.proof.draw.chain });
    return [it.testChain ? "chain.test" : "chain.quicknet"];
  },

  called_at(it) {
    if (it.sealed) return null;
    const { round, called_at } = it.proof.call;
    const ahead = timeOf(known(it), round) - BigInt(called_at);
    require(ahead >= EARLIEST, "called_at.late", { ahead, limit: EARLIEST });
    require(ahead <= LATEST, "called_at.early", { ahead, limit: LATEST });
    return ["called_at.ahead", { ahead }];
  },

  posts(it) {
    const { posts } = it.proof;
    if (posts === null) return null;
    const [committed, locked, called] = [posts.commitment, posts.lock, posts.call].map(snowflakeTime);
    require(committed <= locked, "posts.lock_first");
    require(locked <= called, "posts.call_first");
    if (!it.sealed) {
      known(it);
      require(!it.calledLate, "posts.late");
    }
    return ["posts.ordered"];
  },

  async randomness(it) {
    const { beacon } = it.proof;
    if (beacon === null) return null;
    it.found.randomness = hex(sha256(unhex(beacon.signature)));
    require(it.found.randomness === beacon.randomness, "randomness.other");
    return ["randomness.same"];
  },

  async beacon(it) {
    const { beacon } = it.proof;
    if (beacon === null) return null;
    known(it);
    const { round } = beacon;
    require(round > 0, "beacon.other", { round });
    it.answers = await it.asked;
    const said = it.answers.filter((answer) => answer.said !== null);
    const agree = said.filter((answer) => answer.said === beacon.signature);
    if (!it.answers.length) throw new Undone("beacon.no_relays");
    if (!said.length) throw new Undone("beacon.silence", { relays: it.answers.length });
    require(agree.length, "beacon.relays_deny", { round, said: said.length });
    require(agree.length === said.length, "beacon.relays_split", { round, agree: agree.length, said: said.length });
    return ["beacon.relays_agree", { round, said: said.length, relays: it.answers.length }];
  },

  async seed(it) {
    const { call, lock, beacon, seed } = it.proof;
    it.found.seed = hex(await steadyMac(unhex(call.secret), "seed", unhex(lock), call.round, it.randomness));
    require(it.found.seed === seed, "seed.other");
    return [beacon ? "seed.beacon" : "seed.sealed"];
  },

  positions(it) {
    const { draw, entries, positions } = it.proof;
    const due = positionsDue(draw.winners, it.voids, entries);
    require(positions.length === due, "positions.count", { found: positions.length, due });
    for (const [place, { position }] of positions.entries()) {
      require(position === place, "positions.misnamed", { place, found: position });
    }
    return ["positions.due", { due }];
  },

  voids(it) {
    const place = misplacedVoid(it.proof.positions, it.proof.draw.winners);
    require(place === undefined, "voids.misplaced", { place });
    return ["voids.count", { voids: it.voids }];
  },

  async draw(it) {
    const doubted = ["positions", "tickets"].filter((name) => it.failed.has(name));
    if (doubted.length) throw new Undone("draw.impossible", { names: doubted.join(", ") });
    const { seed, entries, positions } = it.proof;
    it.found.picks = await drawPositions(unhex(seed), entries, positions.length, it.pace);
    for (const [place, stated] of positions.entries()) requireSame(stated, it.found.picks[place]);
    return ["draw.same"];
  },

  async result(it) {
    const { call, seed, positions, draw, result } = it.proof;
    const places = positions.slice(0, draw.winners).map(
      ({ participant, nonce, ticket }) => unhex(participant + hex(u64(nonce)) + hex(u64(ticket))),
    );
    it.found.result = hex(await steadyDigest("result", unhex(call.hash), it.randomness, unhex(seed), ...places));
    require(it.found.result === result, "result.other");
    return ["result.same"];
  },

  lock_signature(it) {
    return signatureUnder("lock", it.proof.lock, it);
  },

  result_signature(it) {
    return signatureUnder("result", it.proof.result, it);
  },
};

function requireSame(stated, drawn) {
  const { position } = stated;
  require(stated.nonce === drawn.nonce, "draw.nonce", { position, drawn: drawn.nonce, stated: stated.nonce });
  const same = BigInt(stated.ticket) === drawn.ticket;
  require(same, "draw.ticket", { position, drawn: drawn.ticket, stated: stated.ticket });
  require(stated.participant === drawn.participant, "draw.holder", { position });
}

async function signatureUnder(what, message, { proof: { signatures }, trust }) {
  if (signatures === null) return null;
  const by = signatures[what];
  const key = by.public_key;
  require(isKey(key), "signature.no_key", { key });
  require(await isSigned(by, unhex(message)), "signature.other", { key });
  return [trust.keys[what].includes(key) ? "signature.host" : "signature.unknown", { key }];
}
