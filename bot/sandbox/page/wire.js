// Talking to the sandbox's control addresses. A refusal is an Error with a Chinese sentence.

async function answer(response) {
  const content = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(content.error ?? "演练服务器没有听懂。");
  return content;
}

export async function look(path) {
  return answer(await fetch(`/sandbox/${path}`));
}

export async function ask(path, body) {
  const headers = { "content-type": "application/json" };
  return answer(await fetch(`/sandbox/${path}`, { method: "POST", headers, body: JSON.stringify(body) }));
}

export async function upload(path, form) {
  return answer(await fetch(`/sandbox/${path}`, { method: "POST", body: form }));
}

export function fileAddress(fileId) {
  return `/sandbox/files/${encodeURIComponent(fileId)}`;
}

/** Tell every change in order, for ever; `state(false)` while the server cannot be reached. */
export async function follow(tell, state) {
  let after = 0;
  for (;;) {
    try {
      const found = await look(`changes?after=${after}&timeout=20`);
      state(true);
      if (found.next < after) return location.reload(); // the server began anew
      after = found.next;
      if (found.changes.length) tell(found.changes);
    } catch {
      state(false);
      await new Promise((resume) => setTimeout(resume, 1500));
    }
  }
}
