import Testing

@testable import WeChat

struct PicSysPhotoTests {
    @Test func theSampleHasAllItsFields() throws {
        let event = PicSysPhoto(push: try .sample("pic_sysphoto"))
        #expect([event.push.kind] == PicSysPhoto.kinds && event.push.kind == .event("pic_sysphoto"))
        #expect(event.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(event.push.toUserName == "gh_2f7a1c9d84be")
        #expect(event.createTime == 1_714_100_009)
        #expect(event.key == "rselfmenu_1_0")
        #expect(event.count == 1)
        #expect(event.md5Sums == ["1b5f7c23b5bf75682a53e7b6d163e185"])
    }

    @Test func theListMayBeRepeatedInsteadOfItsItems() throws {
        let event = PicSysPhoto(
            push: try Push(
                event: "pic_sysphoto",
                """
                <SendPicsInfo><Count>3</Count>
                <PicList><item><PicMd5Sum>a</PicMd5Sum></item></PicList>
                <PicList><item><PicMd5Sum> b </PicMd5Sum></item><item><PicMd5Sum>c</PicMd5Sum></item></PicList>
                </SendPicsInfo>
                """))
        #expect(event.md5Sums == ["a", "b", "c"])
        #expect(event.count == 3)
    }

    @Test(arguments: ["", "<SendPicsInfo/>", "<SendPicsInfo><Count>0</Count><PicList></PicList></SendPicsInfo>"])
    func thereMayBeNoPictures(field: String) throws {
        let event = PicSysPhoto(push: try Push(event: "pic_sysphoto", field))
        #expect(event.count == 0)
        #expect(event.md5Sums.isEmpty)
    }
}
