/// Places of inputs in a `RatingInput`, resolved once per tariff.
package struct UsageSlot: Sendable, Hashable { let index: Int }

package struct NumberSlot: Sendable, Hashable { let index: Int }

package struct SeriesSlot: Sendable, Hashable { let index: Int }

package struct NamesSlot: Sendable, Hashable { let index: Int }
