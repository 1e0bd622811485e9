import Testing

@testable import WeChat

struct InvoicesTests {
    @Test func anInvoiceIsPermittedOrNot() throws {
        let event = InvoiceAuthorized(push: try Push(event: "user_authorize_invoice", InvoiceAuthorized.example))
        #expect(event.orderID == "202404271001" && event.failedOrderID == nil)
        #expect(event.appID == "wx4c1d9e7f20ab3358" && event.source == "web")
        let fields = "<SuccOrderId/><FailOrderId>7</FailOrderId><AppId> wx2 </AppId><source>wap</source>"
        let refused = InvoiceAuthorized(push: try Push(event: "user_authorize_invoice", fields))
        #expect(refused.orderID == nil && refused.failedOrderID == "7")
        #expect(refused.appID == "wx2" && refused.source == "wap")
    }

    @Test func anInvoiceIsReimbursed() throws {
        let event = InvoiceStatusUpdated(push: try Push(event: "update_invoice_status", InvoiceStatusUpdated.example))
        #expect(event.status == "INVOICE_REIMBURSE_LOCK" && event.cardID == "pK9xD5wQm1pLr8sYbN2eUc7hRk4W")
        #expect(event.code == "186921658591")
    }

    @Test func aTitleIsSubmitted() throws {
        let event = InvoiceTitleSubmitted(push: try Push(bytes: resource("Samples/submit_invoice_title.xml")))
        #expect(event.kind == .event("submit_invoice_title") && event.title == "深圳市某某科技有限公司")
        #expect(event.phone == "0755-26712345" && event.taxNumber == "91440300MA5D0000XX")
        #expect(event.address == "南山区科技园" && event.bank == "招商银行科技园支行")
        #expect(event.bankAccount == "755900000010001" && event.attachment == "order=1&memo=%E5%8F%91")
        #expect(event.titleType == "InvoiceUserTitleBusinessType")
    }

    @Test func theCloudIssuesAnInvoice() throws {
        let event = CloudInvoiceIssued(push: try Push(bytes: resource("Samples/cloud_invoice_invoiceresult_event.xml")))
        #expect(event.kind == .event("cloud_invoice_invoiceresult_event") && event.status == 100)
        #expect(event.requestID == "14574d75004451097886" && event.taxpayerID == "150001197205134629")
    }
}
