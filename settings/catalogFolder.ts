import { shown, type Trouble } from "../components/graph/shape";

/**
 * The folder of a catalogue lies in its project: jobs read catalogues that strangers wrote, and say what they read. `\` and
 * drives count wherever this runs, so that a stack file means the same everywhere.
 */
export function badCatalogFolder(folder: string): Trouble {
    const wrong = /^([\\/]|[A-Za-z]:)/.test(folder)
        ? "is absolute"
        : folder.split(/[\\/]/).includes("..")
          ? 'leads up by ".."'
          : undefined;
    return wrong === undefined
        ? undefined
        : {
              code: "catalog-elsewhere",
              message: `${shown(folder)} ${wrong}; the catalogue lies in its project, so write a folder below the stack file's, such as "catalog"`,
          };
}
