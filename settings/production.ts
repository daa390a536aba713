/** Whether the environment is one that customers meet, by its name: there some things are never meant. */
export function isProduction(environment: string): boolean {
    return environment.startsWith("prod") || environment === "live";
}
