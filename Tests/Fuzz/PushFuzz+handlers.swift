import WeChat

extension PushFuzz {
    /// Handlers that say what they are told in each kind of reply.
    static var handlers: HandlerRegistry {
        var handlers = HandlerRegistry()
        handlers.on(Text.self) { text, _ in .text(text.content) }
        handlers.on(Image.self) { image, _ in .image(mediaID: image.mediaID) }
        handlers.on(Voice.self) { voice, _ in .voice(mediaID: voice.mediaID) }
        handlers.on(Video.self) { video, _ in
            .video(mediaID: video.mediaID, title: video.thumbMediaID, description: video.push["Description"])
        }
        handlers.on(Location.self) { location, _ in
            .music(.init(thumbMediaID: location.label, title: "\(location.latitude ?? 0)", url: location.label))
        }
        handlers.on(Link.self) { link, _ in
            .news([.init(title: link.title, description: link.summary, pictureURL: "", url: link.url)])
        }
        handlers.on(Subscribe.self) { event, _ in .transferToCustomerService(account: event.scene) }
        handlers.on(LocationSelect.self) { event, _ in
            .text("\(event.label) \(event.poiName) \(event.latitude ?? 0)")
        }
        handlers.on(PicSysPhoto.self) { event, _ in .text(event.md5Sums.joined()) }
        handlers.on(ScanCodePush.self) { event, _ in .text(event.scanResult) }
        handlers.on(MassSendJobFinish.self) { event, _ in
            .text(event.articleURLs.map(\.url).joined() + event.copyrightChecks.map(\.originalURL).joined())
        }
        handlers.otherwise { push, _ in
            .news(
                push.fields.children.map { field in
                    .init(title: field.name, description: field.text, pictureURL: "", url: push.eventKey)
                })
        }
        return handlers
    }
}
