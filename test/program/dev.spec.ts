import { describeProgram } from "./program";

describeProgram("dev");
