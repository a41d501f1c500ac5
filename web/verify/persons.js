// Who takes part: how a person is written, and recognised under another spelling.
//
// JavaScript has no case folding, and browsers differ in the year of their Unicode. The tables come with the page, from
// the Python that served it, so that both find the same names alike.

const ID = /^(?:0|[1-9][0-9]{0,19})$/;
const ID_LIMIT = 2n ** 64n;
const DISCORD = "discord:";
const OSRS = "osrs:";
const ASCII = /^[\x00-\x7f]*$/;
const ALIKE = /[\u00a0_-]/g;

/** Whether this is a 64-bit id as the protocol writes it: decimal, without sign, space or leading zero. */
function isId(text) {
  return ID.test(text) && BigInt(text) < ID_LIMIT;
}

/** Whether this names a person as the protocol does: `discord:<user id>` or `osrs:<name>`. */
function isWho(text) {
  if (text.startsWith(DISCORD)) return isId(text.slice(DISCORD.length));
  return text.startsWith(OSRS) && text !== OSRS;
}

/** What all spellings of one person have in common; see `person` in fairness/persons.py. */
function person(who) {
  if (!who.startsWith(OSRS)) return who;
  const folded = ASCII.test(who) ? who.toLowerCase() : composed(caseFolded(who));
  return folded.replace(ALIKE, " ");
}

/** The 32 bytes that stand for a person in one draw. */
function participantOf(salt, who) {
  return digest("participant", unhex(salt), who);
}

let folds;

function caseFolded(text) {
  folds ??= foldTable(CONFIG.unicode);
  let folded = "";
  for (const letter of text) folded += folds.get(letter) ?? letter;
  return folded;
}

/** `runs` holds [first, last, step, distance to the folded letter], `folds` the letters that become several. */
function foldTable(unicode) {
  const table = new Map(Object.entries(unicode.folds));
  for (const [first, last, step, distance] of unicode.runs) {
    for (let code = first; code <= last; code += step) {
      table.set(String.fromCodePoint(code), String.fromCodePoint(code + distance));
    }
  }
  return table;
}

let unassigned;

/** NFC; letters that Python's Unicode does not know yet stay as they are, and nothing joins across them. */
function composed(text) {
  unassigned ??= new RegExp(`([${CONFIG.unicode.unassigned.map(span).join("")}]+)`, "u");
  return text
    .split(unassigned)
    .map((piece, place) => (place % 2 ? piece : piece.normalize("NFC")))
    .join("");
}

function span([first, last]) {
  return `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`;
}
