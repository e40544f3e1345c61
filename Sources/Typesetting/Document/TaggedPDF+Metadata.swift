import Measures

extension TaggedPDF {
    private static let metadataHead: StaticString = """
        <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/">
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
        xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
        xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
        xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
        <pdfuaid:part>1</pdfuaid:part>
        <pdf:Producer>Plumbline</pdf:Producer>
        <dc:title><rdf:Alt><rdf:li xml:lang="x-default">
        """

    /// What the document says of itself in XMP, and that it keeps to ISO 14289-1 (PDF/UA-1).
    var metadata: PDFBytes {
        var text = PDFBytes(capacity: 1500)
        text.put(Self.metadataHead)
        text.put(xml: about.title)
        text.put("</rdf:li></rdf:Alt></dc:title>\n<dc:creator><rdf:Seq><rdf:li>")
        text.put(xml: about.author)
        text.put("</rdf:li></rdf:Seq></dc:creator>\n<dc:language><rdf:Bag><rdf:li>")
        text.put(xml: about.language)
        text.put("</rdf:li></rdf:Bag></dc:language>\n<xmp:CreateDate>")
        text.put(xml: about.day.description)
        text.put("T00:00:00Z</xmp:CreateDate>\n<xmp:ModifyDate>")
        text.put(xml: about.day.description)
        text.put(
            """
            T00:00:00Z</xmp:ModifyDate>
            </rdf:Description></rdf:RDF></x:xmpmeta>
            <?xpacket end="r"?>
            """)
        return text
    }
}

extension PDFBytes {
    /// Text inside XML; control characters have no place there.
    fileprivate mutating func put(xml text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): put("&amp;")
            case UInt8(ascii: "<"): put("&lt;")
            case UInt8(ascii: ">"): put("&gt;")
            case 0..<0x20, 0x7F: put(" ")
            default: put(byte)
            }
        }
    }
}
