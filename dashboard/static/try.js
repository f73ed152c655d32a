// Sends what is typed on the page of the API, and shows the answer as text.
"use strict";
(function () {
  function address(form) {
    let path = form.dataset.try;
    const query = new URLSearchParams();
    for (const field of form.elements) {
      if (!field.name || field.value === "") continue;
      if (field.dataset.in === "path") path = path.replace("{" + field.name + "}", encodeURIComponent(field.value));
      else for (const value of "many" in field.dataset ? field.value.split(",") : [field.value]) query.append(field.name, value.trim());
    }
    const text = query.toString();
    return text ? path + "?" + text : path;
  }

  async function send(form) {
    const link = form.querySelector(".address");
    const out = form.parentElement.querySelector(".answer");
    const at = address(form);
    link.setAttribute("href", at);
    link.textContent = at;
    out.hidden = false;
    out.textContent = "…";
    try {
      const answer = await fetch(at, { headers: { Accept: "application/json" } });
      const text = await answer.text();
      let shown = text;
      try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* no JSON: as it is */ }
      out.textContent = answer.status + " " + answer.statusText + "\n\n" + (shown.length > 100000 ? shown.slice(0, 100000) + "\n…" : shown);
      out.dataset.status = String(answer.status);
    } catch (err) {
      out.textContent = String(err);
    }
  }

  for (const form of document.querySelectorAll("form[data-try]")) {
    form.addEventListener("submit", (e) => { e.preventDefault(); send(form); });
  }
})();
