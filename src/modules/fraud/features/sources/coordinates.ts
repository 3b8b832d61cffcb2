/** Places that lie somewhere. */

/** Degrees, north and east. */
export interface Coordinates {
  readonly latitude: number
  readonly longitude: number
}

const form = /^(-?\d{1,2}(?:\.\d{1,9})?), ?(-?\d{1,3}(?:\.\d{1,9})?)$/

/** The degrees of a place that reads "latitude,longitude"; null for any other one. */
export const coordinatesOf = (place: string): Coordinates | null => {
  const [, north, east] = form.exec(place) ?? []
  if (north === undefined) return null
  const [latitude, longitude] = [Number(north), Number(east)]
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null
}

const earthRadiusKm = 6371

/** Kilometers along the great circle. */
export const distanceKm = (one: Coordinates, other: Coordinates): number => {
  const radians = Math.PI / 180
  const [phi, psi] = [one.latitude * radians, other.latitude * radians]
  const half = (degrees: number) => Math.sin((degrees * radians) / 2) ** 2
  const h = half(other.latitude - one.latitude) + Math.cos(phi) * Math.cos(psi) * half(other.longitude - one.longitude)
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(h)))
}
