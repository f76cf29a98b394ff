/** The check digit of personnummer and samordningsnummer: modulus 10 with the weights 2 1 2 1 … (SKV 704). */
export function luhnCheckDigit(digits: string): number {
  return (10 - (luhnSum(digits) % 10)) % 10
}

function luhnSum(digits: string): number {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const product = Number(digits[index]) * (index % 2 === 0 ? 2 : 1)
    sum += product > 9 ? product - 9 : product
  }
  return sum
}
