// What the server says to the page: `relays` to ask, `chains` besides quicknet, the host's `keys`, tables of Unicode.

const CONFIG = JSON.parse(document.getElementById("config").textContent);
