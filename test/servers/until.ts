/** Asks until the answer is not undefined, and gives it; fails with what `otherwise` says after `seconds`. */
export async function until<Answer>(
  ask: () => Promise<Answer | undefined> | Answer | undefined,
  { seconds = 50, otherwise }: { readonly seconds?: number; readonly otherwise: () => string },
): Promise<Answer> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(otherwise());
    await new Promise((done) => setTimeout(done, 50));
  }
}
