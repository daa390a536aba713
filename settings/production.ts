/**
 * Whether the environment is one that customers meet, by any part of its name (`prod`, `eu-prod`, `prd-2`, `live`):
 * there some things are never meant.
 */
export function isProduction(environment: string): boolean {
    return environment.split("-").some((part) => /^(prod|prd|live$)/.test(part));
}
