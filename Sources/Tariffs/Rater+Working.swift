import Measures

extension Rater {
    mutating func record(_ rated: inout Rated) throws(RatingRefused) {}
}
