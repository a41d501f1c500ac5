// The one form that `proof.json` has, read strictly. What is read keeps its hex digits as text and ids as BigInts.

const LARGEST = Number.MAX_SAFE_INTEGER;
const KINDS = ["contest", "pot", "tie"];
const MODES = ["beacon", "sealed"];
const SHOWN = 40; // characters of a foreign value that a message repeats

/** The proof follows another protocol than this one. */
class UnknownProtocol extends Error {
  constructor(shown) {
    super("another protocol");
    this.facts = { found: shown, known: PROTOCOL };
  }
}

/** A value has not the form the protocol gives it: `where` is its path (`entries[3].salt`). */
class Malformed extends Error {
  constructor(where, code, facts = {}) {
    super(code);
    this.where = where;
    this.code = code;
    this.facts = facts;
  }

  /** The same fault, seen from the value that holds this one under the name `outer`. */
  inside(outer) {
    const dot = this.where && !this.where.startsWith("[") ? "." : "";
    return new Malformed(outer + dot + this.where, this.code, this.facts);
  }
}

/** The proof in a `proof.json`. Throws `Unreadable`, `UnknownProtocol` or `Malformed`. */
async function readProof(bytes, pace) {
  const tree = await load(bytes, pace);
  if (!(tree instanceof Keyed)) throw new Unreadable("no_object");
  const protocol = tree.has("protocol") ? tree.get("protocol") : PROTOCOL;
  if (protocol !== PROTOCOL) throw new UnknownProtocol(shown(protocol));
  return theProof(tree, pace);
}

/** Reads the fields of an object that has exactly these keys, each once; faults name their place. */
function fields(value, ...keys) {
  if (!(value instanceof Keyed)) throw new Malformed("", "no_object", { found: shown(value) });
  if (value.repeated !== undefined) throw new Malformed(nameOf(value.repeated), "twice");
  for (const key of keys) if (!value.has(key)) throw new Malformed(key, "missing");
  for (const key of value.keys()) if (!keys.includes(key)) throw new Malformed(nameOf(key), "unknown");
  return (key, reader) => within(key, () => reader(value.get(key)));
}

function within(name, read) {
  try {
    return read();
  } catch (fault) {
    throw fault instanceof Malformed ? fault.inside(name) : fault;
  }
}

async function theProof(value, pace) {
  const names = ["protocol", "draw", "commitment", "entries", "root", "lock", "call", "beacon", "seed"];
  const it = fields(value, ...names, "positions", "result", "posts", "signatures");
  return {
    draw: it("draw", theDraw),
    commitment: it("commitment", hash),
    entries: await listOf(value, "entries", theEntry, pace, true),
    root: it("root", hash),
    lock: it("lock", hash),
    call: it("call", theCall),
    beacon: it("beacon", orNull(theBeacon)),
    seed: it("seed", hash),
    positions: await listOf(value, "positions", thePosition, pace),
    result: it("result", hash),
    posts: it("posts", orNull(thePosts)),
    signatures: it("signatures", orNull(theSignatures)),
  };
}

async function listOf(tree, key, reader, pace, needed = false) {
  const list = tree.get(key);
  if (!Array.isArray(list)) throw new Malformed(key, "no_list", { found: shown(list) });
  const items = [];
  for (const [place, item] of list.entries()) {
    items.push(within(`${key}[${place}]`, () => reader(item)));
    await pace.breathe();
  }
  if (needed && !items.length) throw new Malformed(key, "no_entries");
  return items;
}

function theDraw(value) {
  const it = fields(
    value, "guild_id", "number", "kind", "title", "closes_at", "winners", "mode", "chain", "rules",
  );
  return {
    guild_id: it("guild_id", id),
    number: it("number", counting),
    kind: it("kind", oneOf(KINDS)),
    title: it("title", text),
    closes_at: it("closes_at", whole),
    winners: it("winners", counting),
    mode: it("mode", oneOf(MODES)),
    chain: it("chain", chainHash),
    rules: it("rules", text),
  };
}

const ENTRY = ["participant", "who", "salt", "first_ticket", "tickets", "evidence", "evidence_sha256"];

function theEntry(value) {
  const it = fields(value, ...ENTRY);
  const entry = {
    participant: it("participant", hash),
    who: it("who", theWho),
    salt: it("salt", orNull(hexOf(16))),
    first_ticket: it("first_ticket", whole),
    tickets: it("tickets", counting),
    evidence: it("evidence", orNull(text)),
    evidence_sha256: it("evidence_sha256", hash),
  };
  const erased = [entry.who, entry.salt, entry.evidence].filter((part) => part === null).length;
  if (erased !== 0 && erased !== 3) throw new Malformed("", "half_erased");
  return entry;
}

function theCall(value) {
  const it = fields(value, "secret", "round", "called_at", "hash");
  return {
    secret: it("secret", hash),
    round: it("round", whole),
    called_at: it("called_at", whole),
    hash: it("hash", hash),
  };
}

function theBeacon(value) {
  const it = fields(value, "chain", "round", "signature", "randomness");
  return {
    signature: it("signature", hexOf(48)),
    chain: it("chain", hash),
    round: it("round", whole),
    randomness: it("randomness", hash),
  };
}

function thePosition(value) {
  const it = fields(value, "position", "nonce", "ticket", "participant", "void");
  return {
    nonce: it("nonce", whole),
    ticket: it("ticket", whole),
    participant: it("participant", hash),
    position: it("position", whole),
    void: it("void", orNull(text)),
  };
}

function thePosts(value) {
  const it = fields(value, "channel_id", "commitment", "lock", "call");
  return {
    channel_id: it("channel_id", id),
    commitment: it("commitment", id),
    lock: it("lock", id),
    call: it("call", id),
  };
}

function theSignatures(value) {
  const it = fields(value, "lock", "result");
  return { lock: it("lock", theSignature), result: it("result", theSignature) };
}

function theSignature(value) {
  const it = fields(value, "public_key", "signature");
  return { public_key: it("public_key", hexOf(32)), signature: it("signature", hexOf(64)) };
}

function whole(value) {
  if (typeof value === "bigint") throw new Malformed("", "too_large", { found: `${value}` });
  if (typeof value !== "number") throw new Malformed("", "no_number", { found: shown(value) });
  return value;
}

function counting(value) {
  const number = whole(value);
  if (number < 1) throw new Malformed("", "zero");
  return number;
}

function text(value) {
  if (typeof value !== "string") throw new Malformed("", "no_text", { found: shown(value) });
  if (/\p{Surrogate}/u.test(value)) throw new Malformed("", "surrogate", { found: shown(value) });
  return value;
}

function id(value) {
  if (typeof value !== "string" || !isId(value)) throw new Malformed("", "no_id", { found: shown(value) });
  return BigInt(value);
}

function theWho(value) {
  if (value === null) return null;
  if (!isWho(text(value))) throw new Malformed("", "no_who", { found: shown(value) });
  return value;
}

function chainHash(value) {
  return value === "" ? "" : hash(value);
}

function orNull(reader) {
  return (value) => (value === null ? null : reader(value));
}

function oneOf(words) {
  return (value) => {
    if (words.includes(value)) return value;
    throw new Malformed("", "none_of", { words: words.join(", "), found: shown(value) });
  };
}

function hexOf(length) {
  const digits = 2 * length;
  const form = new RegExp(`^[0-9a-f]{${digits}}$`);
  return (value) => {
    if (typeof value === "string" && form.test(value)) return value;
    throw new Malformed("", "no_hex", { digits, found: shown(value) });
  };
}

const hash = hexOf(HASH_BYTES);

/** A foreign key, fit for a message. */
function nameOf(key) {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && key.length <= SHOWN ? key : shown(key);
}

/** A foreign value, fit for a message: short, and in ASCII, so that nothing in it can hide or reorder anything. */
function shown(value) {
  if (value instanceof Keyed) return "an object";
  if (Array.isArray(value)) return "a list";
  const written = value instanceof Odd ? value.text : typeof value === "bigint" ? `${value}` : JSON.stringify(value);
  const plain = written.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return plain.length <= SHOWN ? plain : `${plain.slice(0, SHOWN)}…`;
}
