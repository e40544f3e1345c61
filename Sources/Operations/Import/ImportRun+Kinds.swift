import Storage

// Which importer takes which kind of file.
extension ImportRun {
    /// Gives notes: what is allowed and yet worth knowing.
    func take(_ source: ImportSource) throws -> [String] {
        let file = source.files[0]
        switch source.kind {
        case .schemes: return try rows(of: file, SchemeImport(self))
        case .customers: return try rows(of: file, CustomerImport(self))
        case .premises: return try rows(of: file, PremisesImport(self))
        case .supplyPoints: return try rows(of: file, SupplyPointImport(self))
        case .agreements: return try rows(of: file, AgreementImport(self))
        case .properties: return try rows(of: file, PropertyImport(self))
        case .prices: return try rows(of: file, PriceImport(self))
        case .meters: return try rows(of: file, MeterImport(self))
        case .needs, .holds, .preferences, .jointParties, .payers, .agents:
            return try RecordKind(source.kind)?.accept(RecordFile(run: self, file: file)) ?? []
        case .tariffs: return try TariffImport(self).take(source.files)
        case .policy: return try PolicyImport(self).take(file)
        case .readings:
            guard try source.isMeterData() else { return try rows(of: file, ReadingImport(self)) }
            return try MeterDataImport(self).take(file)
        }
    }
}
