// Strict JSON: what the text says is kept until somebody has judged it, and hostile text is refused early.
//
// JSON.parse takes `5.0`, `1e0` and `-0` for integers, rounds what is large, and keeps the last of two equal keys.

const MAX_BYTES = 16 * 2 ** 20; // a Discord attachment holds 10 MiB
const MAX_DEPTH = 8; // a proof has 3
const MAX_CONTAINERS = 100_000; // objects and lists; a proof's entry takes some 300 bytes
const MAX_VALUES = 1_000_000;
const LONGEST_NUMBER = String(Number.MAX_SAFE_INTEGER).length;

/** This is no JSON text, or one that no proof looks like: `code` is a sentence of `WORDS`, `facts` what it names. */
class Unreadable extends Error {
  constructor(code, facts = {}) {
    super(code);
    this.code = `unreadable.${code}`;
    this.facts = facts;
  }
}

/** A number that is not written as a plain whole one of at most 16 digits: its text. */
class Odd {
  constructor(text) {
    this.text = text;
  }
}

/** A JSON object; `repeated` is the first key that occurred twice. */
class Keyed extends Map {
  repeated = undefined;

  put(key, value) {
    if (this.repeated === undefined && this.has(key)) this.repeated = key;
    this.set(key, value);
  }
}

/** Lets the browser breathe between two bits of work: a promise where it is time to, otherwise undefined. */
class Pace {
  static LONGEST = 12; // ms; a screen shows a picture every 16
  #since = performance.now();

  breathe() {
    return performance.now() - this.#since < Pace.LONGEST ? undefined : this.#pause();
  }

  async #pause() {
    const { port1, port2 } = new MessageChannel(); // a timer would wait for 4 ms
    await new Promise((resume) => {
      port1.onmessage = resume;
      port2.postMessage(null);
    });
    port1.close();
    this.#since = performance.now();
  }
}

/**
 * The value of a JSON text (RFC 8259) in UTF-8 without byte order mark.
 *
 * Objects become `Keyed`, whole numbers up to 2^53 - 1 numbers and larger ones BigInts, all others `Odd`.
 * Throws `Unreadable`.
 */
async function load(bytes, pace) {
  if (bytes.length > MAX_BYTES) throw new Unreadable("large");
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Unreadable("not_utf8");
  }
  return new Reader(text, pace).whole();
}

const PLAIN_TEXT = /^[^\\\u0000-\u001f]*$/;
const ESCAPES = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

class Reader {
  #text;
  #pace;
  #at = 0;
  #depth = 0;
  #containers = 0;
  #commas = 0;
  #quotes = 0;
  #number = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;

  constructor(text, pace) {
    this.#text = text;
    this.#pace = pace;
  }

  /** The one value there is. Its long lists are read with pauses. */
  async whole() {
    this.#space();
    const value = this.#next() === "{" ? await this.#wide() : this.#value();
    this.#space();
    if (this.#at < this.#text.length) this.#fail();
    return value;
  }

  async #wide() {
    const found = new Keyed();
    if (this.#opens("}")) return found;
    do {
      const key = this.#key();
      found.put(key, this.#next() === "[" ? await this.#long() : this.#value());
    } while (this.#goesOn("}"));
    return found;
  }

  async #long() {
    const items = [];
    if (this.#opens("]")) return items;
    do {
      items.push(this.#value());
      await this.#pace.breathe();
    } while (this.#goesOn("]"));
    return items;
  }

  #value() {
    this.#space();
    const first = this.#next();
    if (first === "{") return this.#object();
    if (first === "[") return this.#list();
    if (first === '"') return this.#string();
    for (const [word, value] of [["true", true], ["false", false], ["null", null]]) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    }
    return this.#whole();
  }

  #object() {
    const found = new Keyed();
    if (this.#opens("}")) return found;
    do {
      const key = this.#key();
      found.put(key, this.#value());
    } while (this.#goesOn("}"));
    return found;
  }

  #list() {
    const items = [];
    if (this.#opens("]")) return items;
    do items.push(this.#value());
    while (this.#goesOn("]"));
    return items;
  }

  #key() {
    this.#space();
    if (this.#next() !== '"') this.#fail();
    const key = this.#string();
    this.#space();
    if (this.#next() !== ":") this.#fail();
    this.#at++;
    this.#space();
    return key;
  }

  #string() {
    this.#quotes += 2;
    if (this.#quotes > 4 * MAX_VALUES) throw new Unreadable("many_texts");
    const start = this.#at + 1;
    const end = this.#text.indexOf('"', start);
    if (end < 0) this.#fail();
    const plain = this.#text.slice(start, end);
    if (PLAIN_TEXT.test(plain)) {
      this.#at = end + 1;
      return plain;
    }
    return this.#escaped(start);
  }

  #escaped(start) {
    let parts = "";
    this.#at = start;
    for (;;) {
      const begun = this.#at;
      while (this.#next() >= " " && this.#next() !== '"' && this.#next() !== "\\") this.#at++;
      parts += this.#text.slice(begun, this.#at);
      const stop = this.#next();
      if (stop !== '"' && stop !== "\\") this.#fail();
      this.#at++;
      if (stop === '"') return parts;
      parts += this.#escape();
    }
  }

  #escape() {
    const letter = this.#next();
    if (letter === '"') this.#quotes++;
    if (letter === "u") {
      const digits = this.#text.slice(this.#at + 1, this.#at + 5);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.#fail();
      this.#at += 5;
      return String.fromCharCode(parseInt(digits, 16));
    }
    if (!Object.hasOwn(ESCAPES, letter)) this.#fail();
    this.#at++;
    return ESCAPES[letter];
  }

  #whole() {
    this.#number.lastIndex = this.#at;
    const found = this.#number.exec(this.#text);
    if (!found) this.#fail();
    const [text, fraction, exponent] = found;
    this.#at += text.length;
    if (fraction || exponent || text.startsWith("-") || text.length > LONGEST_NUMBER) return new Odd(text);
    const number = Number(text);
    return number > Number.MAX_SAFE_INTEGER ? BigInt(text) : number;
  }

  /** Steps into a container; whether it is empty, and left again. */
  #opens(closing) {
    this.#depth++;
    if (this.#depth > MAX_DEPTH) throw new Unreadable("deep", { levels: MAX_DEPTH });
    this.#containers++;
    if (this.#containers > MAX_CONTAINERS) throw new Unreadable("many_values");
    this.#at++;
    this.#space();
    if (this.#next() !== closing) return false;
    this.#at++;
    this.#depth--;
    return true;
  }

  /** Steps over the comma to the next item; false when the container ends instead. */
  #goesOn(closing) {
    this.#space();
    const found = this.#next();
    this.#at++;
    if (found === closing) {
      this.#depth--;
      return false;
    }
    if (found !== ",") {
      this.#at--;
      this.#fail();
    }
    this.#commas++;
    if (this.#commas >= MAX_VALUES) throw new Unreadable("many_values");
    return true;
  }

  #next() {
    return this.#text[this.#at] ?? "";
  }

  #space() {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.#at++;
    }
  }

  #fail() {
    const before = this.#text.slice(0, this.#at).split("\n");
    throw new Unreadable("not_json", { line: before.length, column: before.at(-1).length + 1 });
  }
}
