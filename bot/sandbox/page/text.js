// A message's text and entities as elements. Text only ever becomes text nodes: nothing that
// somebody wrote is read as HTML. Offsets count UTF-16 code units, as JavaScript's strings do.

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};
const OPENABLE = /^(https?|mailto|tel):/i;

/** `act.command(text)` sends a command, `act.start(code)` follows an invitation link. */
export function formatted(text, entities, act) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const whole = document.createDocumentFragment();
  whole.append(...pieces(text, sorted, 0, text.length, act));
  return whole;
}

function pieces(text, entities, begin, end, act) {
  const made = [];
  let at = begin;
  for (let next = 0; next < entities.length; next += 1) {
    const entity = entities[next];
    const stop = Math.min(entity.offset + entity.length, end);
    if (entity.offset < at) continue;
    made.push(text.slice(at, entity.offset));
    const inner = entities.slice(next + 1).filter((one) => one.offset < stop);
    const element = wrapped(entity, text.slice(entity.offset, stop), act);
    element.append(...pieces(text, inner, entity.offset, stop, act));
    made.push(element);
    at = stop;
  }
  made.push(text.slice(at, end));
  return made.filter((one) => one !== "");
}

function wrapped(entity, words, act) {
  if (entity.type === "bot_command") return pressable("command", () => act.command(words));
  if (entity.type === "spoiler") return spoiler();
  if (entity.type === "url" || entity.type === "text_link") return link(entity.url ?? words, act);
  const element = document.createElement(TAGS[entity.type] ?? "span");
  if (entity.type === "expandable_blockquote") {
    element.className = "expandable";
    element.tabIndex = 0;
    element.addEventListener("click", () => element.classList.toggle("open"));
  }
  return element;
}

function link(address, act) {
  const code = invitation(address);
  if (/^https?:\/\/t\.me\//i.test(address) && code) return pressable("command", () => act.start(code));
  if (!OPENABLE.test(address)) return document.createElement("span");
  const element = document.createElement("a");
  element.href = address;
  element.target = "_blank";
  element.rel = "noopener noreferrer";
  return element;
}

function spoiler() {
  const element = pressable("spoiler", () => element.classList.add("open"));
  element.setAttribute("aria-label", "点开遮住的文字");
  return element;
}

function pressable(name, action) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = `inline ${name}`;
  element.addEventListener("click", action);
  return element;
}

/** The code in an invitation: the link's `start`, or the words themselves. */
export function invitation(words) {
  const linked = /[?&]start=([A-Za-z0-9_-]+)/.exec(words);
  return linked ? linked[1] : words.trim().replace(/^\/start\s+/, "");
}
