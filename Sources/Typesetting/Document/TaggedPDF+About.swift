package import Measures

extension TaggedPDF {
    /// What a reader's window and a search say about the document.
    package struct About: Sendable {
        package var title: String
        package var author: String
        /// BCP 47, such as `en-GB`.
        package var language: String
        /// The day it was made: the day of issue, never that of a clock.
        package var day: Day

        package init(title: String, author: String, language: String, day: Day) {
            self.title = title
            self.author = author
            self.language = language
            self.day = day
        }
    }

    /// A file that the document bundles, such as the same bill for machines.
    package struct Attachment: Sendable {
        package let name: String
        let type: String
        let description: String
        let content: [UInt8]

        package init(name: String, type: String, description: String, content: [UInt8]) {
            self.name = name
            self.type = type
            self.description = description
            self.content = content
        }
    }
}
