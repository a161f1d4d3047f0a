/* Lets the theme's search find inflected words. Its worker turns every word of a question into a beginning
   ("löftena*") and such beginnings are never stemmed, so "löftena" would not find "löfte". Here each word is
   cut to its stem first, by the same stemmer that made the index. The theme's worker is named in the query. */
"use strict";

const SETUP = 0;
const QUERY = 2;
let stemmer;

const listen = self.addEventListener.bind(self);
self.addEventListener = (type, handler) => listen(type, (event) => handler(type === "message" ? prepare(event) : event));

function prepare(event) {
  const message = event.data;
  if (message.type === SETUP) {
    const [language] = message.data.config.lang;
    stemmer = () => (language === "en" ? lunr.stemmer : lunr[language].stemmer);
  }
  if (message.type !== QUERY) return event;
  return new MessageEvent("message", { data: { ...message, data: message.data.replace(/[\p{L}\p{N}]{3,}/gu, stem) } });
}

function stem(word) {
  return stemmer()(new lunr.Token(word.toLowerCase(), {})).toString() || word;
}

importScripts(location.search.slice(1));
