// How values become bytes before they are hashed, and the hashes: SHA-256 (FIPS 180-4), HMAC (RFC 2104).
//
// The page has its own SHA-256 for two reasons: browsers lend theirs (WebCrypto) only to pages under TLS, and each call
// of it is answered later, for which thousands of small messages would pay.

const PROTOCOL = "guildhall/1";
const HASH_BYTES = 32;

const K = Int32Array.of(
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
);
const START = Int32Array.of(
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
);
const BLOCK_BYTES = 64;

const state = new Int32Array(8);
const schedule = new Int32Array(64);
const tail = new Uint8Array(2 * BLOCK_BYTES);

/** Writes the SHA-256 of the first `length` bytes into `out`, 32 bytes from `at` on. */
function hashInto(bytes, length, out, at) {
  state.set(START);
  const whole = length - (length % BLOCK_BYTES);
  for (let block = 0; block < whole; block += BLOCK_BYTES) compress(bytes, block);
  const rest = length - whole;
  tail.fill(0);
  tail.set(bytes.subarray(whole, length));
  tail[rest] = 0x80;
  const end = rest < BLOCK_BYTES - 8 ? BLOCK_BYTES : 2 * BLOCK_BYTES;
  for (let bits = length * 8, place = end - 1; bits > 0; bits = Math.floor(bits / 256)) tail[place--] = bits % 256;
  compress(tail, 0);
  if (end > BLOCK_BYTES) compress(tail, BLOCK_BYTES);
  for (let word = 0; word < 8; word++) {
    const value = state[word];
    out[at++] = value >>> 24;
    out[at++] = value >>> 16;
    out[at++] = value >>> 8;
    out[at++] = value;
  }
}

function compress(bytes, at) {
  for (let t = 0; t < 16; t++, at += 4) {
    schedule[t] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let t = 16; t < 64; t++) {
    const x = schedule[t - 15], y = schedule[t - 2];
    const sigma0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const sigma1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    schedule[t] = (schedule[t - 16] + sigma0 + schedule[t - 7] + sigma1) | 0;
  }
  let a = state[0], b = state[1], c = state[2], d = state[3];
  let e = state[4], f = state[5], g = state[6], h = state[7];
  for (let t = 0; t < 64; t++) {
    const sum1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + sum1 + ((e & f) ^ (~e & g)) + K[t] + schedule[t]) | 0;
    const sum0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (sum0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

/** The 32 bytes of SHA-256. */
function sha256(bytes) {
  const out = new Uint8Array(HASH_BYTES);
  hashInto(bytes, bytes.length, out, 0);
  return out;
}

/** The 32 bytes of HMAC-SHA256; the key has at most 64. */
function hmac(key, bytes) {
  const inner = padded(key, 0x36, bytes.length);
  inner.set(bytes, BLOCK_BYTES);
  const outer = padded(key, 0x5c, HASH_BYTES);
  hashInto(inner, inner.length, outer, BLOCK_BYTES);
  return sha256(outer);
}

function padded(key, pad, more) {
  const bytes = new Uint8Array(BLOCK_BYTES + more);
  bytes.fill(pad, 0, BLOCK_BYTES);
  for (let place = 0; place < key.length; place++) bytes[place] ^= key[place];
  return bytes;
}

const BYTE_TEXTS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Lower-case hex digits of the bytes. */
function hex(bytes) {
  let text = "";
  for (const byte of bytes) text += BYTE_TEXTS[byte];
  return text;
}

/** The bytes of lower-case hex digits, which somebody has judged to be that. */
function unhex(text) {
  const bytes = new Uint8Array(text.length / 2);
  unhexInto(text, bytes, 0);
  return bytes;
}

function unhexInto(text, out, at) {
  for (let place = 0; place < text.length; place += 2) {
    out[at++] = (digit(text.charCodeAt(place)) << 4) | digit(text.charCodeAt(place + 1));
  }
}

function digit(code) {
  return code < 58 ? code - 48 : code - 87; // "0" is 48, "a" is 97
}

const letters = new TextEncoder();

/** Text as UTF-8, as it stands; it holds no lone surrogate. */
function utf8(text) {
  return letters.encode(text);
}

/** A whole number below 2^64 in 8 big-endian bytes. */
function u64(number) {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(number));
  return bytes;
}

/** The protocol's `H(tag, …)`, by our own SHA-256: a field is bytes, a text or a whole number. */
function digest(tag, ...fields) {
  return sha256(message(tag, fields));
}

/** The protocol's `MAC(key, tag, …)`, by our own SHA-256. */
function mac(key, tag, ...fields) {
  return hmac(key, message(tag, fields));
}

/** The same two hashes by the browser's own code where it lends it to the page, and otherwise by ours. */
async function steadyDigest(tag, ...fields) {
  const bytes = message(tag, fields);
  const subtle = globalThis.crypto?.subtle;
  return subtle ? new Uint8Array(await subtle.digest("SHA-256", bytes)) : sha256(bytes);
}

async function steadyMac(key, tag, ...fields) {
  const bytes = message(tag, fields);
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) return hmac(key, bytes);
  const imported = await subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await subtle.sign("HMAC", imported, bytes));
}

/** Each field after its length in 4 big-endian bytes, so that no two lists of fields look alike once joined. */
function message(tag, fields) {
  const parts = [`${PROTOCOL}/${tag}`, ...fields].map(asBytes);
  const bytes = new Uint8Array(parts.reduce((length, part) => length + 4 + part.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const part of parts) {
    view.setUint32(at, part.length);
    bytes.set(part, at + 4);
    at += 4 + part.length;
  }
  return bytes;
}

function asBytes(field) {
  if (field instanceof Uint8Array) return field;
  return typeof field === "string" ? utf8(field) : u64(field);
}
