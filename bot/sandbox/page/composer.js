// Writing: text, files, the command menu and its completion.

import { node } from "./messages.js";
import { ask, look, upload } from "./wire.js";

const TALLEST = 160; // pixels of the text field, as in the style sheet
const byId = (id) => document.getElementById(id);

/** `room()` gives {chat, person}; `say(words)` shows a fault. */
export class Composer {
  constructor(room, say) {
    this.room = room;
    this.say = say;
    this.text = byId("text");
    this.list = byId("commands");
    this.files = [];
    this.kind = "document";
    this.commands = [];
    this.marked = -1;
    this.drafts = new Map();
    this.listen();
  }

  listen() {
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.text.addEventListener("keydown", (event) => this.key(event));
    this.text.addEventListener("input", () => {
      this.grow();
      this.complete();
    });
    byId("menu").addEventListener("click", () => this.toggleMenu());
    byId("attach").addEventListener("click", () => show("attach", "attach-menu", byId("attach-menu").hidden));
    for (const kind of ["photo", "document"]) {
      byId(`pick-${kind}`).addEventListener("click", () => byId(`${kind}-input`).click());
      byId(`${kind}-input`).addEventListener("change", (event) => this.choose(kind, event.target));
    }
    document.addEventListener("click", (event) => {
      if (!event.target.closest("#attach, #attach-menu")) show("attach", "attach-menu", false);
      if (!event.target.closest("#menu, #commands, #text")) this.closeList();
    });
  }

  /** Move to another chat: its draft and its command menu. */
  async enter(before) {
    if (before) this.drafts.set(before, this.text.value);
    const { chat } = this.room();
    this.text.value = this.drafts.get(chat) ?? "";
    this.files = [];
    this.showFiles();
    this.closeList();
    this.grow();
    await this.readMenu();
  }

  async readMenu() {
    const { chat, person } = this.room();
    const commands = await look(`chats/${chat}/menu?person=${person}`);
    if (this.room().chat === chat) this.commands = commands;
    byId("menu").disabled = commands.length === 0;
  }

  async send(words = null) {
    const text = words ?? this.text.value.trim();
    if (!text && !this.files.length) return;
    const { chat, person } = this.room();
    const files = words === null ? this.files : [];
    if (words === null || this.text.value.startsWith("/")) this.text.value = "";
    if (files.length) this.files = [];
    this.showFiles();
    this.closeList();
    this.grow();
    try {
      if (files.length) await upload(`chats/${chat}/files`, this.form(files, text, person));
      else await ask(`chats/${chat}/say`, { from: person, text });
    } catch (fault) {
      this.say(fault.message);
      if (words === null) this.text.value = text;
    }
    this.text.focus({ preventScroll: true });
  }

  form(files, caption, person) {
    const form = new FormData();
    form.set("from", person);
    form.set("kind", this.kind);
    form.set("caption", caption);
    for (const file of files) form.append("file", file, file.name);
    return form;
  }

  choose(kind, input) {
    this.kind = kind;
    this.files = [...input.files].slice(0, 10);
    input.value = "";
    show("attach", "attach-menu", false);
    this.showFiles();
    this.text.focus({ preventScroll: true });
  }

  showFiles() {
    const chosen = byId("chosen");
    chosen.hidden = this.files.length === 0;
    chosen.replaceChildren(
      ...this.files.map((file, place) => {
        const remove = node("button", "", "×");
        remove.type = "button";
        remove.setAttribute("aria-label", `不发送 ${file.name}`);
        remove.addEventListener("click", () => {
          this.files.splice(place, 1);
          this.showFiles();
        });
        return node("li", "", file.name, remove);
      }),
    );
    this.text.placeholder = this.files.length ? "加一句说明（可不填）" : "消息，或输入 / 选命令";
  }

  key(event) {
    if (event.isComposing || event.keyCode === 229) return; // the input method's own Enter
    const open = !this.list.hidden;
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.mark(this.marked + (event.key === "ArrowDown" ? 1 : -1));
    } else if (open && event.key === "Escape") {
      this.closeList();
    } else if (open && event.key === "Tab" && this.list.children.length) {
      event.preventDefault();
      this.text.value = `/${this.list.children[Math.max(this.marked, 0)].dataset.command} `;
      this.closeList();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      const picked = open ? this.list.children[this.marked] : null;
      this.send(picked ? `/${picked.dataset.command}` : null);
    }
  }

  complete() {
    const typed = /^\/([a-z0-9_]*)$/i.exec(this.text.value);
    const fitting = typed ? this.commands.filter((one) => one.command.startsWith(typed[1].toLowerCase())) : [];
    this.showList(fitting);
  }

  toggleMenu() {
    this.showList(this.list.hidden ? this.commands : []);
  }

  showList(commands) {
    this.marked = -1;
    this.list.replaceChildren(
      ...commands.map(({ command, description }, place) => {
        const option = node("button", "", node("b", "", `/${command}`), node("span", "", description));
        option.type = "button";
        option.id = `command-${place}`;
        option.dataset.command = command;
        option.setAttribute("role", "option");
        option.addEventListener("click", () => this.send(`/${command}`));
        return option;
      }),
    );
    show("menu", "commands", commands.length > 0);
  }

  closeList() {
    this.showList([]);
  }

  mark(place) {
    const options = [...this.list.children];
    this.marked = (place + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === this.marked)));
    options[this.marked].scrollIntoView({ block: "nearest" });
  }

  grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight + 2, TALLEST)}px`;
    this.text.style.overflowY = this.text.scrollHeight > TALLEST ? "auto" : "hidden";
  }
}

export function show(button, popover, open) {
  byId(popover).hidden = !open;
  byId(button).setAttribute("aria-expanded", String(open));
}
