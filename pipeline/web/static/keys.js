// Keys and selections of the record page. One message a command: its name, and the words that are selected in the source.
(() => {
  const KEYS = {
    a: "accept", e: "edit", r: "reject", s: "split", m: "merge", n: "next", p: "previous", u: "undo", "?": "help",
    f: "source", "[": "earlier", "]": "later", i: "new", 1: "quote", 2: "partners", 3: "period", 4: "mechanisms", 5: "title",
  };
  const off = () => localStorage.getItem("rapporteur-keys") === "off";

  // the place of a point of the document in the report's text; null outside the source
  function place(node, offset) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const home = element?.closest("[data-at]");
    if (!home) return null;
    const range = document.createRange();
    range.setStart(home, 0);
    range.setEnd(node, offset);
    return Number(home.dataset.at) + range.toString().length;
  }

  function selection() {
    const found = window.getSelection();
    const pane = document.querySelector(".source");
    if (!found || found.isCollapsed || !pane || !pane.contains(found.anchorNode)) return null;
    const range = found.getRangeAt(0);
    return { start: place(range.startContainer, range.startOffset), end: place(range.endContainer, range.endOffset), text: found.toString() };
  }

  window.rapporteur = {
    // the record that the person sees: the answer to an earlier key may be on its way
    command: (name) => emitEvent("command", { name, selection: selection(), record: document.querySelector("[data-record]")?.dataset.record }),
    focus: (field) => {
      const box = document.querySelector(`[data-name="${field}"]`);
      const target = box?.matches("input,textarea") ? box : box?.querySelector("input,textarea,[tabindex]") ?? box;
      target?.focus();
      target?.scrollIntoView({ block: "nearest" });
    },
    // the pane alone scrolls: the fields stay where they are
    show: () => {
      const pane = document.querySelector(".source"), mark = pane?.querySelector(".mark, mark");
      const record = document.querySelector(".record");
      record.dataset.ready = Number(record.dataset.ready ?? 0) + 1;
      if (mark) pane.scrollTop += mark.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
    },
    keys: (on) => localStorage.setItem("rapporteur-keys", on ? "on" : "off"),
    address: (url) => history.replaceState(history.state, "", url),
  };

  // before a field with a list takes Enter for a choice
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !document.querySelector(".record") || document.querySelector(".q-dialog")) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat) return;
    document.activeElement?.blur();
    rapporteur.command("save");
  }, true);

  document.addEventListener("keydown", (event) => {
    if (!document.querySelector(".record")) return;
    const typing = event.target.closest?.("input,textarea,select,[contenteditable=true],[role=combobox]");
    const open = document.querySelector(".q-dialog");
    if (event.key === "Escape" && typing && !open && !document.querySelector(".q-menu")) {
      event.target.blur();
      return;
    }
    if (typing || open || event.ctrlKey || event.metaKey || event.altKey) return;
    const pane = event.target.closest?.(".source");
    if (pane && event.key.startsWith("Arrow")) {
      // words are chosen without a mouse: the arrows move a caret that is not shown, with Shift they choose
      const found = window.getSelection();
      if (!pane.contains(found.anchorNode)) found.collapse(pane.querySelector("mark, [data-field]") ?? pane.querySelector("[data-at]"), 0);
      const way = { ArrowLeft: ["backward", "word"], ArrowRight: ["forward", "word"], ArrowUp: ["backward", "line"], ArrowDown: ["forward", "line"] };
      const before = found.toString().trim();
      // on a page each word is an element of its own, and a step may end at its edge: go on until a word more or less is chosen
      for (let step = 0; step < 4; step++) {
        found.modify(event.shiftKey ? "extend" : "move", ...way[event.key]);
        if (!event.shiftKey || found.toString().trim() !== before) break;
      }
      if (event.shiftKey) event.preventDefault();
      return;
    }
    const name = KEYS[event.key];
    if (!name || (off() && name !== "help")) return;
    event.preventDefault();
    if (event.repeat) return;
    if (name === "edit") rapporteur.focus("partners");
    else if (name === "source") document.querySelector(".source").focus();
    else rapporteur.command(name);
  });

  document.addEventListener("click", (event) => {
    const mark = event.target.closest?.(".source [data-field]");
    if (mark && window.getSelection().isCollapsed) rapporteur.focus(mark.dataset.field);
    const pressed = event.target.closest?.("[data-command]");
    if (pressed) rapporteur.command(pressed.dataset.command);
  });

  // a press on a button must not take the selection away that the button is about
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest?.("[data-keep]")) event.preventDefault();
  });
})();
