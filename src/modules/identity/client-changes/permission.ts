/** What both people need who let a program in. */
export const managing = 'clients:manage'
