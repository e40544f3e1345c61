extension LetterKind {
    /// What the letter is for, in a line.
    package var meaning: String {
        switch self {
        case .billReady: "a bill is ready (e-mail)"
        case .billCover: "cover of a bill that goes by post"
        case .estimated: "why a bill is estimated, and a request for a reading"
        case .delayed: "a bill is late; needs reason and expected_by"
        case .final: "cover of a final bill"
        case .correction: "a bill was corrected; needs replaced_bill, reason and was"
        case .priceChange: "prices change; needs change_day and change"
        case .highUse: "use was much higher than before"
        }
    }

    /// The template that holds until a utility writes its own.
    package var defaultTemplate: String {
        switch self {
        case .billReady: DefaultTemplates.billReady
        case .billCover: DefaultTemplates.billCover
        case .estimated: DefaultTemplates.estimated
        case .delayed: DefaultTemplates.delayed
        case .final: DefaultTemplates.final
        case .correction: DefaultTemplates.correction
        case .priceChange: DefaultTemplates.priceChange
        case .highUse: DefaultTemplates.highUse
        }
    }
}

private enum DefaultTemplates {
    static let billReady = """
        subject: Your {{services}} bill {{bill_number}} is ready

        Dear {{customer}},

        Your {{services}} bill for {{period}} is ready. It comes to {{total}}.

        {{#if credit}}Your account is {{amount_due}} in credit. There is nothing to pay.{{else}}Please pay {{amount_due}} by {{due}}. How to pay: {{payment}}.{{/if}}

        {{#if estimated}}This bill is based on an estimate. {{give_reading}}{{/if}}

        {{#if link}}See the bill: {{link}}{{else}}The bill is attached.{{/if}}

        Yours sincerely,

        {{supplier}}

        """
    static let billCover = """
        subject: Your {{services}} bill {{bill_number}}

        Dear {{customer}},

        Here is your bill for {{supply_address}}, {{period}}.

        {{table charges}}

        {{#if credit}}Your account is {{amount_due}} in credit. There is nothing to pay.{{else}}Please pay {{amount_due}} by {{due}}. How to pay: {{payment}}.{{/if}}

        {{#if help}}{{help}}{{/if}}

        Yours sincerely,

        {{supplier}}

        """
    static let estimated = """
        subject: We need a meter reading for {{supply_address}}

        Dear {{customer}},

        We had no meter reading for your bill {{bill_number}}, so it is based on an estimate of {{used}}.

        {{table readings}}

        {{give_reading}} If you have used less or more, the next bill puts it right: you pay for what you used, and no more.

        Yours sincerely,

        {{supplier}}

        """
    static let delayed = """
        subject: Your {{services}} bill is late

        Dear {{customer}},

        We are sorry: your bill for {{period}} is late. {{reason}}

        You need not do anything. We expect to send the bill by {{expected_by}}, and you will have the usual time to pay it.

        {{#if help}}{{help}}{{/if}}

        Yours sincerely,

        {{supplier}}

        """
    static let final = """
        subject: Your final {{services}} bill {{bill_number}}

        Dear {{customer}},

        Your supply at {{supply_address}} has ended. This is your final bill, for {{period}}.

        {{table readings}}

        {{table charges}}

        {{#if credit}}Your account is {{amount_due}} in credit, and we will pay it back to you.{{else}}Please pay {{amount_due}} by {{due}}. How to pay: {{payment}}.{{/if}}

        {{#if complaints}}Is something wrong? {{complaints}}{{/if}}

        Yours sincerely,

        {{supplier}}

        """
    static let correction = """
        subject: We have corrected your bill {{replaced_bill}}

        Dear {{customer}},

        We have corrected your bill {{replaced_bill}}. {{reason}}

        You were billed {{was}}. It should be {{total}}. The difference is {{difference}}.

        The new bill, {{bill_number}}, takes the place of the old one.

        {{#if complaints}}Is something wrong? {{complaints}}{{/if}}

        Yours sincerely,

        {{supplier}}

        """
    static let priceChange = """
        subject: Your {{services}} prices change on {{change_day}}

        Dear {{customer}},

        Our prices change on {{change_day}}. {{change}}

        What you use up to the day before is charged at the old prices.

        {{#if help}}{{help}}{{/if}}

        Yours sincerely,

        {{supplier}}

        """
    static let highUse = """
        subject: You used more than usual at {{supply_address}}

        Dear {{customer}},

        From {{period}} you used {{used}}. On the bill before it was {{used_before}}.

        Is this right? A new appliance, visitors or a cold month may be the reason. A leak or a fault may be too: please look, and tell us if you think that the reading is wrong.

        {{contact}}

        Yours sincerely,

        {{supplier}}

        """
}
