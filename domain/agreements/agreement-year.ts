/** Years of an agreement: each begins on the day of the year on which the agreement began. */

/** The first day of the year of an agreement in which a day lies. One that began on 29 February begins its other years on the 28th. */
export function agreementYearOf(startsOn: string, day: string): string {
  const year = Number(day.slice(0, 4));
  const begins = anniversary(startsOn, year);
  return begins <= day ? begins : anniversary(startsOn, year - 1);
}

/** The first day of the year in which it is on a day; null before it begins. */
export function presentYearOf(startsOn: string, day: string): string | null {
  return day < startsOn ? null : agreementYearOf(startsOn, day);
}

function anniversary(startsOn: string, year: number): string {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const of = startsOn.slice(4);
  return `${String(year).padStart(4, '0')}${of === '-02-29' && !isLeap ? '-02-28' : of}`;
}
