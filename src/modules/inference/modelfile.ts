import type { Settings } from './settings.ts';

/** A Modelfile of Ollama (github.com/ollama/ollama docs/modelfile). Kusion closes a template with four quotes. */
function modelfile(settings: Settings): string {
  const block = (word: string, text: string) => (text === '' ? [] : [`${word} """${text}"""`]);
  return [
    `FROM ${settings.model}`,
    ...block('SYSTEM', settings.system),
    ...block('TEMPLATE', settings.template),
    `PARAMETER top_k ${String(settings.top_k)}`,
    `PARAMETER top_p ${settings.top_p.toFixed(6)}`,
    `PARAMETER temperature ${settings.temperature.toFixed(6)}`,
    `PARAMETER num_predict ${String(settings.num_predict)}`,
    `PARAMETER num_ctx ${String(settings.num_ctx)}`,
    '',
  ].join('\n');
}

/** The shell line of Kusion that starts the server, waits, and makes the model from its Modelfile. */
export function startLine(settings: Settings): string {
  return [
    `echo '${modelfile(settings)}' > Modelfile`,
    'ollama serve & OLLAMA_SERVE_PID=$!',
    'sleep 5',
    `ollama create ${settings.model} -f Modelfile`,
    'wait $OLLAMA_SERVE_PID',
  ].join(' && ');
}
