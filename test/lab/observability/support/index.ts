export { eventually } from "./eventually";
export { freePorts } from "./freePorts";
export { json, posted, text } from "./http";
export { folderFor, type Program, type ProgramOptions, pathOf, startProgram, stopPrograms } from "./program";
