/// The acts that a program knows, by name: a proposal is read back by them.
package struct ActCatalogue: Sendable {
    let acts: [any Act.Type]

    package init(_ acts: [any Act.Type]) { self.acts = acts }

    /// Every act of the program; a test compares it with the source.
    package static let all = ActCatalogue([
        AddPerson.self, RemovePerson.self, GrantRole.self, EndRole.self, SetAuthorityLimit.self,
        AddCredential.self, EndCredential.self, WithdrawProposal.self, RefuseProposal.self,
        DecideFinding.self, VoidReading.self, MoveBusinessDay.self, ChangeRules.self,
        HoldMessage.self, LetMessageGo.self, WithdrawMessage.self, SendMessageAgain.self,
        DecideMessage.self, ReportDelivery.self, EraseMessage.self,
        ErasePersonalData.self, RepeatErasures.self, AddRecord.self, EndRecord.self,
        SetJob.self, CloseBusinessDay.self, OpenBusinessDay.self,
    ])

    func act(_ name: String) throws -> any Act.Type {
        guard let found = acts.first(where: { $0.name == name }) else {
            throw DoorRefused.unknownAct(name)
        }
        return found
    }
}
