// The verifier: what a proof amounts to, check by check.

/** All checks by name, in the order in which they are reported. */
const NAMES = ["protocol", "form", ...Object.keys(RULES)];

/**
 * Checks the bytes of a `proof.json`; never throws for what is in them.
 *
 * `trust` has `relays` (addresses), `chains` besides quicknet, and the host's `keys` for `lock` and `result`, in hex.
 * `tell` hears of each check as it ends. The outcome is verified, rejected, unreadable, or incomplete: nothing failed,
 * but something could not be checked here. `it`, the case, is null when the text has not the form of a proof.
 */
async function verify(bytes, trust, tell = () => undefined) {
  const pace = new Pace();
  const checks = [];
  const note = (name, state, code, facts = {}) => {
    const check = { name, state, code, facts };
    checks.push(check);
    tell(check);
  };
  let proof;
  try {
    proof = await readProof(bytes, pace);
  } catch (error) {
    return { ...misread(error, note), checks, it: null };
  }
  note("protocol", "passed", "protocol.known", { known: PROTOCOL });
  note("form", "passed", "form.right");
  const it = new Case(proof, trust, pace);
  const round = proof.beacon?.round ?? 0; // for 0 a relay would answer with its latest round
  it.asked = it.chain && round ? askRelays(trust.relays, it.chain.hash, round) : [];
  for (const [name, rule] of Object.entries(RULES)) await examine(name, rule, it, note);
  return { outcome: outcomeOf(checks), unreadable: null, checks, it };
}

function misread(error, note) {
  if (error instanceof Unreadable) return { outcome: "unreadable", unreadable: error };
  if (error instanceof UnknownProtocol) {
    note("protocol", "failed", "protocol.other", error.facts);
  } else if (error instanceof Malformed) {
    note("protocol", "passed", "protocol.known", { known: PROTOCOL });
    note("form", "failed", `form.${error.code}`, { where: error.where, ...error.facts });
  } else {
    throw error;
  }
  return { outcome: "rejected", unreadable: null };
}

async function examine(name, rule, it, note) {
  await it.pace.breathe();
  try {
    const found = await rule(it);
    if (found) note(name, "passed", ...found);
  } catch (error) {
    if (!(error instanceof Breach)) throw error;
    const undone = error instanceof Undone;
    if (!undone) it.failed.add(name);
    note(name, undone ? "unchecked" : "failed", error.code, error.facts);
  }
}

function outcomeOf(checks) {
  const states = new Set(checks.map((check) => check.state));
  if (states.has("failed")) return "rejected";
  return states.has("unchecked") ? "incomplete" : "verified";
}
