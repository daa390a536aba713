export function runForwarding(
    command: string,
    args: readonly string[],
    options?: { cwd?: string; patience?: number },
): Promise<{ code: number; interrupted: number | undefined }>;
