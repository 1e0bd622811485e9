import Testing

@testable import WeChat

struct PublishJobFinishTests {
    @Test func aPublicationHasItsArticles() throws {
        let event = PublishJobFinish(push: try Push(event: "PUBLISHJOBFINISH", PublishJobFinish.example))
        #expect(event.publishID == "2247503051" && event.status == 0 && event.articleCount == 1)
        #expect(event.articleID == "b5O2OUs25HBxRceL7hfReg-U9QGeq9zQjiDvy")
        #expect(event.articles.map(\.index) == [1] && event.articles.map(\.url) == ["https://mp.weixin.qq.com/s/a"])
        #expect(event.failedIndexes == [])
    }

    @Test func theArticlesHaveNoWrapper() throws {
        let event = PublishJobFinish(
            push: try Push(
                event: "FREEPUBLISHJOBFINISH",
                """
                <PublishEventInfo><publish_id> 18446744073709551615 </publish_id><article_detail><count>2</count>
                <item><idx>1</idx><article_url>a</article_url></item>
                <item><idx>2</idx><article_url>b</article_url></item></article_detail></PublishEventInfo>
                """))
        #expect(PublishJobFinish.kinds.contains(event.kind) && event.publishID == "18446744073709551615")
        #expect(event.articles.map(\.index) == [1, 2] && event.articles.map(\.url) == ["a", "b"])
        #expect(event.status == nil && event.articleID == nil)
    }

    @Test func aFailureNamesItsArticles() throws {
        let one = PublishJobFinish(push: try Push(bytes: resource("Samples/PUBLISHJOBFINISH_one_fail.xml")))
        #expect(one.publishID == "2247503053" && one.status == 4 && one.failedIndexes == [3])
        let two = PublishJobFinish(push: try Push(bytes: resource("Samples/PUBLISHJOBFINISH_original_fail.xml")))
        #expect(two.publishID == "2247503052" && two.status == 2 && two.failedIndexes == [1, 2])
        #expect(two.articles.isEmpty && two.articleCount == nil && two.articleID == nil)
    }
}
