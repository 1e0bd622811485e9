import Testing

@testable import WeChat

struct PicPhotoOrAlbumTests {
    @Test func theSampleHasAllItsFields() throws {
        let event = PicPhotoOrAlbum(push: try .sample("pic_photo_or_album"))
        #expect([event.push.kind] == PicPhotoOrAlbum.kinds && event.push.kind == .event("pic_photo_or_album"))
        #expect(event.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(event.push.toUserName == "gh_2f7a1c9d84be")
        #expect(event.createTime == 1_714_100_986)
        #expect(event.key == "rselfmenu_1_1")
        #expect(event.count == 2)
        #expect(event.md5Sums == ["1b5f7c23b5bf75682a53e7b6d163e185", "5a75aaca956d97be686719218f275c6b"])
    }
}
