// Passkeys: a form marked data-passkey asks the server what to ask for, lets the browser ask
// its owner, puts the answer into the form and sends it. Without scripts, or where the page was
// opened under a host whose passkeys these are not, the form is not there.

type Options = PublicKeyCredentialCreationOptionsJSON | PublicKeyCredentialRequestOptionsJSON;

/** Shows and wires the forms that a passkey answers. */
export function passkeys(scope: Element | Document): void {
  for (const form of scope.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    if (!usable(form.dataset.passkeyHost ?? "")) continue;
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      const answer = form.elements.namedItem("answer") as HTMLInputElement;
      if (answer.value) return; // the browser has asked: now the form goes
      const empty = form.querySelector<HTMLInputElement>("input[type=text]");
      if (empty && !empty.value.trim()) return; // the server says what is missing
      event.preventDefault();
      void ask(form, answer);
    });
  }
}

function usable(host: string): boolean {
  const here = window.location.hostname;
  const ours = here === host || here.endsWith(`.${host}`);
  return ours && "PublicKeyCredential" in window && "parseCreationOptionsFromJSON" in PublicKeyCredential;
}

async function ask(form: HTMLFormElement, answer: HTMLInputElement): Promise<void> {
  const says = form.querySelector<HTMLElement>("[data-passkey-says]");
  if (says) says.hidden = true;
  try {
    const given = await credential(form.dataset.passkey ?? "", await options(form));
    if (!given) throw new Error("no passkey answered");
    answer.value = JSON.stringify((given as PublicKeyCredential).toJSON());
    form.submit();
  } catch {
    if (says) says.hidden = false; // whoever changed their mind may try again
  }
}

/** What the server wants asked. */
async function options(form: HTMLFormElement): Promise<Options> {
  const token = form.querySelector<HTMLInputElement>("input[name=_csrf]");
  const response = await fetch(form.dataset.passkeyAsk ?? "", {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(token ? { _csrf: token.value } : {}),
  });
  if (!response.ok) throw new Error(`the server answers ${response.status}`);
  return (await response.json()) as Options;
}

function credential(does: string, asked: Options): Promise<Credential | null> {
  if (does === "create") {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(asked as PublicKeyCredentialCreationOptionsJSON);
    return navigator.credentials.create({ publicKey });
  }
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(asked as PublicKeyCredentialRequestOptionsJSON);
  return navigator.credentials.get({ publicKey });
}

/** Sends a form that goes on by itself where scripts run. */
export function goOn(scope: Element | Document): void {
  scope.querySelector<HTMLFormElement>("form[data-goes-on]")?.submit();
}
