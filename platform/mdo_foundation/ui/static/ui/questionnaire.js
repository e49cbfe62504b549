// Filling in: a question that another one asks for appears at once; digits and Enter go on to the next question.
(() => {
  const form = document.getElementById("questionnaire");
  if (!form) return;
  const questions = [...form.querySelectorAll(".question")];
  const chosenIn = (question) => question.querySelector("input:checked")?.value ?? "";

  function showAsked() {
    for (const question of questions) {
      if (!question.dataset.onlyIf) continue;
      const [code, ...options] = question.dataset.onlyIf.split(" ");
      const other = questions.find((one) => one.dataset.item === code);
      question.hidden = !other || !options.includes(chosenIn(other));
    }
  }

  function goOn(question) {
    const shown = questions.filter((one) => !one.hidden);
    const next = shown[shown.indexOf(question) + 1];
    if (!next) { document.getElementById("finish-button").focus(); return; }
    (next.querySelector("input:checked") ?? next.querySelector("input:not([type=hidden])")).focus();
    next.scrollIntoView({ block: "nearest" });
  }

  // The option with that number as its word, else the one in that place.
  function choose(question, key) {
    const radios = [...question.querySelectorAll("input[type=radio]")];
    const named = radios.find((radio) => radio.parentElement.textContent.trim() === key);
    const radio = named ?? radios[Number(key) - 1];
    if (!radio) return false;
    if (!radio.checked) radio.click();
    return true;
  }

  form.addEventListener("change", showAsked);
  form.addEventListener("keydown", (event) => {
    const question = event.target.closest(".question");
    if (!question || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("button")) return;
    if (event.key === "Enter") {
      event.preventDefault();
      goOn(question);
    } else if (/^[0-9]$/.test(event.key) && event.target.matches("[type=radio]") && choose(question, event.key)) {
      event.preventDefault();
      goOn(question);
    }
  });
  showAsked();
})();
