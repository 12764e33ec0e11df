/** How hard a text is to read. */
export interface Readability {
  sentences: number;
  words: number;
  syllables: number;
  /** Flesch–Kincaid grade: years of schooling in the United States. Five more is the usual age of a reader. */
  grade: number;
}

/** Words whose spelling misleads the rules below, with the syllables that dictionaries give. */
const irregular: Readonly<Record<string, number>> = {
  earlier: 3,
  everybody: 4,
  everyone: 3,
  everything: 3,
  hundred: 2,
  ninety: 2,
  parliament: 3,
  safety: 2,
  somebody: 3,
  something: 2,
  whoever: 3,
};

/** How many syllables an English word has, by its spelling. Unknown words are counted by rule, so it is an estimate. */
export function syllablesOf(word: string): number {
  const plain = word.toLowerCase().replace(/[’']s?$|[^a-z]/g, "");
  if (plain === "") return 0;
  const known = irregular[plain] ?? (plain.endsWith("s") ? irregular[plain.slice(0, -1)] : undefined);
  if (known !== undefined) return known;
  const spoken = plain
    .replace(/^y/, "j")
    .replace(/qu/g, "q")
    // The e of an ending is silent, unless it stands after a sound that needs it: "closes", "stated", "table".
    .replace(/([^aeiouydt])ed$/, "$1d")
    .replace(/([^aeiouysxzcg])(?<!sh|ch|[^aeiouy]l)es$/, "$1s")
    .replace(/([^aeiouyl]|[aeiouyl]l|[aeiouy][aeiouyl]*[^aeiouy])e$/, "$1")
    .replace(/e(?=(ly|ment|ments|less|ful|ness)$)/, "");
  const groups = spoken.match(/[aeiouy]+/g)?.length ?? 0;
  // Vowels side by side that are spoken apart: "idea", "area", "quiet", "create".
  const apart =
    spoken.match(/i(?:a(?!l\b|n)|o(?!n|us)|um|et\b)|eo(?!p)|ea(?=$|s$|te)|ua|uo|(?<=[aeiouy])ing|ie[rst]*(?=ty)/g)
      ?.length ?? 0;
  return Math.max(1, groups + apart);
}

const small = [
  ..."zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split(" "),
  ..."seventeen eighteen nineteen".split(" "),
];
const tens = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

/** A whole number below a million as it is read out: 187 is "one hundred and eighty seven". */
function spell(value: number): string {
  if (value < 20) return small[value] ?? "";
  if (value < 100) return `${tens[Math.floor(value / 10)]} ${value % 10 === 0 ? "" : small[value % 10]}`.trim();
  const [size, name] = value < 1000 ? [100, "hundred"] : [1000, "thousand"];
  const rest = value % size;
  const and = rest > 0 && rest < 100 ? "and " : "";
  return `${spell(Math.floor(value / size))} ${name} ${rest === 0 ? "" : and + spell(rest)}`.trim();
}

/** A text as somebody reads it out, with its figures and signs as words. */
export function readOut(text: string): string {
  return text
    .replace(/\bs(\d+)\b/g, "section $1")
    .replace(/£([\d,.]*\d)/g, "$1 pounds")
    .replace(/(\d)%/g, "$1 percent")
    .replace(/(\d)(am|pm)\b/g, (_all, digit: string, half: string) => `${digit} ${half[0]} m`)
    .replace(/(\d),(?=\d{3})/g, "$1")
    .replace(/\d+(?:\.\d+)?/g, (figure) => {
      const [whole = "", part] = figure.split(".");
      const decimals = part ? ` point ${[...part].map((digit) => small[Number(digit)]).join(" ")}` : "";
      return `${spell(Number(whole))}${decimals}`;
    });
}

/**
 * The Flesch–Kincaid grade of an English text: 0.39 × words in a sentence + 11.8 × syllables in a word − 15.59
 * (Kincaid and others, 1975). Figures count as the words they are read out as.
 */
export function readabilityOf(text: string): Readability {
  const spoken = readOut(text);
  const sentences = spoken.split(/[.!?]+(?=\s|$)/).filter((one) => /[a-z]/i.test(one)).length;
  const words = spoken.match(/[a-z][a-z’']*/gi) ?? [];
  if (sentences === 0) throw new Error("A text without words has no reading age.");
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  const grade = 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59;
  return { sentences, words: words.length, syllables, grade };
}
