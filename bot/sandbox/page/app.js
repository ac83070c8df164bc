// The chat page: choose a person, read, write, press buttons, move the clock.

import { setClock, startClock } from "./clock.js";
import { Composer, show } from "./composer.js";
import { draw, node } from "./messages.js";
import { State } from "./state.js";
import { invitation } from "./text.js";
import { ask, follow, look } from "./wire.js";

const byId = (id) => document.getElementById(id);
const COLOURS = 7;
const NEAR = 80; // pixels from the end that still count as reading the newest message

const state = new State();
const scroll = byId("scroll");
const waiting = new Map(); // callback query id -> the button that waits for its answer
let person = null;
let chat = null;
let begun = null; // the number of the last change before this page was opened
let toastEnds = 0;
let typingEnds = 0;

const composer = new Composer(() => ({ chat, person: person?.id }), say);

const act = {
  command: (words) => composer.send(words),
  start: (code) => send(`/start ${code}`),
  press,
  show: (address, words) => {
    byId("viewer-image").src = address;
    byId("viewer-image").alt = words;
    byId("viewer").showModal();
  },
};

function say(words) {
  const toast = byId("toast");
  toast.textContent = words;
  toast.classList.add("shown");
  clearTimeout(toastEnds);
  toastEnds = setTimeout(() => toast.classList.remove("shown"), 4000);
}

async function send(text) {
  try {
    await ask(`chats/${chat}/say`, { from: person.id, text });
  } catch (fault) {
    say(fault.message);
  }
}

async function press(messageId, data, button) {
  button.classList.add("waiting");
  const done = () => button.classList.remove("waiting");
  setTimeout(done, 15000); // after that no answer is taken any more
  try {
    const pressed = await ask(`chats/${chat}/press`, { from: person.id, message_id: messageId, data });
    waiting.set(pressed.callback_query_id, done);
  } catch (fault) {
    done();
    say(fault.message);
  }
}

function answered({ callback_query_id: query, person: whose, text, show_alert: alert }) {
  // The answer may overtake the reply to the press that it answers.
  setTimeout(() => waiting.get(query)?.(), 50);
  if (whose !== person?.id || !text) return;
  if (!alert) return say(text);
  byId("alert-text").textContent = text;
  if (!byId("alert").open) byId("alert").showModal();
}

function typing() {
  const words = byId("chat-state");
  words.textContent = "正在输入…";
  clearTimeout(typingEnds);
  typingEnds = setTimeout(describe, 5000);
}

async function readPeople() {
  const found = await look("people");
  begun ??= found.next;
  state.people = found.people;
  state.bot = found.bot;
  person = state.people.find((one) => one.id === person?.id) ?? null;
}

function drawPeople() {
  byId("people").replaceChildren(
    ...state.people.map((one) => {
      const rooms = [one.id, ...one.groups.map((group) => group.id)];
      const count = rooms.reduce((sum, room) => sum + state.unread(room), 0);
      const last = state.lastMessage(one.id);
      const preview = one.blocked ? "已屏蔽机器人" : last ? words(last) : one.started ? "暂无消息" : "还没有开始";
      const button = node("button", "person", avatar(one));
      button.type = "button";
      button.setAttribute("aria-current", String(one.id === person?.id));
      button.append(
        node("span", "who", node("b", "", one.name), node("span", "role", one.title)),
        node("span", "preview", preview),
      );
      if (count) {
        const badge = node("span", "badge", String(Math.min(count, 99)));
        badge.setAttribute("aria-label", `${count} 条未读`);
        button.append(badge);
      }
      button.addEventListener("click", () => choose(one.id));
      return node("li", "", button);
    }),
  );
}

function words(message) {
  const said = message.text ?? message.caption;
  return said ?? (message.photo ? "[图片]" : message.document ? `[文件] ${message.document.file_name}` : "");
}

function avatar(one) {
  const made = node("span", `avatar tone-${one.id % COLOURS}`, one.name.slice(0, 1));
  made.setAttribute("aria-hidden", "true");
  return made;
}

async function choose(id, room = id) {
  const before = chat;
  person = state.people.find((one) => one.id === id) ?? null;
  chat = person ? room : null;
  document.body.classList.toggle("in-chat", person !== null);
  byId("chat").hidden = person === null;
  byId("nobody").hidden = person !== null;
  history.replaceState(null, "", person ? `#${id}` : location.pathname);
  byId("messages").replaceChildren();
  drawPeople();
  if (!person) return;
  describe();
  drawChat(true);
  await composer.enter(before);
  if (matchMedia("(hover: hover)").matches) byId("text").focus({ preventScroll: true });
}

function describe() {
  if (!person) return;
  const group = person.groups.find((one) => one.id === chat);
  byId("chat-title").textContent = group?.title ?? state.bot.first_name;
  byId("chat-state").textContent = `${person.name}${person.title ? ` · ${person.title}` : ""} 的手机`;
  const rooms = [{ id: person.id, title: "私聊" }, ...person.groups];
  byId("tabs").replaceChildren(...(rooms.length > 1 ? rooms : []).map(tab));
  const mayWrite = group !== undefined || (person.started && !person.blocked);
  if (byId("composer").hidden === mayWrite) {
    byId("composer").hidden = !mayWrite;
    composer.grow(); // a hidden field has no height to go by
  }
  byId("start").hidden = group !== undefined || person.started || person.blocked;
  byId("blocked").hidden = group !== undefined || !person.blocked;
  byId("block").textContent = person.blocked ? "解除屏蔽" : "屏蔽机器人";
}

function tab(room) {
  const count = room.id === chat ? 0 : state.unread(room.id);
  const button = node("button", "", count ? `${room.title} ${count}` : room.title);
  button.type = "button";
  button.setAttribute("role", "tab");
  button.setAttribute("aria-selected", String(room.id === chat));
  button.addEventListener("click", () => choose(person.id, room.id));
  return button;
}

function drawChat(toEnd = false) {
  const follows = toEnd || atEnd();
  const before = byId("messages").childElementCount;
  draw(byId("messages"), state.messages(chat), { me: person.id, group: chat < 0, act });
  if (follows) {
    scroll.scrollTop = scroll.scrollHeight;
    if (!document.hidden) state.look(chat);
  }
  const more = byId("messages").childElementCount > before;
  byId("down").hidden = atEnd() && !(more && !follows);
  showUnread();
}

function atEnd() {
  return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;
}

function showUnread() {
  const count = state.unread(chat);
  byId("down-count").textContent = count ? String(count) : "";
}

async function take(changes) {
  const lists = changes.map((change) => state.take(change)).some(Boolean);
  if (lists || !state.bot) await readPeople();
  for (const { number, kind, chat: room, content } of changes) {
    if (number <= begun) continue; // history: its answers have been read
    if (kind === "answer") answered(content);
    if (kind === "clock") setClock(content.now);
    if (kind === "action" && room === chat) typing();
    if (kind === "message" && room === chat && content.from.is_bot) clearTimeout(typingEnds);
    if (kind === "menu" && person) composer.readMenu();
  }
  if (person) {
    describe();
    drawChat();
  }
  drawPeople();
}

function listen() {
  byId("back").addEventListener("click", () => choose(null));
  byId("down").addEventListener("click", () => {
    scroll.scrollTo({ top: scroll.scrollHeight, behavior: "smooth" });
  });
  scroll.addEventListener("scroll", () => {
    if (!chat || !atEnd()) {
      byId("down").hidden = false;
      return;
    }
    byId("down").hidden = true;
    state.look(chat);
    showUnread();
    drawPeople();
  }, { passive: true });
  byId("start").addEventListener("submit", (event) => {
    event.preventDefault();
    const code = invitation(byId("start-code").value);
    byId("start-code").value = "";
    send(code ? `/start ${code}` : "/start");
  });
  byId("more").addEventListener("click", () => show("more", "more-menu", byId("more-menu").hidden));
  byId("invite-open").addEventListener("click", () => byId("invite-dialog").showModal());
  byId("invite-form").addEventListener("submit", () => {
    send(`/start ${invitation(byId("invite-code").value)}`);
    byId("invite-code").value = "";
  });
  for (const id of ["block", "unblock"]) byId(id).addEventListener("click", toggleBlock);
  for (const button of document.querySelectorAll("[data-close]")) {
    button.addEventListener("click", () => button.closest("dialog").close());
  }
  byId("viewer").addEventListener("click", () => byId("viewer").close());
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#more")) show("more", "more-menu", false);
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && chat && atEnd()) state.look(chat);
    drawPeople();
  });
  addEventListener("resize", () => chat && byId("down").hidden && (scroll.scrollTop = scroll.scrollHeight));
}

async function toggleBlock() {
  try {
    await ask(`chats/${person.id}/block`, { from: person.id, blocked: !person.blocked });
  } catch (fault) {
    say(fault.message);
  }
}

async function begin() {
  listen();
  await readPeople();
  const wide = matchMedia("(min-width: 760px)").matches;
  const asked = Number(location.hash.slice(1)) || (wide ? state.people[0]?.id : null);
  await Promise.all([choose(asked ?? null), startClock(say)]);
  follow(take, (online) => (byId("offline").hidden = online));
}

begin();
