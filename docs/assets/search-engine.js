/* The search itself: finds entries of one language's index by a question. No page and no words of its own: what it
   knows of a language comes with the index (theme/words/search.*.yml). Counting and weighing are MiniSearch's; which
   words of the index a word of the question stands for is settled here, since no library knows compounds. */
(function () {
  "use strict";

  var WORD = /[\p{L}\p{M}\p{N}]+/gu;
  var FIELDS = ["title", "within", "facts", "more", "text"];
  var BOOSTS = { title: 4, facts: 3, more: 2, within: 1.5, text: 1 };
  /* How much a word counts that is the one asked for, an inflection of it, another word for it, a part of a compound,
     the beginning of a longer one, or one that is written with another letter. */
  var SAME = 1, FORM = 0.85, SYNONYM = 0.6, PART = 0.55, BEGINNING = 0.5, NEAR = 0.3;
  var SHORTEST_STEM = 3, SHORTEST_PART = 4, SHORTEST_NEAR = 4, SHORTEST_SURE = 6, SHORTEST_TWICE_WRONG = 9;
  /* So few hits of several words are too few. */
  var FEW = 5;
  /* After the first hits come so many pages of the places and themes that the question names. */
  var FIRST = 3, NAMED = 2;
  /* So much more counts what says the words of a question side by side. */
  var PHRASE = 3;

  function cut(text) {
    return text.normalize("NFC").toLowerCase().match(WORD) || [];
  }

  /* A word without its accents, as it is written in a hurry or on another keyboard. */
  function fold(word) {
    return word.normalize("NFD").replace(/\p{M}/gu, "").replace(/ø/g, "o").replace(/æ/g, "a").replace(/ß/g, "ss");
  }

  /* Whether two words differ by so many letters: another, one too few or too many, or two that have changed places. */
  function differ(a, b, most, replace) {
    var at = 0;
    while (at < a.length && a[at] === b[at]) at += 1;
    a = a.slice(at);
    b = b.slice(at);
    if (!a || !b) return a.length + b.length <= most;
    return most > 0 && (
      replace && differ(a.slice(1), b.slice(1), most - 1, replace) ||
      differ(a.slice(1), b, most - 1, replace) ||
      differ(a, b.slice(1), most - 1, replace) ||
      a[0] === b[1] && a[1] === b[0] && differ(a.slice(2), b.slice(2), most - 1, replace)
    );
  }

  /* Whether a word may be another with a letter wrong, or a long one with two. Short words with another letter are other
     words, and so are those that begin with one. */
  function isNear(a, b, most) {
    if (Math.abs(a.length - b.length) > most || a[0] !== b[0] && (most > 1 || a[0] !== b[1])) return false;
    return differ(a, b, most, Math.max(a.length, b.length) >= SHORTEST_SURE);
  }

  function setHighest(map, key, value) {
    if (!(map.get(key) >= value)) map.set(key, value);
  }

  /* What is known of the words of an index.

     Args:
       known: what its language knows (endings, joints, stems, vague, silent, synonyms).
       terms: the words that stand in it. */
  function Vocabulary(known, terms) {
    this.endings = new Set(known.endings);
    this.longest = Math.max.apply(null, known.endings.map(function (ending) { return ending.length; }).concat(0));
    this.joints = [""].concat(known.joints);
    this.silent = new Set(known.silent);
    this.vague = new Set(known.vague);
    this.terms = Array.from(terms);
    /* Word or stem → words of the index, and how well they answer to it. */
    this.forms = new Map();
    /* What may be a part of a compound. */
    this.parts = new Set(known.stems.concat(known.vague));
    this.tried = new Map();
    this.synonyms = new Map();
    this.terms.forEach(function (term) {
      (this.silent.has(term) ? [] : this.stems(term)).forEach(function (stem) {
        if (stem.length >= SHORTEST_PART) this.parts.add(stem);
        this.add(stem, term, FORM);
      }, this);
      this.add(term, term, SAME);
    }, this);
    known.synonyms.forEach(function (group) {
      group.forEach(function (word) {
        this.stems(word).forEach(function (stem) {
          this.synonyms.set(stem, (this.synonyms.get(stem) || []).concat(group));
          if (stem.length >= SHORTEST_PART) this.parts.add(stem);
        }, this);
      }, this);
    }, this);
    this.terms.forEach(function (term) {
      this.split(term).forEach(function (part) {
        this.stems(part).forEach(function (stem) { this.add(stem, term, PART); }, this);
      }, this);
    }, this);
  }

  Vocabulary.prototype.add = function (key, term, weight) {
    /* Of short words, those without accents are others: “mät” is not “mat”. */
    (key.length < SHORTEST_PART ? [key] : [key, fold(key)]).forEach(function (name) {
      if (!this.forms.has(name)) this.forms.set(name, new Map());
      setHighest(this.forms.get(name), term, weight);
    }, this);
  };

  /* A word, and what is left of it without each ending that it may have. */
  Vocabulary.prototype.stems = function (word) {
    var found = [word];
    for (var length = 1; length <= this.longest && word.length - length >= SHORTEST_STEM + (length === 1); length += 1) {
      if (this.endings.has(word.slice(-length))) found.push(word.slice(0, -length));
    }
    return found;
  };

  Vocabulary.prototype.isPart = function (word) {
    var found = this.tried.get(word);
    if (found === undefined) {
      found = !this.endings.has(word) && this.stems(word).some(function (stem) { return this.parts.has(stem); }, this);
      this.tried.set(word, found);
    }
    return found;
  };

  /* The parts of a compound, the last one as long as it can be; of any other word none. */
  Vocabulary.prototype.split = function (word) {
    for (var at = SHORTEST_STEM; at <= word.length - SHORTEST_STEM; at += 1) {
      var last = word.slice(at);
      if (!this.isPart(last)) continue;
      for (var joint of this.joints) {
        var first = word.slice(0, at - joint.length);
        if (first.length < SHORTEST_STEM || !word.slice(0, at).endsWith(joint)) continue;
        if (this.parts.has(first)) return [first, last];
        var more = this.split(first);
        if (more.length) return more.concat(last);
      }
    }
    return [];
  };

  /* The words of the index that a word of a question stands for, and how much each counts: by what is surest of what
     finds any, so that a slip is thought of only where nothing is spelt like that. Nothing that counts less than `least`:
     a part of what somebody asks for is no part of something else. */
  Vocabulary.prototype.resolve = function (word, least) {
    var found = new Map();
    this.stems(word).forEach(function (stem) {
      this.take(found, stem, stem === word ? 1 : FORM);
      this.takeOthers(found, stem, SYNONYM);
    }, this);
    if (least) found.forEach(function (weight, term) { if (weight < least) found.delete(term); });
    if (!found.size && !least && word.length >= SHORTEST_STEM) {
      this.terms.forEach(function (term) {
        if (this.silent.has(term) || !term.startsWith(word) && !fold(term).startsWith(word)) return;
        found.set(term, BEGINNING * word.length / term.length);
      }, this);
    }
    return found;
  };

  Vocabulary.prototype.take = function (found, key, weight) {
    (this.forms.get(key) || []).forEach(function (own, term) { setHighest(found, term, own * weight); });
  };

  Vocabulary.prototype.takeOthers = function (found, word, weight) {
    (this.synonyms.get(word) || []).forEach(function (other) {
      this.stems(other).forEach(function (key) { this.take(found, key, weight); }, this);
    }, this);
  };

  Vocabulary.prototype.guess = function (word) {
    var found = new Map();
    function fits(key, most) { return key.length >= SHORTEST_NEAR && isNear(word, key, most); }
    if (word.length < SHORTEST_NEAR || /\d/.test(word)) return found;
    for (var most = 1; !found.size && most <= (word.length < SHORTEST_TWICE_WRONG ? 1 : 2); most += 1) {
      for (var key of this.forms.keys()) if (fits(key, most)) this.take(found, key, NEAR);
      for (key of this.synonyms.keys()) if (fits(key, most)) this.takeOthers(found, key, NEAR * SYNONYM);
    }
    return found;
  };

  /* The parts of a compound that say what somebody looks for: all but those that say little, unless there are no others. */
  Vocabulary.prototype.tell = function (word) {
    var parts = this.split(word);
    var told = parts.filter(function (part) {
      return !this.stems(part).some(function (stem) { return this.vague.has(stem); }, this);
    }, this);
    return told.length ? told : parts;
  };

  function byScore(a, b) { return b.score - a.score; }

  /* Searches one language.

     Args:
       index: its words and entries, as `html/search_index.py` writes them. */
  function Engine(index) {
    var terms = new Set();
    this.entries = index.entries.map(function (row) {
      return { path: row[0], title: row[1], within: row[2], facts: row[3], more: row[4], text: row[5], lead: row[6], weight: row[7], isSubject: row[8] };
    });
    this.index = new MiniSearch({
      fields: FIELDS,
      tokenize: function (text) {
        var words = cut(text);
        words.forEach(function (word) { terms.add(word); });
        return words;
      },
      processTerm: function (term) { return term; }
    });
    this.index.addAll(this.entries.map(function (entry, id) { return Object.assign({ id: id }, entry); }));
    this.vocabulary = new Vocabulary(index.words, terms);
  }

  /* Entries that have some of the words, or all of them, best first. */
  Engine.prototype.search = function (words, combine) {
    var entries = this.entries;
    var hits = this.index.search({
      combineWith: combine,
      queries: words.map(function (terms) {
        return { combineWith: "OR", queries: Array.from(terms.keys()), boostTerm: function (term) { return terms.get(term); } };
      })
    }, {
      tokenize: function (term) { return [term]; },
      boost: BOOSTS,
      boostDocument: function (id) { return entries[id].weight; }
    });
    /* The library counts an entry as often again for each of the words; here, many of them are one word of the question. */
    hits.forEach(function (hit) { hit.score /= hit.queryTerms.length; });
    return hits.sort(byScore);
  };

  /* Entries that have any of the words, those with most of them first. */
  Engine.prototype.rank = function (words) {
    var hits = this.search(words, "OR");
    hits.forEach(function (hit) {
      hit.count = words.filter(function (terms) {
        return hit.terms.some(function (term) { return terms.has(term); });
      }).length;
    });
    return hits.sort(function (a, b) { return b.count - a.count || byScore(a, b); });
  };

  /* Whether it is found by what it is called, and not by a word in passing. */
  function isAbout(hit) {
    return Object.values(hit.match).some(function (fields) {
      return fields.some(function (field) { return field !== "text"; });
    });
  }

  /* Puts first what says all the words side by side, as a name is written. */
  Engine.prototype.prefer = function (hits, words) {
    var entries = this.entries, phrase = words.join(" ");
    hits.forEach(function (hit) {
      if (entries[hit.id].text.toLowerCase().includes(phrase)) hit.score *= PHRASE;
    });
    return hits.sort(byScore);
  };

  /* What a question finds: how it was understood, hits with the words that they were found by, and the words of the
     question that nothing was found by.

     How is one of: "all", each word was found; "most", some were found
     together and others not; "similar", one was found as it
     is spelt nearly; "some", not all were; "none"; "empty", nothing was asked. */
  Engine.prototype.find = function (question) {
    var vocabulary = this.vocabulary, entries = this.entries;
    var asked = Array.from(new Set(cut(question)));
    if (!asked.length) return { how: "empty", hits: [], missing: [] };
    var told = asked.filter(function (word) { return !vocabulary.silent.has(word); });
    if (!told.length) told = asked;
    var how = "all", words = [], missing = [], guesses = 0;
    told.forEach(function (word) {
      var found = vocabulary.resolve(word);
      if (found.size) return words.push(found);
      var parts = vocabulary.tell(word).map(function (part) { return vocabulary.resolve(part, SYNONYM); });
      if (parts.length && parts.every(function (part) { return part.size; })) return words.push.apply(words, parts);
      found = vocabulary.guess(word);
      if (!found.size) return missing.push(word);
      how = "similar";
      if (word.length < SHORTEST_SURE) guesses += 1;
      words.push(found);
    });
    /* What short words are only spelt like is not meant where nothing is of the rest of the question. */
    if (missing.length && guesses === words.length) words = [];
    var hits = missing.length || !words.length ? [] : this.search(words, "AND");
    var isWhole = hits.length > 0;
    if (isWhole && told.length > 1) this.prefer(hits, told);
    if (words.length > 1 || words.length && !isWhole) {
      var whole = new Set(hits.map(function (hit) { return hit.id; }));
      var most = this.rank(words).filter(function (hit) { return !whole.has(hit.id); });
      /* Of a question that nothing is of half the words of, the other half is not enough in passing. */
      if (missing.length >= words.length) most = most.filter(isAbout);
      var named = most.filter(function (hit) { return entries[hit.id].isSubject && isAbout(hit); }).sort(byScore).slice(0, NAMED);
      if (!isWhole) hits = most;
      else if (words.length === 2 || hits.length >= FEW) most = [];
      else most = most.filter(function (hit) { return hit.count >= words.length - 1; });
      hits = Array.from(new Set(hits.slice(0, FIRST).concat(named, hits.slice(FIRST), most)));
      how = !isWhole ? "some" : hits.length > whole.size ? "most" : how;
    }
    return {
      how: hits.length ? how : "none",
      hits: hits.map(function (hit) { return { entry: entries[hit.id], terms: new Set(hit.terms) }; }),
      missing: missing
    };
  };

  window.pledgebookSearch = { cut: cut, Engine: Engine };
})();
