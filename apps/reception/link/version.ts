/** As the package of this app has it: the page, the program on a PC and a phone's app are released together. */
export const APP_VERSION = "0.1.0";
