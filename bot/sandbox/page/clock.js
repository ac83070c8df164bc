// The rehearsal's clock: shown in Shanghai's time, ticking, moved forward by hand.

import { ask, look } from "./wire.js";

const WEEKDAYS = "日一二三四五六";
const HOUR = 3600_000;
const SHANGHAI = 8 * HOUR;
const byId = (id) => document.getElementById(id);

let ahead = null; // what the rehearsal is ahead of this machine, in milliseconds

/** Start the clock; `say(words)` tells how moving it went. */
export async function startClock(say) {
  setClock((await look("clock")).now);
  setInterval(show, 1000);
  for (const button of document.querySelectorAll("[data-days]")) {
    button.addEventListener("click", () => move(morning(Number(button.dataset.days)), say));
  }
  byId("clock-open").addEventListener("click", () => {
    byId("clock-input").value = morning(1);
    byId("clock-input").min = local().toISOString().slice(0, 16);
    byId("clock-dialog").showModal();
  });
  byId("clock-form").addEventListener("submit", () => move(byId("clock-input").value, say));
}

export function setClock(now) {
  byId("clock").hidden = now === null;
  if (now === null) return;
  ahead = Date.parse(now) - Date.now();
  show();
}

// A Date whose UTC fields read as Shanghai's clock.
function local() {
  return new Date(Date.now() + ahead + SHANGHAI);
}

function morning(days) {
  const day = new Date(local().getTime() + days * 24 * HOUR);
  return `${day.toISOString().slice(0, 10)}T09:00`;
}

function show() {
  if (ahead === null) return;
  const now = local();
  const [year, month, day] = now.toISOString().slice(0, 10).split("-").map(Number);
  const words = `${year}年${month}月${day}日 星期${WEEKDAYS[now.getUTCDay()]} ${now.toISOString().slice(11, 16)}`;
  const shown = byId("clock-time");
  if (shown.textContent !== words) shown.textContent = words;
  shown.dateTime = new Date(Date.now() + ahead).toISOString();
}

async function move(moment, say) {
  const buttons = document.querySelectorAll(".clock-buttons button");
  for (const button of buttons) button.disabled = true;
  try {
    setClock((await ask("clock", { move_to: moment })).now);
    say(`时钟已拨到 ${byId("clock-time").textContent}`);
  } catch (fault) {
    say(fault.message);
  } finally {
    for (const button of buttons) button.disabled = false;
  }
}
