import Access
import Measures
import Operations

// Refusals of the door as sentences: what is wrong, and what to do.

extension AccessRefused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notAllowed(let who, let permission):
            "\(who) may not \(permission.words). Those who may: \(permission.holders)."
        case .outsideScope(let who, let permission, let scheme, let scope):
            "\(who) may \(permission.words) for \(scope.words) only, not for "
                + "\(scheme ?? "all schemes")."
        case .ownWork(let who, _):
            "\(who) proposed this and may not approve it (rule D1.6). A second person does."
        case .aboveLimit(let who, let permission, let asked, let limit):
            "\(asked) for one account in a day is above the \(limit) up to which \(who) may "
                + "\(permission.words). Somebody with a higher limit approves it."
        case .unknownPerson, .noCredential, .wrongCredential: whoIsIt
        case .nameTaken, .firstIsAdministrator, .notAPersonsName, .startsBefore, .schemeUnknown,
            .leftAlready, .lastAdministrator, .noSuchRole, .noSuchCredential:
            people
        case .noSuchProposal(let id):
            "There is no proposal \(id). See: plumbline proposal list"
        case .decidedAlready(let id, let state): "Proposal \(id) is \(state.rawValue) already."
        case .otherEffect(let id):
            "Proposal \(id) would have another effect now than the one it was proposed with. Refuse "
                + "it, and let it be proposed again: plumbline proposal refuse \(id)"
        }
    }

    private var whoIsIt: String {
        switch self {
        case .unknownPerson(let name):
            "\(name) is nobody who works with these books. See: plumbline people list"
        case .noCredential(let name):
            "These books have people: that somebody is \(name) is shown with a key. Name its file "
                + "with --key FILE or in $PLUMBLINE_KEY."
        case .wrongCredential(let name):
            "The key \(name.map { "is not \($0)'s, or " } ?? "")holds no longer. Ask an administrator for a new one: "
                + "plumbline people key"
        default: ""
        }
    }

    private var people: String {
        switch self {
        case .nameTaken(let name):
            "There is a \(name) already. Add what tells the two apart, such as a second name."
        case .firstIsAdministrator(let name):
            "\(name) would be the first person of these books and could not add the second: start "
                + "with an administrator, --role administrator."
        case .notAPersonsName(let text): "\"\(text)\" is no name."
        case .startsBefore(let today, let day):
            "\(day) is before \(today): nothing begins in the past."
        case .schemeUnknown(let code):
            "There is no scheme \(code). Schemes come with: plumbline import schemes FILE"
        case .leftAlready(let name, let day): "\(name) left on \(day)."
        case .lastAdministrator(let name):
            "Without \(name) nobody could look after the people of these books. Make somebody else "
                + "an administrator first: plumbline people role"
        case .noSuchRole(let name, let role): "\(name) is no \(role.rawValue)."
        case .noSuchCredential(let id): "There is no credential \(id). See: plumbline people list"
        default: ""
        }
    }
}

extension DoorRefused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .needsReason: "It goes on record with a reason: --reason \"…\""
        case .otherRequest(let key, let event):
            "The key \(key) belongs to another request, event \(event). A new request has a new key."
        case .answerErased(let key, let event):
            "The request of \(key), event \(event), was erased: what it was answered is not known."
        case .changedMeanwhile(let subject, let expected, let event, let by):
            "\(subject.text) was changed meanwhile, by \(by) in event \(event); you saw event "
                + "\(expected). Look at it again."
        case .unknownAct(let name):
            "\"\(name)\" is an act that this program does not know: a later one proposed it."
        case .waits(let proposal):
            "This waits for a second person, as proposal \(proposal). They look at it with: "
                + "plumbline proposal show \(proposal)"
        }
    }
}

extension Permission {
    /// What it allows, after "may": `decide findings`.
    package var words: String {
        switch self {
        case .readProtected: "read protected records"
        case .closeDay: "close the day"
        case .readBooks, .exportBooks, .maintainBooks: rawValue.replacing("-", with: " the ")
        default: rawValue.replacing("-", with: " ")
        }
    }

    /// The roles that have it, in the order of the list of roles.
    fileprivate var holders: String {
        Role.allCases.filter(roles.contains).map(\.rawValue).joined(separator: ", ")
    }
}

extension KeyFile.Refused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .cannotBeRead(let file): "\(file) cannot be read as a key."
        case .standsAlready(let file):
            "\(file) is there already; a key is never written over another file. Name a new one."
        case .cannotBeWritten(let file, let reason): "\(file) cannot be written: \(reason)."
        }
    }
}
