// The messages of one chat as bubbles. Each block (a message or an album) is kept while it stays
// the same, replaced when it is edited, so that nothing else moves.

import { formatted } from "./text.js";
import { fileAddress } from "./wire.js";

const WEEKDAYS = "日一二三四五六";

/** Bring the list up to date. `view`: me, bot, act (command, start, press, show). */
export function draw(list, messages, view) {
  const kept = new Map([...list.children].map((item) => [item.dataset.key, item]));
  const wanted = blocks(messages, view).map(({ key, print, make }) => {
    const known = kept.get(key);
    if (known?.dataset.print === print) return known;
    const item = make();
    item.dataset.key = key;
    item.dataset.print = print;
    return item;
  });
  wanted.forEach((item, place) => {
    if (list.children[place] !== item) list.insertBefore(item, list.children[place] ?? null);
  });
  while (list.children.length > wanted.length) list.lastElementChild.remove();
}

function blocks(messages, view) {
  const made = [];
  let day = "";
  let album = null;
  for (const message of messages) {
    const date = message.shown_at.slice(0, 10);
    if (date !== day) {
      day = date;
      album = null;
      made.push({ key: `day ${date} ${message.message_id}`, print: date, make: () => dayMark(date) });
    }
    if (album && message.media_group_id === album[0].media_group_id) {
      album.push(message);
      continue;
    }
    album = message.media_group_id ? [message] : null;
    const parts = album ?? [message];
    made.push({ key: `message ${message.message_id}`, parts, make: () => bubble(parts, view) });
  }
  for (const block of made) block.print ??= JSON.stringify(block.parts);
  return made;
}

function dayMark(date) {
  const [year, month, day] = date.split("-").map(Number);
  const weekday = WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
  return node("li", "day", node("span", "", `${year}年${month}月${day}日 星期${weekday}`));
}

function bubble(parts, view) {
  const [first] = parts;
  const mine = first.from.id === view.me;
  const item = node("li", `message ${mine ? "mine" : "theirs"}`);
  const body = node("div", "bubble");
  if (view.group && !mine) body.append(node("p", "sender", first.from.first_name));
  if (first.forward_origin) body.append(node("p", "forwarded", "转发的消息"));
  if (first.reply_to_message) body.append(quoted(first.reply_to_message));
  const photos = parts.filter((one) => one.photo);
  if (photos.length) body.append(gallery(photos, view));
  for (const one of parts.filter((part) => part.document)) body.append(documentCard(one.document));
  for (const one of parts) {
    const words = one.text ?? one.caption;
    if (words) body.append(node("div", "words", formatted(words, one.entities ?? one.caption_entities, view.act)));
    const service = serviceWords(one);
    if (service) body.append(node("p", "forwarded", service));
  }
  body.append(node("p", "when", `${first.edit_date ? "已编辑 " : ""}${first.shown_at.slice(11, 16)}`));
  item.append(body);
  const rows = first.reply_markup?.inline_keyboard;
  if (rows) item.append(keyboard(rows, first, view));
  return item;
}

function serviceWords(message) {
  if (message.migrate_to_chat_id) return "群已升级为超级群";
  if (message.migrate_from_chat_id) return "由普通群升级而来";
  return "";
}

function quoted(message) {
  return node("p", "quoted", (message.text ?? message.caption ?? "图片或文件").slice(0, 80));
}

function gallery(messages, view) {
  const grid = node("div", `gallery ${messages.length > 1 ? "many" : "one"}`);
  for (const message of messages) {
    const size = message.photo.at(-1);
    const picture = node("img", "");
    picture.src = fileAddress(size.file_id);
    picture.width = size.width; // the room is there before the picture is
    picture.height = size.height;
    picture.alt = message.caption ? `图片：${message.caption.slice(0, 60)}` : "图片";
    picture.decoding = "async";
    const opener = node("button", "photo", picture);
    opener.type = "button";
    opener.title = "点击放大";
    opener.addEventListener("click", () => view.act.show(picture.src, picture.alt));
    grid.append(opener);
  }
  return grid;
}

function documentCard(file) {
  const card = node("a", "document");
  card.href = fileAddress(file.file_id);
  card.download = file.file_name ?? "文件";
  const ending = (file.file_name ?? "").split(".").slice(1).at(-1) ?? "";
  card.append(node("span", "ending", ending.slice(0, 4).toUpperCase() || "文件"));
  const about = node("span", "about", node("span", "name", file.file_name ?? "文件"));
  about.append(node("span", "size", sizeWords(file.file_size)));
  card.append(about);
  return card;
}

function sizeWords(bytes) {
  if (bytes < 1024) return `${bytes} 字节`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(0)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function keyboard(rows, message, view) {
  const board = node("div", "keyboard");
  for (const row of rows) {
    const line = node("div", "keys");
    for (const button of row) line.append(key(button, message, view));
    board.append(line);
  }
  return board;
}

function key(button, message, view) {
  if (button.url) {
    const opener = node("a", "key", `${button.text} ↗`);
    if (/^(https?|tg):/i.test(button.url)) opener.href = button.url;
    opener.target = "_blank";
    opener.rel = "noopener noreferrer";
    return opener;
  }
  const pressed = node("button", "key", button.text);
  pressed.type = "button";
  pressed.addEventListener("click", () => view.act.press(message.message_id, button.callback_data, pressed));
  return pressed;
}

export function node(tag, name, ...content) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...content);
  return made;
}
