// The host's signatures under lock and result: Ed25519 (RFC 8032) over 32 bytes, by the browser's own code.

const P = 2n ** 255n - 19n;
const EIGHTH = 2707385501144840649318225287225658788936804267575313519463743609750303402022n;
const SMALL_ORDER = [0n, 1n, P - 1n, EIGHTH, P - EIGHTH]; // the y of the eight points whose order divides 8

/**
 * Whether these 32 bytes, as hex, can be somebody's key.
 *
 * Those of small order fit signatures that nobody made; those with y ≥ 2^255 - 19 are no encoding (RFC 8032 §5.1.3).
 */
function isKey(publicKey) {
  const y = BigInt(`0x${hex(unhex(publicKey).reverse())}`) % 2n ** 255n;
  return y < P && !SMALL_ORDER.includes(y);
}

/** Whether this is a signature under the message. Throws `Undone` where the browser cannot tell. */
async function isSigned(by, message) {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) throw new Undone("ed25519.insecure");
  if (!isKey(by.signature.slice(0, 64))) return false; // its point R, of which the same holds
  try {
    const key = await subtle.importKey("raw", unhex(by.public_key), { name: "Ed25519" }, false, ["verify"]);
    return await subtle.verify({ name: "Ed25519" }, key, unhex(by.signature), message);
  } catch (error) {
    if (error.name === "DataError") return false; // 32 bytes that are no point
    throw new Undone("ed25519.missing");
  }
}
