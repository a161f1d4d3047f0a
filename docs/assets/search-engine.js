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
  var SHORTEST_STEM = 3, SHORTEST_PART = 4, SHORTEST_NEAR = 4;
  /* So few hits of a long question are too few. */
  var FEW = 5;

  function cut(text) {
    return text.normalize("NFC").toLowerCase().match(WORD) || [];
  }

  /* A word without its accents, as it is written in a hurry or on another keyboard. */
  function fold(word) {
    return word.normalize("NFD").replace(/\p{M}/gu, "").replace(/ø/g, "o").replace(/æ/g, "a").replace(/ß/g, "ss");
  }

  /* Whether two words differ by one letter: another, one too few or too many, or two that have changed places. Short
     words with another letter are other words, and so are those that begin with one. */
  function isNear(a, b) {
    var most = Math.max(a.length, b.length);
    if (Math.abs(a.length - b.length) > 1 || a[0] !== b[0] && a[0] !== b[1]) return false;
    var start = 0, end = 0;
    while (start < most && a[start] === b[start]) start += 1;
    while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
    var left = a.slice(start, a.length - end), right = b.slice(start, b.length - end);
    return left.length <= 1 && right.length <= 1 && (left.length !== right.length || most > SHORTEST_PART + 1) ||
      left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
  }

  function setHighest(map, key, value) {
    if (!(map.get(key) >= value)) map.set(key, value);
  }

  /* What is known of the words of an index.

     Args:
       known: what its language knows (endings, joints, stems, silent, synonyms).
       terms: the words that stand in it. */
  function Vocabulary(known, terms) {
    this.endings = new Set(known.endings);
    this.longest = Math.max.apply(null, known.endings.map(function (ending) { return ending.length; }).concat(0));
    this.joints = [""].concat(known.joints);
    this.silent = new Set(known.silent);
    this.terms = Array.from(terms);
    /* Word or stem → words of the index, and how well they answer to it. */
    this.forms = new Map();
    /* What may be a part of a compound. */
    this.parts = new Set(known.stems);
    this.tried = new Map();
    this.synonyms = new Map();
    this.terms.forEach(function (term) {
      (this.silent.has(term) ? [] : this.stems(term)).forEach(function (stem) {
        if (stem.length >= SHORTEST_PART) this.parts.add(stem);
        this.add(stem, term, FORM);
      }, this);
      this.add(term, term, SAME);
    }, this);
    this.terms.forEach(function (term) {
      this.split(term).forEach(function (part) {
        this.stems(part).forEach(function (stem) { this.add(stem, term, PART); }, this);
      }, this);
    }, this);
    known.synonyms.forEach(function (group) {
      group.forEach(function (word) {
        this.stems(word).forEach(function (stem) {
          this.synonyms.set(stem, (this.synonyms.get(stem) || []).concat(group));
        }, this);
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
      (this.synonyms.get(stem) || []).forEach(function (other) {
        this.stems(other).forEach(function (key) { this.take(found, key, SYNONYM); }, this);
      }, this);
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

  Vocabulary.prototype.guess = function (word) {
    var found = new Map();
    if (word.length < SHORTEST_NEAR || /\d/.test(word)) return found;
    this.forms.forEach(function (terms, key) {
      if (key.length >= SHORTEST_NEAR && isNear(word, key)) this.take(found, key, NEAR);
    }, this);
    return found;
  };

  /* Searches one language.

     Args:
       index: its words and entries, as `html/search_index.py` writes them. */
  function Engine(index) {
    var terms = new Set();
    this.entries = index.entries.map(function (row) {
      return { path: row[0], title: row[1], within: row[2], facts: row[3], more: row[4], text: row[5], lead: row[6], weight: row[7] };
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
    return hits.sort(function (a, b) { return b.score - a.score; });
  };

  /* Entries that have any of the words, those with most of them first. */
  Engine.prototype.rank = function (words) {
    var hits = this.search(words, "OR");
    hits.forEach(function (hit) {
      hit.count = words.filter(function (terms) {
        return hit.terms.some(function (term) { return terms.has(term); });
      }).length;
    });
    return hits.sort(function (a, b) { return b.count - a.count || b.score - a.score; });
  };

  /* What a question finds: how it was understood, hits with the words that they were found by, and the words of the
     question that nothing was found by.

     How is one of: "all", each word was found; "most", first all and then all but one; "similar", one was found as it
     is spelt nearly; "some", not all were; "none"; "empty", nothing was asked. */
  Engine.prototype.find = function (question) {
    var vocabulary = this.vocabulary;
    var asked = Array.from(new Set(cut(question)));
    if (!asked.length) return { how: "empty", hits: [], missing: [] };
    var told = asked.filter(function (word) { return !vocabulary.silent.has(word); });
    var how = "all", words = [], missing = [];
    (told.length ? told : asked).forEach(function (word) {
      var found = vocabulary.resolve(word);
      if (found.size) return words.push(found);
      var parts = vocabulary.split(word).map(function (part) { return vocabulary.resolve(part, SYNONYM); });
      if (parts.length && parts.every(function (part) { return part.size; })) return words.push.apply(words, parts);
      found = vocabulary.guess(word);
      if (!found.size) return missing.push(word);
      how = "similar";
      words.push(found);
    });
    var hits = missing.length || !words.length ? [] : this.search(words, "AND");
    var isWhole = hits.length > 0;
    if (words.length && hits.length < (isWhole && words.length > 2 ? FEW : 1)) {
      hits = this.rank(words).filter(function (hit) { return !isWhole || hit.count >= words.length - 1; });
      how = !isWhole ? "some" : hits.some(function (hit) { return hit.count < words.length; }) ? "most" : how;
    }
    var entries = this.entries;
    return {
      how: hits.length ? how : "none",
      hits: hits.map(function (hit) { return { entry: entries[hit.id], terms: new Set(hit.terms) }; }),
      missing: missing
    };
  };

  window.pledgebookSearch = { cut: cut, Engine: Engine };
})();
