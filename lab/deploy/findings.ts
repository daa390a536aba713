/** A message of `istioctl analyze --output json`, as far as it is read. */
export interface AnalysisMessage {
    readonly level: string;
    readonly code: string;
    readonly origin?: string;
    readonly message: string;
}

/**
 * Messages that look for an object among those of one revision. An analysis sees the webhooks of its own revision only,
 * so a gateway that follows another one's tag looks as if nothing injected it (IST0146): true if every revision says so.
 */
const looksForWebhook = new Set(["IST0146"]);

/** Errors and warnings of the whole cluster, from an analysis for each revision; each once. */
export function findingsOf(analyses: readonly (readonly AnalysisMessage[])[]): readonly string[] {
    const told = new Map<string, number>();
    const findings = new Map<string, AnalysisMessage>();
    for (const messages of analyses) {
        for (const each of messages.filter(({ level }) => level !== "Info")) {
            const text = `${each.level} ${each.code} ${each.origin ?? ""}: ${each.message}`;
            told.set(text, (told.get(text) ?? 0) + 1);
            findings.set(text, each);
        }
    }
    return [...findings]
        .filter(([text, { code }]) => !looksForWebhook.has(code) || told.get(text) === analyses.length)
        .map(([text]) => text);
}
