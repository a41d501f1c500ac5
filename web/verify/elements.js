// Small things that the page is made of. Text goes in as text, never as HTML.

/** An element with attributes (`on…` are listeners, false and null are left out) and what is in it. */
function el(tag, attributes = {}, ...children) {
  return furnished(document.createElement(tag), attributes, children);
}

function furnished(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== false));
  return element;
}

const STROKES = {
  passed: "M5 12.5l4.5 4.5L19 7.5",
  failed: "M7 7l10 10M17 7L7 17",
  unchecked: "M9.2 9.3a2.9 2.9 0 1 1 4.3 2.5c-1 .6-1.5 1.2-1.5 2.4M12 17.4v.1",
  working: "M12 6v6l4 2",
  warning: "M12 6.5v7M12 17.2v.1",
};

/** A drawn sign; what it means stands in words beside it. */
function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const stroke = furnished(document.createElementNS(space, "path"), { d: STROKES[name] }, []);
  const drawing = document.createElementNS(space, "svg");
  return furnished(drawing, { viewBox: "0 0 24 24", class: `icon ${name}`, "aria-hidden": "true" }, [stroke]);
}

/** A part of the page under its own heading. */
function card(name, heading, ...children) {
  return el("section", { class: `card ${name}`, "aria-labelledby": `${name}-heading` }, [
    el("h2", { id: `${name}-heading` }, heading),
    ...children,
  ]);
}

/** Labels with values in fixed-width letters; a label is a sentence's code, or says what it names or stands as. */
function valueList(rows, words) {
  return el("dl", { class: "values" }, rows.flatMap(([label, value]) => [
    el("dt", {}, labelText(label, words)),
    el("dd", {}, `${value}` || "–"),
  ]));
}

function labelText(label, words) {
  if (typeof label === "string") return words.say(label);
  return label.plain ?? words.say(label.say, label.facts);
}

/** Who somebody is, as `who` writes it. */
function whoText(who, words) {
  if (who === null) return el("em", {}, words.say("who.erased"));
  const sort = who.startsWith(DISCORD) ? "discord" : "osrs";
  const name = printable(who.slice(sort.length + 1));
  const label = el("span", { class: "sort" }, words.say(`who.${sort}`));
  return el("span", { class: "who" }, label, " ", el("bdi", {}, name));
}

/** A long list, a page at a time; `row` makes the element of an item. */
class Pager {
  static SIZE = 20;
  #items = [];
  #from = 0;
  #row;
  #words;

  constructor(name, label, row, words) {
    this.#row = row;
    this.#words = words;
    this.list = el("ol", { class: name });
    this.foot = el("nav", { "aria-label": label });
    this.element = el("div", { class: "pager" }, this.list, this.foot);
  }

  show(items) {
    this.#items = items;
    this.#turn(0);
  }

  #turn(from) {
    this.#from = from;
    const shown = this.#items.slice(from, from + Pager.SIZE);
    this.list.replaceChildren(...shown.map(this.#row));
    this.foot.hidden = this.#items.length <= Pager.SIZE;
    this.foot.replaceChildren(
      this.#button("list.previous", from - Pager.SIZE),
      el("span", {}, this.#words.say("list.range", {
        from: this.#words.number(from + 1),
        to: this.#words.number(from + shown.length),
        all: this.#words.number(this.#items.length),
      })),
      this.#button("list.next", from + Pager.SIZE),
    );
  }

  #button(code, from) {
    const reachable = from >= 0 && from < this.#items.length;
    const turn = () => {
      const forward = from > this.#from;
      this.#turn(from);
      const [previous, next] = this.foot.querySelectorAll("button");
      const wanted = forward ? next : previous;
      (wanted.disabled ? (forward ? previous : next) : wanted).focus();
    };
    return el("button", { type: "button", disabled: reachable ? null : "", onclick: turn }, this.#words.say(code));
  }
}
