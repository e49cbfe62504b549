// Copy the recovery codes; printing is ui/printing.js. Without JavaScript the buttons stay hidden: the codes can still be selected.
for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;

document.addEventListener("click", async (event) => {
  const copy = event.target.closest("[data-copy]");
  if (!copy) return;
  const codes = [...document.getElementById(copy.dataset.copy).children].map((item) => item.textContent);
  await navigator.clipboard.writeText(codes.join("\n"));
  document.getElementById("live").textContent = copy.dataset.copied;
});
