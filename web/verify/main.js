// How a proof gets here, by link, file, drop or paste, and what is on the screen meanwhile.

const PROOF_PATH = /^\/proofs\/(?:[\w-]+\/)*[\w-]+\.json$/;
const LONGEST_LINK = 2048;

const asked = new URLSearchParams(location.search);
const onPage = (id) => document.getElementById(id);
let words = new Words(preferredLanguage());
let turn = 0; // counts the proofs, so that a slow one does not overwrite a later one
let onScreen = { state: "idle" };

function preferredLanguage() {
  const wished = [asked.get("lang"), ...navigator.languages].map((language) => language?.slice(0, 2));
  return wished.find((language) => LANGUAGES.includes(language)) ?? LANGUAGES[0];
}

/** What could not be fetched or read before any checking: `code` is a sentence of `WORDS`. */
class Trouble extends Error {
  constructor(code, facts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

/** Checks what `bring` brings (bytes) and shows what comes of it; `told` moves the reader to the verdict. */
async function check(bring, source, { link = null, told = true, waiting = "verdict.working" } = {}) {
  const mine = ++turn;
  show({ state: "working", says: waiting });
  const next = await outcomeFor(bring, (says) => mine === turn && working(says));
  if (mine !== turn) return;
  show({ ...next, source, link });
  onPage("input").open = next.state === "trouble";
  if (told) onPage("verdict").focus();
}

async function outcomeFor(bring, progress) {
  try {
    const bytes = await bring();
    progress("verdict.working");
    const found = await verify(bytes, CONFIG, ({ name }) => name === "randomness" && progress("verdict.relays"));
    return { state: "done", found };
  } catch (error) {
    if (error instanceof Unreadable) {
      return { state: "done", found: { outcome: "unreadable", unreadable: error, checks: [], it: null } };
    }
    if (error instanceof Trouble) return { state: "trouble", code: error.code, facts: error.facts };
    console.error(error);
    return { state: "trouble", code: "trouble.bug" };
  }
}

function show(next) {
  onScreen = next;
  render();
}

function render() {
  const { state, found, source, link, code, facts } = onScreen;
  const verdictBox = onPage("verdict");
  document.body.dataset.outcome = state === "done" ? found.outcome : state;
  verdictBox.hidden = state === "idle";
  verdictBox.setAttribute("aria-busy", state === "working");
  if (state === "working") working(onScreen.says);
  if (state === "trouble") verdictBox.replaceChildren(icon("warning"), troubleText(code, facts));
  if (state === "done") verdictBox.replaceChildren(...verdict(found, source, words));
  onPage("report").replaceChildren(...(state === "done" ? report(found, link, words) : []));
  onPage("bring").textContent = words.say(state === "idle" ? "page.bring" : "page.another");
}

function working(says) {
  onPage("verdict").replaceChildren(icon("working"), el("div", {}, el("h2", {}, words.say(says))));
}

function troubleText(code, facts) {
  const command = code === "trouble.bug" && el("p", {}, el("code", {}, COMMAND));
  return el("div", {}, el("h2", {}, words.say("trouble.heading")), el("p", {}, words.say(code, facts)), command);
}

function translate() {
  document.documentElement.lang = words.language;
  document.title = `${words.say("page.title")} · Guildhall`;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = words.say(element.dataset.word);
  const other = LANGUAGES.find((language) => language !== words.language);
  const link = onPage("language");
  const search = new URLSearchParams(location.search);
  search.set("lang", other);
  link.href = `?${search}`;
  link.lang = link.hreflang = other;
}

// --- ways in

function checkFile(file) {
  const bring = async () => {
    try {
      return new Uint8Array(await file.slice(0, MAX_BYTES + 1).arrayBuffer()); // one byte more than any proof has
    } catch {
      throw new Trouble("trouble.file");
    }
  };
  return check(bring, file.name);
}

function checkText(text, source) {
  const link = text.trim();
  if (link.length <= LONGEST_LINK && /^(?:https?:\/\/|\/proofs\/|\/verify\?)\S+$/.test(link)) return checkLink(link);
  return check(() => bytesOf(text), words.say(source));
}

function bytesOf(text) {
  if (text.length > MAX_BYTES) throw new Unreadable("large");
  if (/\p{Surrogate}/u.test(text)) throw new Unreadable("not_utf8");
  return utf8(text);
}

function checkLink(address, told = true) {
  const path = proofPath(address);
  const bring = path ? () => fetched(path) : () => Promise.reject(new Trouble("trouble.foreign"));
  return check(bring, path ?? "", { link: path, told, waiting: "verdict.fetching" });
}

/** The path of a proof on this site that an address names, by itself or inside an address of this page; or null. */
function proofPath(address) {
  const url = onThisSite(address);
  const inside = url?.pathname === location.pathname;
  const proof = inside ? onThisSite(url.searchParams.get("proof") ?? "") : url;
  return proof && PROOF_PATH.test(proof.pathname) && !proof.search ? proof.pathname : null;
}

function onThisSite(address) {
  try {
    const url = new URL(address, location.origin);
    return url.origin === location.origin ? url : null;
  } catch {
    return null; // no address, or this page was saved and has no site
  }
}

async function fetched(path) {
  let response;
  try {
    response = await fetch(path, { credentials: "omit", redirect: "error" });
    if (response.ok) return await atMost(response, MAX_BYTES);
  } catch (error) {
    throw error instanceof Unreadable ? error : new Trouble("trouble.offline");
  }
  if (response.status === 404) throw new Trouble("trouble.absent", { path });
  throw new Trouble("trouble.status", { status: response.status });
}

function brought(transfer, source) {
  const [file] = transfer.files;
  const text = transfer.getData("text/plain");
  if (file) checkFile(file);
  else if (text) checkText(text, source);
  return Boolean(file || text);
}

function listen() {
  onPage("file").addEventListener("change", ({ target }) => {
    if (target.files.length) checkFile(target.files[0]);
    target.value = ""; // so that the same file can be chosen again
  });
  onPage("paste").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = onPage("text").value;
    if (text.trim()) checkText(text, "source.pasted");
    onPage("empty").textContent = text.trim() ? "" : words.say("input.empty");
  });
  document.addEventListener("paste", (event) => {
    if (event.target.id !== "look" && brought(event.clipboardData, "source.pasted")) event.preventDefault();
  });
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) document.body.classList.remove("dropping");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    document.body.classList.remove("dropping");
    brought(event.dataTransfer, "source.dropped");
  });
  onPage("language").addEventListener("click", (event) => {
    event.preventDefault();
    words = new Words(LANGUAGES.find((language) => language !== words.language));
    translate();
    render();
  });
}

translate();
render();
listen();
if (asked.has("proof")) {
  onPage("input").open = false;
  checkLink(asked.get("proof"), false);
}

/** For whoever wants to check many proofs, from the console: the verifier without its screen. */
globalThis.guildhall = Object.freeze({
  async verify(text) {
    const english = new Words("en");
    let found;
    try {
      found = await verify(bytesOf(text), CONFIG);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      found = { outcome: "unreadable", unreadable: error, checks: [] };
    }
    const { outcome, checks, unreadable } = found;
    return {
      outcome,
      unreadable: unreadable && english.say(unreadable.code, unreadable.facts),
      checks: checks.map((check) => ({ name: check.name, state: check.state, detail: english.detail(check) })),
    };
  },
  person,
});
