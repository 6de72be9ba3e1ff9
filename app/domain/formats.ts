/** How a session is given. Lengths may be changed within the range to fit bell times. */
export type Format = {
  id: string;
  name: string;
  minMinutes: number;
  maxMinutes: number;
  defaultMinutes: number;
  largestGroup: number;
  presentersNeeded: number;
  setUpMinutes: number;
  packDownMinutes: number;
  /** An assembly takes groups together up to its largest; otherwise one group a session. */
  wholeCohort: boolean;
};
