/** Name of a port (IANA service name): at most 15 characters, at least one letter, no two dashes in a row. */
export const PORT_NAME = /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*$/;
