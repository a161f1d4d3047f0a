/* Visits pages in Firefox: what to do there comes as JSON on standard input, what was seen goes to standard output.

   {"firefox": path, "visits": [{"page": address, "steps": [["type", selector, words], ["select", selector, value],
   ["click", selector], ["wait", selector]], "read": expression}]}
   {"faults": [all that went wrong on any page, and every request to elsewhere], "seen": [what each expression gave]} */
import puppeteer from "puppeteer-core";

let asked = "";
for await (const part of process.stdin) asked += part;
const {firefox, visits} = JSON.parse(asked);
// What a busy machine may take, in milliseconds.
const PATIENCE = 600000;
const browser = await puppeteer.launch(
  {browser: "firefox", executablePath: firefox, timeout: PATIENCE, protocolTimeout: PATIENCE});
const faults = [];
const seen = [];
let here = "";
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  const note = what => faults.push(`${here}: ${what}`);
  page.on("console", message => message.type() === "error" && note(message.text()));
  page.on("pageerror", error => note(error));
  page.on("request", request => /^(file|data|about):/.test(request.url()) || note(request.url()));
  page.on("requestfailed", request => note(`failed: ${request.url()}`));
  await page.evaluateOnNewDocument(() => {
    addEventListener("securitypolicyviolation", event => console.error("policy:", event.blockedURI || event.sample));
    addEventListener("error", event => event.target !== window && console.error("lost:", event.target.outerHTML), true);
  });
  const steps = {
    type: (selector, words) => page.type(selector, words),
    select: (selector, value) => page.select(selector, value),
    click: selector => Promise.all([page.waitForNavigation(), page.click(selector)]),
    wait: selector => page.waitForSelector(selector),
  };
  for (const visit of visits) {
    here = visit.page;
    await page.goto(here);
    for (const [name, ...what] of visit.steps ?? []) await steps[name](...what);
    seen.push(await page.evaluate(visit.read));
  }
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify({faults, seen}));
