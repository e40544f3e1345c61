/// `policy.yaml` of the demo utility.
package enum DemoPolicy {
    /// The texts that law and regulators require on a bill, all made up.
    ///
    /// A policy replaces the one before as a whole, so settings for a test are appended to it.
    package static let text = """
        # What the demo utility prints on its bills. All of it is made up.
        language: en
        texts:
          - { text: payment, words: "By direct debit, or at www.example.org/pay with the bill's number" }
          - { text: help, words: "Worried about paying? Talk to us: 0800 000 0001. The call is free." }
          - text: complaints
            words: |
              Tell us first: complaints@example.org
              After eight weeks: the demo ombudsman, www.ombudsman.example.org
          - { text: emergency, commodities: [gas], words: "Smell gas? Call 0800 000 0999" }
          - { text: emergency, commodities: [electricity], words: "Power cut? Call 0800 000 0105" }
          - { text: emergency, commodities: [heat], words: "No heat? Call 0800 000 0002" }
          - { text: emergency, commodities: [water], words: "Leak or burst? Call 0800 000 0003" }
          - { text: formats, words: "Large print, Braille, other languages: 0800 000 0004" }
          - { text: tax_number, words: "VAT GB 000 0000 00" }
          - { text: tax_number, schemes: [WATTLE-WATER, WATTLE-POWER], words: "ABN 00 000 000 000" }
          - text: give_reading
            words: "Send us a meter reading at www.example.org/read and we will put it right on the next bill."
          - text: cheaper_tariff
            commodities: [gas, electricity]
            words: "This is our only tariff, so it is our cheapest for you."
          - text: contract
            commodities: [gas, electricity]
            words: "Your contract has no end date and no exit fee."
          - text: advice
            commodities: [heat]
            words: "Free advice on saving energy: www.advice.example.org"
          - text: priority_services
            words: "Ill, disabled or over 65? Ask for our priority services register: 0800 000 0005"

        """
}
