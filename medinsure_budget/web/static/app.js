"use strict";
const at = id => document.getElementById(id);
const line = (tag, text, className) => Object.assign(document.createElement(tag), {textContent: text, className: className || ""});
const fill = (id, items) => at(id).replaceChildren(...items);

async function send(path, file, more) {
  at("result").hidden = true;
  at("status").className = "";
  at("status").textContent = `正在处理 ${file.name} …`;
  try {
    const reply = await fetch(`${path}?${new URLSearchParams({name: file.name, ...more})}`, {method: "POST", body: file});
    const found = await reply.json();
    if (found.error) throw new Error(found.error);
    at("status").textContent = "";
    show(found);
  } catch (problem) {
    at("status").className = "error";
    at("status").textContent = problem.message;
  }
}

function show(found) {
  at("result-title").textContent = [found.agency, found.year && `${found.year}年`, found.kind].filter(Boolean).join(" ") || "未能认出的文件";
  const words = {true: "核对完毕，没有发现错误。", false: "发现错误，请更正。", null: "核对的内容还不够，不能下结论。"};
  at("verdict").className = {true: "good", false: "error", null: "warning"}[found.ok];
  at("verdict").textContent = words[found.ok];
  fill("findings", found.findings.map(f => line("li", `${f.level}（${f.rule}）：${f.message}`, f.severity)));
  if (!found.findings.length) fill("findings", [line("p", "无")]);
  at("notes-title").textContent = `读取说明 ${found.notes.length} 条`;
  fill("notes", found.notes.map(n => line("li", `${n.kind}：${n.message}`)));
  at("sheets-title").textContent = `读到 ${found.sheets.length} 张表，${found.claims} 条叙述`;
  fill("sheets", found.sheets.map(title => line("li", title)));
  fill("files", found.files.map(download));
  at("result").hidden = false;
  at("result-title").focus();
}

function download(file) {
  const bytes = Uint8Array.from(atob(file.data), c => c.charCodeAt(0));
  const link = line("a", `下载 ${file.name}`);
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.download = file.name;
  const item = document.createElement("li");
  item.append(link);
  return item;
}

function accept(drop, input, take) {
  drop.addEventListener("dragover", event => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", event => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length) take(event.dataTransfer.files[0]);
  });
  input.addEventListener("change", () => { if (input.files.length) take(input.files[0]); input.value = ""; });
}

accept(at("document-drop"), at("document-file"), file => send("/document", file, {}));
accept(at("ledger-drop"), at("ledger-file"), file => send("/ledger", file, {agency: at("agency").value, year: at("year").value, kind: at("kind").value}));
