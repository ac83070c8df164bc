// What the page knows, built from the changes alone: the same for a new tab and an old one.

export class State {
  constructor() {
    this.people = [];
    this.bot = null;
    this.chats = new Map(); // chat id -> Map(message id -> message)
    this.numbers = new Map(); // chat id -> [numbers of the bot's messages]
    this.seen = JSON.parse(sessionStorage.getItem("seen") ?? "{}");
  }

  messages(chat) {
    return [...(this.chats.get(chat)?.values() ?? [])];
  }

  /** Take one change; true where the lists of people or chats must be asked for again. */
  take({ number, kind, chat, content, shown_at }) {
    if (kind === "message") {
      this.room(chat).set(content.message_id, { ...content, shown_at });
      if (content.from.is_bot) this.arrived(chat).push(number);
    } else if (kind === "edited") {
      const before = this.room(chat).get(content.message_id);
      this.room(chat).set(content.message_id, { ...content, shown_at: before?.shown_at ?? shown_at });
    } else if (kind === "deleted") {
      this.room(chat).delete(content.message_id);
    }
    return kind === "person" || kind === "chat" || (kind === "message" && !content.from.is_bot);
  }

  unread(chat) {
    const from = this.seen[chat] ?? 0;
    return this.arrived(chat).filter((number) => number > from).length;
  }

  /** Remember that everything so far in this chat has been seen. */
  look(chat) {
    const newest = this.arrived(chat).at(-1) ?? 0;
    if (this.seen[chat] === newest) return;
    this.seen[chat] = newest;
    sessionStorage.setItem("seen", JSON.stringify(this.seen));
  }

  lastMessage(chat) {
    return this.messages(chat).at(-1);
  }

  room(chat) {
    if (!this.chats.has(chat)) this.chats.set(chat, new Map());
    return this.chats.get(chat);
  }

  arrived(chat) {
    if (!this.numbers.has(chat)) this.numbers.set(chat, []);
    return this.numbers.get(chat);
  }
}
