// The public beacon. The page does not compute the pairing that proves a round's signature: it asks the relays, from
// the reader's own browser, and compares.

const QUICKNET = {
  hash: "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
  genesis: 1692803367,
  period: 3,
};
const EARLIEST = 10_000n; // ms between call and round that a verifier accepts, inclusive
const LATEST = 120_000n;
const PATIENCE = 8_000; // ms that the relays may take
const GRACE = 1_500; // ms that the others may still take once one has answered
const LONGEST_ANSWER = 4096; // bytes

/** When a round comes out, in unix ms. */
function timeOf(chain, round) {
  return (BigInt(chain.genesis) + (BigInt(round) - 1n) * BigInt(chain.period)) * 1000n;
}

/** What each relay answers about a round: `said` is a signature, `says` a sentence of `WORDS` where it said none. */
async function askRelays(relays, chain, round) {
  const leaving = new AbortController();
  const clocks = [setTimeout(() => leaving.abort(), PATIENCE)];
  const answers = await Promise.all(
    relays.map(async (relay) => {
      const answer = await askRelay(`${relay}/${chain}/public/${round}`, round, leaving.signal);
      if (answer.said) clocks.push(setTimeout(() => leaving.abort(), GRACE));
      return { relay, ...answer };
    }),
  );
  clocks.forEach(clearTimeout);
  return answers;
}

async function askRelay(address, round, signal) {
  const options = { credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store", signal };
  try {
    const response = await fetch(address, options);
    if (!response.ok) return { said: null, says: "relay.refused", facts: { status: response.status } };
    return { said: null, ...judged(await load(await atMost(response, LONGEST_ANSWER), new Pace()), round) };
  } catch (error) {
    return { said: null, says: error instanceof Unreadable ? "relay.nonsense" : "relay.silent" };
  }
}

function judged(told, round) {
  if (!(told instanceof Keyed)) return { says: "relay.nonsense" };
  const [about, signature, randomness] = ["round", "signature", "randomness"].map((key) => told.get(key));
  if (about !== round) {
    const known = typeof about === "number";
    return known ? { says: "relay.other_round", facts: { round: about } } : { says: "relay.nonsense" };
  }
  if (!/^[0-9a-f]{96}$/.test(signature)) return { says: "relay.nonsense" };
  if (randomness !== hex(sha256(unhex(signature)))) return { says: "relay.contradiction" };
  return { said: signature, says: "relay.said", facts: { said: signature } };
}

/** The whole body, or `Unreadable` as soon as it is larger than that. */
async function atMost(response, limit) {
  const reader = response.body.getReader();
  const parts = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joined(parts, length);
    length += value.length;
    if (length > limit) {
      await reader.cancel();
      throw new Unreadable("large");
    }
    parts.push(value);
  }
}

function joined(parts, length) {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
