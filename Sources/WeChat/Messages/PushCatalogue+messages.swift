extension PushCatalogue {
    /// What users send.
    static let messages: [any PushType.Type] = [
        Text.self, Image.self, Voice.self, Video.self, ShortVideo.self, Location.self, Link.self, File.self,
        MiniProgramPage.self,
    ]
}
