/** How many answers are kept before they are forgotten all at once. */
const mostAnswers = 20_000;

/**
 * Keeps the answers of a function that always answers the same to the same question. A replay of the record asks a few hundred
 * questions about days and numbers a hundred thousand times.
 */
export function kept<Question extends string | number, Answer>(
  answer: (question: Question) => Answer,
): (question: Question) => Answer {
  const answers = new Map<Question, Answer>();
  return (question) => {
    let known = answers.get(question);
    if (known === undefined) {
      known = answer(question);
      if (answers.size >= mostAnswers) answers.clear();
      answers.set(question, known);
    }
    return known;
  };
}
