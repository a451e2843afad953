// What HTML and htmx cannot do alone: keys, copy, drafts, dialogs, the tap on Call, "not saved yet".
// Everything hangs on data- attributes; every page works without this file.
const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
const on = (type, handle, options) => document.addEventListener(type, handle, options);
const isSeen = (element) => element.getClientRects().length > 0;
const store = {
  get: (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  },
  set: (name, value) => {
    try {
      localStorage.setItem(name, value);
    } catch {
      /* full or refused */
    }
  },
  drop: (name) => {
    try {
      localStorage.removeItem(name);
    } catch {
      /* refused */
    }
  },
};
const csrf = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";

// Keys. data-key="c" presses that element; "g t" is two in a row; "ctrl+enter" saves; "shift+1" is the
// digit with Shift, whatever letter that writes on the keyboard. data-else-key: where nothing on the
// page itself has that key.
let before = "";
const isTyping = (element) =>
  element.isContentEditable ||
  /^(TEXTAREA|SELECT)$/.test(element.tagName) ||
  (element.tagName === "INPUT" && !/^(radio|checkbox|submit|button)$/.test(element.type));

function press(named) {
  const element = named.control || named; // a label presses its input
  const isField = /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  if (isField && isTyping(element)) return element.focus();
  element.focus();
  element.click();
}

function moveLine(step) {
  const lines = $$("[data-row]").filter(isSeen);
  if (!lines.length) return;
  const now = lines.indexOf(document.activeElement);
  const from = now >= 0 ? now : lines.findIndex((line) => line.hasAttribute("aria-current"));
  const next = lines[Math.max(0, Math.min(lines.length - 1, from + step))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

on("keydown", (event) => {
  const key = event.key.toLowerCase();
  const isSave = key === "enter" && (event.ctrlKey || event.metaKey);
  if (document.documentElement.dataset.keys === "off" || event.isComposing) return;
  if (!isSave && (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))) return;
  const within = $("dialog[open], [popover]:popover-open") || document;
  const digit = event.shiftKey && /^Digit\d$/.test(event.code) ? `shift+${event.code.slice(5)}` : "";
  const name = isSave ? "ctrl+enter" : digit || (before ? `${before} ${key}` : key);
  before = "";
  if (name === "g") return void (before = "g");
  if (name === "?") return (event.preventDefault(), openDialog("keys"));
  if (within === document && (name === "j" || name === "k")) {
    return (event.preventDefault(), moveLine(name === "j" ? 1 : -1));
  }
  const asked = CSS.escape(name);
  const named = [...$$(`[data-key="${asked}"]`, within), ...$$(`[data-else-key="${asked}"]`, within)].filter(
    (element) => isSeen(element) || element.closest("nav"),
  );
  const line = document.activeElement?.closest("tr"); // of several, the one of the line in focus
  const form = isSave && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.form;
  const found = form
    ? named.find((element) => element.form === form) // never another form's save
    : named.find((element) => line?.contains(element)) || named[0];
  if (found) (event.preventDefault(), press(found));
});

// Dialogs: data-dialog="id" opens, data-close closes. Esc is the browser's.
function openDialog(id) {
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) dialog.showModal();
}
on("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) openDialog(opener.dataset.dialog);
  const closer = event.target.closest("[data-close]");
  if (closer) closer.closest("dialog").close();
  $$("details[data-menu][open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  const copy = event.target.closest("[data-copy]");
  if (copy) copyText(copy);
  if (event.target.closest("[data-print]")) print();
});

async function copyText(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  const spoken = button.dataset.copied || "";
  let note = $(".visually-hidden[role=status]", button);
  if (!note) {
    note = Object.assign(document.createElement("span"), { className: "visually-hidden" });
    note.setAttribute("role", "status");
    button.append(note);
  }
  note.textContent = spoken;
  button.classList.add("is-copied");
  setTimeout(() => {
    button.classList.remove("is-copied");
    note.textContent = "";
  }, 2000);
}

// The tap on Call is evidence, never an outcome, and asks whether they may still be rung: then only
// the dialer opens, else the card is shown as it is now. Without an answer it opens all the same: the
// card was lawful when it was shown. Back from the dialer, the outcomes have focus.
const ANSWER_MS = 2000;
let isDialing = false;
on("click", (event) => {
  const link = event.target.closest("a[data-tap-url]");
  if (!link) return;
  event.preventDefault();
  const dial = () => {
    isDialing = true;
    location.href = link.href;
  };
  const body = new URLSearchParams({ number: link.dataset.tapNumber || link.href.replace(/^\w+:/, "") });
  fetch(link.dataset.tapUrl, {
    method: "POST",
    body,
    keepalive: true,
    headers: { "X-CSRFToken": csrf() },
    signal: AbortSignal.timeout(ANSWER_MS),
  }).then((answer) => (answer.status === 409 ? location.reload() : dial()), dial);
});
on("visibilitychange", () => {
  if (document.hidden || !isDialing) return;
  isDialing = false;
  const pill = $("[name=outcome]:checked") || $("[name=outcome]");
  if (pill) pill.focus();
});

// A pill that fills the line beside it (data-fills="reason"); words typed over it let it go.
on("input", (event) => {
  const { form, name, type, value } = event.target;
  const pills = form && $(`[data-fills="${CSS.escape(name || "-")}"]`, form);
  if (!pills) return;
  if (type === "radio") form.querySelector(`input[name="${CSS.escape(name)}"]:not([type="radio"])`).value = value;
  else $$("input", pills).forEach((pill) => (pill.checked = pill.value === value));
});

// Drafts, per person, on this device only: data-draft="name" on a form. The page that says "saved"
// carries data-draft-clear="name"; signing out (data-wipe) drops all of them.
const draftOf = (name) => `draft:${document.body.dataset.user}:${name}`;
const isKept = (field) =>
  field.name && field.name !== "csrfmiddlewaretoken" && !/^(hidden|password|file|submit)$/.test(field.type);

on("input", (event) => {
  const form = event.target.closest("form[data-draft]");
  if (!form) return;
  const kept = [...form.elements].filter(isKept);
  const words = kept.map((field) => [
    field.name,
    field.value,
    field.type === "radio" || field.type === "checkbox" ? field.checked : null,
  ]);
  store.set(draftOf(form.dataset.draft), JSON.stringify(words));
});

// What a field holds before anybody touches it. Of a radio the whole group counts: the one that was
// ticked by default and the one ticked instead of it.
const isAsGiven = (field, value, checked) => {
  if (checked !== null) return checked === field.defaultChecked;
  if (field.tagName !== "SELECT") return value === field.defaultValue;
  const given = [...field.options].find((option) => option.defaultSelected) || field.options[0];
  return value === given?.value;
};

function restore(form) {
  const words = JSON.parse(store.get(draftOf(form.dataset.draft)) || "null");
  if (!words || form.querySelector(".is-invalid, .errs")) return;
  let isBack = false;
  for (const [name, value, checked] of words) {
    const fields = [...form.elements].filter((field) => field.name === name && isKept(field));
    const field = checked === null ? fields[0] : fields.find((one) => one.value === value);
    if (!field) continue;
    if (checked === null) field.value = value;
    else field.checked = checked;
    if (isAsGiven(field, value, checked)) continue;
    isBack = true;
    if (field.closest("details")) field.closest("details").open = true;
  }
  $$("[data-draft-note]", form).forEach((note) => {
    note.hidden = !isBack;
  });
}

on("submit", (event) => {
  if (!event.target.matches("[data-wipe]")) return;
  Object.keys(localStorage)
    .filter((name) => name.startsWith("draft:"))
    .forEach(store.drop);
});

// A save that did not arrive: say so, keep it, try again. The form's own key makes that safe.
let unsaved = null;
const notSaved = (form) => {
  unsaved = form;
  $("#not-saved").hidden = !form;
};
for (const type of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  on(type, (event) => {
    const form = event.detail.elt.closest("form");
    if (form) notSaved(form);
  });
}
on("htmx:afterOnLoad", (event) => {
  if (event.detail.xhr.status < 500) notSaved(null);
});
const retry = () => {
  if (unsaved?.isConnected) unsaved.requestSubmit();
};
on("click", (event) => {
  if (event.target.closest("[data-retry]")) retry();
});
addEventListener("online", retry);

// A session that ended answers with the sign-in page: go there, and come back here.
on("htmx:beforeSwap", (event) => {
  const path = new URL(event.detail.xhr.responseURL || location.href, location.href).pathname;
  if (!path.startsWith("/accounts/")) return;
  event.detail.shouldSwap = false;
  location.assign(`/accounts/login/?next=${encodeURIComponent(location.pathname + location.search)}`);
});

// Choices kept on this device: colors, and whether keys are on.
on("change", (event) => {
  if (event.target.matches("[data-theme]")) store.set("theme", event.target.value);
  else if (event.target.matches("[data-keys-switch]")) store.set("keys", event.target.checked ? "on" : "off");
  else if (event.target.matches("select[data-go]")) return event.target.form.requestSubmit();
  else if (event.target.matches("[data-all]")) {
    $$(`[name="${CSS.escape(event.target.dataset.all)}"]`).forEach((box) => {
      box.checked = event.target.checked;
    });
  } else return;
  dispatchEvent(new Event("repaint"));
});

// A fold that stays as this person left it: data-remember="name"; the server reads the cookie.
on("click", (event) => {
  const fold = event.target.closest("summary")?.parentElement;
  if (!fold?.dataset.remember) return;
  const left = fold.open ? "closed" : "open";
  document.cookie = `${fold.dataset.remember}-${document.body.dataset.user}=${left};path=/;max-age=31536000;samesite=lax`;
});

function ready(within) {
  $$("[data-draft-clear]", within).forEach((mark) => store.drop(draftOf(mark.dataset.draftClear)));
  $$("form[data-draft]", within).forEach(restore);
  $$("[data-open]", within).forEach((popover) => {
    if (!popover.matches(":popover-open")) popover.showPopover?.();
  });
  $$("[data-focus], .errs", within)
    .slice(0, 1)
    .forEach((element) => element.focus());
  $$("[data-row][aria-current]", within).forEach((line) => line.scrollIntoView({ block: "nearest" }));
  $$("[data-theme]", within).forEach((input) => {
    input.checked = input.value === (store.get("theme") || "auto");
  });
  $$("[data-keys-switch]", within).forEach((input) => {
    input.checked = store.get("keys") !== "off";
  });
}
// How many boxes are ticked, on the button that saves them: data-count="name".
on("change", (event) => {
  const count = event.target.form && $(`[data-count="${CSS.escape(event.target.name || "-")}"]`, event.target.form);
  if (count) count.textContent = $$(`[name="${CSS.escape(event.target.name)}"]:checked`, event.target.form).length;
});

on("htmx:load", (event) => ready(event.detail.elt));

// Rows to fill in (data-enter-next): Enter goes to the next one, after the last it adds one.
on("keydown", (event) => {
  const row = event.target.closest("[data-enter-next]");
  if (!row || event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (row.nextElementSibling) $("input:not([type=hidden])", row.nextElementSibling).focus();
  else $("[data-add-row]")?.click();
});
on("htmx:load", (event) => {
  const row = event.detail.elt;
  if (row.matches("[data-enter-next]")) $("input:not([type=hidden])", row).focus();
});

// Enter or the arrow in a search leads to the lines that it found, also when a slower answer to what
// was typed before draws them anew.
let isToLines = false;
on("keydown", (event) => {
  isToLines = event.key === "Enter" && event.target.type === "search";
  if (event.key === "ArrowDown" && event.target.type === "search") (event.preventDefault(), moveLine(1));
});
on("htmx:afterSettle", (event) => {
  if (isToLines && $("[data-row]", event.target)) moveLine(1);
});

// What is worked on (data-work) takes the focus that went with the one before it, and is in sight
// where the list stands above it, as on a phone.
const inSight = (work) => {
  const { top, bottom } = work.getBoundingClientRect();
  if (top > innerHeight / 2 || bottom < 0) work.scrollIntoView();
};
on("htmx:afterSettle", () => {
  const work = $("[data-work]");
  if (document.activeElement !== document.body || !work) return;
  work.tabIndex = -1;
  work.focus({ preventScroll: true });
  inSight(work);
});
addEventListener("load", () => {
  const work = location.hash && $(`[data-work]${location.hash}`);
  if (work) inSight(work);
});
if (document.readyState !== "loading") ready(document);
else on("DOMContentLoaded", () => ready(document));
